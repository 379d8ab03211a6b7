"""A supervisor sees how far visits reach and what is overdue; never who lives there, never who works how much."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pydantic_core import to_json
from sqlmodel import Session

from app.households.models import CareGroup, PersonCareGroup
from app.shared.errors import NotFound
from app.visits.coverage import Share
from app.visits.service import recompute
from app.visits.service.coverage import Coverage, coverage_of, watched
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import visit, who

TODAY = date(2026, 3, 2)


@pytest.fixture
def settled(session: Session, cast: Cast) -> Cast:
    for home in (cast.lin_home, cast.chen_home):
        home.created_at = NOW.replace(month=1, day=1)
    session.add(CareGroup(community_id=cast.hupan.id, code="subsistence_allowance", name="低保对象"))
    session.add(PersonCareGroup(community_id=cast.hupan.id, person_id=cast.chen_da.id, code="subsistence_allowance"))
    session.flush()
    recompute(session, cast.hupan.id, None, TODAY)
    return cast


def coverage(session: Session, cast: Cast, role: str = "supervisor", back: int = 0) -> Coverage:
    return coverage_of(session, who(session, cast.account(role)), cast.hupan.id, NOW, back)


def test_every_group_has_its_numerator_and_denominator(session: Session, settled: Cast) -> None:
    visit(session, settled.cadre, settled.lin_home, people=[str(settled.lin_apo.id)])
    visit(session, settled.cadre_two, settled.chen_home, people=[str(settled.chen_xiao.id)])
    lines = {line.code: line for line in coverage(session, settled).groups}
    assert lines["elder_alone"].met == Share(1, 1)
    assert (lines["subsistence_allowance"].met, lines["subsistence_allowance"].at_home_only) == (Share(0, 1), 1)


def test_a_visit_counts_in_its_local_month(session: Session, settled: Cast) -> None:
    before_eight = NOW.replace(month=2, day=28, hour=17)  # 1 March, one in the morning, in Xiamen
    visit(session, settled.cadre, settled.lin_home, at=before_eight, people=[str(settled.lin_apo.id)])
    assert coverage(session, settled).groups[0].met == Share(1, 1)
    assert coverage(session, settled, back=1).groups[0].met == Share(0, 1)
    assert (coverage(session, settled, back=1).first, coverage(session, settled, back=1).last) == (
        date(2026, 2, 1), date(2026, 2, 28),
    )  # fmt: skip


def test_overdue_doors_are_listed_the_longest_first_with_their_rule(session: Session, settled: Cast) -> None:
    found = coverage(session, settled).overdue
    assert [(one.door, one.grid, one.rule) for one in found] == [
        ("1栋2单元501", "第一网格", "elder_alone:80"), ("2栋1单元101", "第二网格", "subsistence_allowance"),
    ]  # fmt: skip
    assert found[0].days == (TODAY - date(2026, 1, 9)).days + 1


def test_tries_that_met_nobody_are_a_share_of_all_visits(session: Session, settled: Cast) -> None:
    visit(session, settled.cadre, settled.lin_home, outcome="not_home")
    visit(session, settled.cadre_two, settled.chen_home)
    assert coverage(session, settled).not_met == Share(1, 2)
    assert coverage(session, settled).households == Share(1, 2)


def test_nothing_in_it_is_about_a_worker_or_names_a_resident(session: Session, settled: Cast) -> None:
    """No ranking, no totals per person: what is not there cannot be ranked."""
    need = {"category": "repair", "text": "灯坏了", "urgency": "soon"}
    visit(session, settled.cadre, settled.lin_home, people=[str(settled.lin_apo.id)], needs=[need], note="悄悄话")
    visit(session, settled.cadre_two, settled.chen_home)
    said = to_json(coverage(session, settled)).decode()
    for account in ("cadre", "cadre_two", "cadre_all"):
        assert settled.account(account).name not in said
        assert str(settled.account(account).id) not in said
    for person in (settled.lin_apo, settled.chen_da, settled.chen_xiao):
        assert person.name not in said and str(person.id) not in said
    assert "悄悄话" not in said and "灯坏了" not in said


@pytest.mark.parametrize(
    "role", ["cadre", "cadre_all", "neighbour_leader", "volunteer", "resident", "clinician", "auditor", "stranger"]
)
def test_nobody_else_sees_it(session: Session, settled: Cast, role: str) -> None:
    with pytest.raises(NotFound):
        coverage(session, settled, role)
    assert watched(session, who(session, settled.account(role))) == []


def test_a_supervisor_sees_their_own_communities_only(session: Session, settled: Cast) -> None:
    supervisor = who(session, settled.supervisor)
    assert [one.name for one in watched(session, supervisor)] == ["湖畔社区"]
    with pytest.raises(NotFound):
        coverage_of(session, supervisor, settled.shanjiao.id, NOW)


def test_a_household_that_moved_out_is_no_longer_overdue(session: Session, settled: Cast) -> None:
    settled.lin_home.moved_out_on = TODAY - timedelta(1)
    assert [one.door for one in coverage(session, settled).overdue] == ["2栋1单元101"]
