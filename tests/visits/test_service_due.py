"""Stored due dates follow what they rest on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from app.households.models import CareGroup, Household, PersonCareGroup
from app.households.service.changed import tell
from app.visits.defaults import ensure_defaults
from app.visits.models import HouseholdDue, PriorityCause, PriorityMark, VisitInterval
from app.visits.service import recompute
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import due, visit

TODAY = date(2026, 3, 2)


@pytest.fixture
def settled(session: Session, cast: Cast) -> Cast:
    """Households known since the first of January, 陈家 met on 20 February."""
    for home in (cast.lin_home, cast.chen_home):
        home.created_at = NOW.replace(month=1, day=1)
    ensure_defaults(session, cast.hupan.id)
    visit(session, cast.cadre_two, cast.chen_home, at=NOW - timedelta(days=10))
    recompute(session, cast.hupan.id, None, TODAY)
    return cast


def test_every_household_of_the_community_gets_a_row_and_no_other(session: Session, settled: Cast) -> None:
    rows = session.exec(select(HouseholdDue)).all()
    assert {row.household_id for row in rows} == {settled.lin_home.id, settled.chen_home.id}


def test_an_elder_alone_over_eighty_is_due_weekly_and_an_ordinary_household_half_yearly(
    session: Session, settled: Cast
) -> None:
    assert due(session, settled.lin_home).due_on == date(2026, 1, 8)  # never met: from the day they became known
    row = due(session, settled.chen_home)
    assert (row.due_on, row.interval_key) == (date(2026, 2, 20) + timedelta(182), "")


def test_nothing_is_written_when_nothing_changed(session: Session, settled: Cast) -> None:
    assert recompute(session, settled.hupan.id, None, TODAY) == 0
    assert recompute(session, settled.hupan.id, None, TODAY + timedelta(days=40)) == 0  # dates do not age


def test_a_new_care_group_counts_from_the_day_it_was_given(session: Session, settled: Cast) -> None:
    group = PersonCareGroup(
        community_id=settled.hupan.id, person_id=settled.chen_da.id, code="subsistence_allowance", since=TODAY
    )
    session.add(group)
    recompute(session, settled.hupan.id, [settled.chen_home.id], TODAY)
    assert due(session, settled.chen_home).due_on == date(2026, 3, 22)
    group.ended_on = TODAY
    recompute(session, settled.hupan.id, [settled.chen_home.id], TODAY)
    assert due(session, settled.chen_home).interval_key == ""


def test_the_group_of_somebody_who_moved_out_does_not_count(session: Session, settled: Cast) -> None:
    settled.lin_apo.moved_out_on = TODAY
    recompute(session, settled.hupan.id, [settled.lin_home.id], TODAY)
    assert due(session, settled.lin_home).interval_key == ""


def test_a_changed_interval_changes_the_dates(session: Session, settled: Cast) -> None:
    rule = session.exec(select(VisitInterval).where(VisitInterval.code == "")).one()
    rule.days = 30
    recompute(session, settled.hupan.id, None, TODAY)
    assert due(session, settled.chen_home).due_on == date(2026, 3, 22)


def test_a_mark_pulls_the_date_in_until_somebody_is_met(session: Session, settled: Cast) -> None:
    mark = PriorityMark(
        community_id=settled.hupan.id, household_id=settled.chen_home.id, cause=PriorityCause.HOSPITAL, since=TODAY,
        created_at=NOW,
    )  # fmt: skip
    session.add(mark)
    recompute(session, settled.hupan.id, [settled.chen_home.id], TODAY)
    row = due(session, settled.chen_home)
    assert (row.cause, row.cause_since, row.due_on) == (PriorityCause.HOSPITAL, TODAY, TODAY + timedelta(1))
    visit(session, settled.cadre_two, settled.chen_home, at=NOW + timedelta(hours=1))
    assert due(session, settled.chen_home).cause is None


def test_a_need_is_a_cause_until_it_is_closed_and_an_urgent_one_a_stronger_one(session: Session, settled: Cast) -> None:
    need = {"category": "repair", "text": "灯坏了", "urgency": "soon"}
    visit(session, settled.cadre_two, settled.chen_home, needs=[need])
    assert due(session, settled.chen_home).cause is PriorityCause.OPEN_NEED
    visit(session, settled.cadre_two, settled.chen_home, needs=[need | {"text": "没药了", "urgency": "now"}])
    row = due(session, settled.chen_home)
    assert (row.cause, row.due_on) == (PriorityCause.URGENT_NEED, TODAY + timedelta(1))


def test_two_closed_doors_in_a_row_are_a_cause(session: Session, settled: Cast) -> None:
    for hours in (1, 8):
        visit(session, settled.cadre_two, settled.chen_home, at=NOW + timedelta(hours=hours), outcome="not_home")
    row = due(session, settled.chen_home)
    assert (row.cause, row.missed, row.due_on) == (PriorityCause.NOT_MET_TWICE, 2, TODAY + timedelta(3))


def test_a_family_that_moved_in_lately_is_due_soon(session: Session, settled: Cast) -> None:
    new = Household(
        community_id=settled.hupan.id, door_id=settled.door_101.id, moved_in_on=TODAY - timedelta(20), created_at=NOW
    )
    session.add(new)
    recompute(session, settled.hupan.id, [new.id], TODAY)
    row = due(session, new)
    assert (row.cause, row.due_on) == (PriorityCause.MOVED_IN, TODAY + timedelta(14))


def test_a_household_that_moved_out_is_no_longer_due(session: Session, settled: Cast) -> None:
    settled.chen_home.moved_out_on = TODAY
    recompute(session, settled.hupan.id, [settled.chen_home.id], TODAY)
    assert session.exec(select(HouseholdDue).where(HouseholdDue.household_id == settled.chen_home.id)).all() == []


def test_the_day_is_that_of_the_community_not_of_greenwich(session: Session, settled: Cast) -> None:
    """23:30 on 1 March in Greenwich is the morning of 2 March in Xiamen."""
    visit(session, settled.cadre_two, settled.chen_home, at=NOW.replace(month=3, day=1, hour=23, minute=30))
    assert due(session, settled.chen_home).last_met_on == TODAY


def test_a_care_group_given_at_the_desk_moves_the_due_date_at_once(session: Session, settled: Cast) -> None:
    session.add(CareGroup(community_id=settled.hupan.id, code="subsistence_allowance", name="低保对象"))
    tell(session, settled.hupan.id, [settled.chen_home.id])
    assert due(session, settled.chen_home).interval_key == ""
    session.add(
        PersonCareGroup(community_id=settled.hupan.id, person_id=settled.chen_da.id, code="subsistence_allowance")
    )
    tell(session, settled.hupan.id, [settled.chen_home.id])
    assert due(session, settled.chen_home).interval_key == "subsistence_allowance"
