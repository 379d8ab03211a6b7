"""What the tables themselves do not let happen, whatever a service forgets."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.volunteers.models import (
    Assignment,
    AssignmentState,
    JoinedBy,
    Shift,
    ShiftNeed,
    ShiftWaiting,
    Swap,
    SwapKind,
    Volunteer,
)
from tests.cast import Cast
from tests.conftest import NOW

HOUR = timedelta(hours=1)


def seat(session: Session, cast: Cast) -> dict[str, Any]:
    """The columns of a seat at the front desk for 陈大文."""
    here = cast.hupan.id
    who = Volunteer(community_id=here, person_id=cast.chen_da.id, code="CODE", joined_by=JoinedBy.STAFF)
    shift = Shift(community_id=here, title="前台", on_day=NOW.date(), starts_at=NOW, ends_at=NOW + HOUR)
    session.add_all([who, shift])
    session.flush()
    need = ShiftNeed(shift_id=shift.id, role="接待")
    session.add(need)
    session.flush()
    return {"community_id": here, "shift_id": shift.id, "need_id": need.id, "volunteer_id": who.id}


def add(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


def test_nobody_sits_twice_in_one_shift(session: Session, cast: Cast) -> None:
    columns = seat(session, cast)
    add(session, Assignment(**columns, state=AssignmentState.SIGNED_UP))
    with pytest.raises(IntegrityError):
        add(session, Assignment(**columns, state=AssignmentState.PROPOSED))


def test_who_has_given_a_seat_up_may_have_it_again(session: Session, cast: Cast) -> None:
    columns = seat(session, cast)
    add(session, Assignment(**columns, state=AssignmentState.CANCELLED))
    assert add(session, Assignment(**columns, state=AssignmentState.SIGNED_UP)).state.holds


def test_nobody_waits_twice_for_one_shift(session: Session, cast: Cast) -> None:
    columns = seat(session, cast)
    add(session, ShiftWaiting(**columns, in_line=1))
    with pytest.raises(IntegrityError):
        add(session, ShiftWaiting(**columns, in_line=2))


def test_a_seat_is_offered_once_at_a_time(session: Session, cast: Cast) -> None:
    columns = seat(session, cast)
    own = add(session, Assignment(**columns, state=AssignmentState.ACCEPTED))
    offer: dict[str, Any] = {
        "community_id": own.community_id, "kind": SwapKind.GIVE, "assignment_id": own.id, "giver_id": own.volunteer_id
    }  # fmt: skip
    add(session, Swap(**offer))
    with pytest.raises(IntegrityError):
        add(session, Swap(**offer))
