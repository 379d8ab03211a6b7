"""What is kept about a volunteer, and how."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import LargeBinary, select, type_coerce
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.volunteers.models import JoinedBy, Volunteer, VolunteerSkill
from tests.cast import Cast
from tests.conftest import NOW


def add(session: Session, cast: Cast, **columns: Any) -> Volunteer:
    made = Volunteer(community_id=cast.hupan.id, joined_by=JoinedBy.SAID, **columns)
    session.add(made)
    session.flush()
    return made


def test_a_person_of_the_roster_is_one_volunteer(session: Session, cast: Cast) -> None:
    add(session, cast, code="A", person_id=cast.chen_da.id)
    with pytest.raises(IntegrityError):
        add(session, cast, code="B", person_id=cast.chen_da.id)


def test_whose_data_were_erased_may_join_again(session: Session, cast: Cast) -> None:
    add(session, cast, code="A", person_id=cast.chen_da.id, erased_at=NOW)
    assert add(session, cast, code="B", person_id=cast.chen_da.id).erased_at is None


@pytest.mark.parametrize("column", ["name", "phone", "limits", "national_no"])
def test_what_is_private_lies_sealed(session: Session, cast: Cast, column: str) -> None:
    made = add(session, cast, code="A", **{column: "13800000001"})
    raw = session.scalar(
        select(type_coerce(getattr(Volunteer, column), LargeBinary)).where(col(Volunteer.id) == made.id)
    )
    assert b"138" not in bytes(raw)
    session.expire(made)
    assert getattr(made, column) == "13800000001"


def test_the_number_of_a_licence_lies_sealed(session: Session, cast: Cast) -> None:
    made = add(session, cast, code="A")
    session.add(VolunteerSkill(community_id=cast.hupan.id, volunteer_id=made.id, code="nurse", number="N-1"))
    session.flush()
    assert b"N-1" not in bytes(session.scalar(select(type_coerce(col(VolunteerSkill.number), LargeBinary))))
