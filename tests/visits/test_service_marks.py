"""What a cadre notes moves a household up until somebody was met."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session, func, select

from app.accounts.models import Account
from app.households.models import Household
from app.shared.errors import NotFound, Refused
from app.shared.ids import new_id
from app.visits.models import PriorityCause, PriorityMark
from app.visits.service import end_priority, mark_priority
from app.visits.service.marks import EndPriority, MarkPriority
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import due, meta, who

TODAY = date(2026, 3, 2)


def mark(
    session: Session, account: Account, home: Household, cause: str = "hospital", since: date = TODAY
) -> PriorityMark:
    marking = MarkPriority.model_validate({"household_id": home.id, "cause": cause, "since": since})
    return mark_priority(session, who(session, account), meta(), marking)


def test_back_from_hospital_moves_a_household_up_at_once(session: Session, cast: Cast) -> None:
    noted = mark(session, cast.cadre_two, cast.chen_home)
    assert (noted.noted_by, noted.since) == (cast.cadre_two.id, TODAY)
    row = due(session, cast.chen_home)
    assert (row.cause, row.due_on) == (PriorityCause.HOSPITAL, TODAY + timedelta(1))


def test_a_mark_taken_back_no_longer_counts(session: Session, cast: Cast) -> None:
    noted = mark(session, cast.cadre_two, cast.chen_home)
    for _ in range(2):
        end_priority(session, who(session, cast.cadre_two), meta(), EndPriority(mark_id=noted.id))
    assert (noted.ended_at, noted.ended_by) == (NOW, cast.cadre_two.id)
    assert due(session, cast.chen_home).cause is None


def test_the_same_command_again_is_the_same_mark(session: Session, cast: Cast) -> None:
    envelope = meta()
    marking = MarkPriority(household_id=cast.chen_home.id, cause=PriorityCause.HOSPITAL, since=TODAY)
    for _ in range(2):
        mark_priority(session, who(session, cast.cadre_two), envelope, marking)
    assert session.exec(select(func.count()).select_from(PriorityMark)).one() == 1


@pytest.mark.parametrize(
    ("cause", "since", "field"),
    [
        ("open_need", TODAY, "cause"), ("urgent_need", TODAY, "cause"), ("not_met_twice", TODAY, "cause"),
        ("hospital", TODAY + timedelta(2), "since"), ("hospital", TODAY - timedelta(367), "since"),
    ],
)  # fmt: skip
def test_what_cannot_be_noted_is_refused_in_words(
    session: Session, cast: Cast, cause: str, since: date, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        mark(session, cast.cadre_two, cast.chen_home, cause, since)
    assert refused.value.field == field


def test_a_phone_that_is_already_in_tomorrow_means_today(session: Session, cast: Cast) -> None:
    assert mark(session, cast.cadre_two, cast.chen_home, since=TODAY + timedelta(1)).since == TODAY


@pytest.mark.parametrize("role", ["cadre", "far_cadre", "neighbour_leader", "supervisor", "admin", "stranger"])
def test_nobody_else_marks_or_ends(session: Session, cast: Cast, role: str) -> None:
    noted = mark(session, cast.cadre_two, cast.chen_home)
    with pytest.raises(NotFound):
        mark(session, cast.account(role), cast.chen_home)
    with pytest.raises(NotFound) as refused:
        end_priority(session, who(session, cast.account(role)), meta(), EndPriority(mark_id=noted.id))
    with pytest.raises(NotFound) as missing:
        end_priority(session, who(session, cast.account(role)), meta(), EndPriority(mark_id=new_id()))
    assert str(refused.value) == str(missing.value)
