"""A phone gets the doors of its cadre, in climbing order, with dates it can count from by itself."""

from __future__ import annotations

import gzip
from datetime import date, timedelta

import pytest
from pydantic_core import to_json
from sqlmodel import Session

from app.households.models import Household, Person
from app.visits.service import recompute, round_rows
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import visit, who

TODAY = date(2026, 3, 2)


@pytest.fixture
def settled(session: Session, cast: Cast) -> Cast:
    for home in (cast.lin_home, cast.chen_home):
        home.created_at = NOW.replace(month=1, day=1)
    session.flush()
    for community in (cast.hupan, cast.shanjiao):
        recompute(session, community.id, None, TODAY)
    return cast


def test_a_row_says_where_who_and_when(session: Session, settled: Cast) -> None:
    (row,) = round_rows(session, who(session, settled.cadre))
    assert (row.id, row.door, row.building, row.unit, row.floor, row.room) == (
        str(settled.lin_home.id), "1栋2单元501", "1栋", "2", 5, "501",
    )  # fmt: skip
    assert (row.head, row.people, row.tags) == ("林阿婆", 1, ["elder_alone"])
    assert (row.due, row.overdue, row.rule, row.since, row.met) == (
        date(2026, 1, 8), date(2026, 1, 9), "rule:elder_alone:80", date(2026, 1, 1), None,
    )  # fmt: skip


def test_everybody_sees_their_own_doors_in_climbing_order(session: Session, settled: Cast) -> None:
    def doors(role: str) -> list[str]:
        return [row.door for row in round_rows(session, who(session, settled.account(role)))]

    assert doors("cadre") == ["1栋2单元501"]
    assert doors("cadre_all") == ["1栋2单元501", "2栋1单元101"]
    assert doors("far_cadre") == ["1栋1单元101"]
    for role in ("neighbour_leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "admin"):
        assert doors(role) == []


def test_what_happened_last_is_in_the_row(session: Session, settled: Cast) -> None:
    visit(session, settled.cadre, settled.lin_home, outcome="not_home")
    (row,) = round_rows(session, who(session, settled.cadre))
    assert (row.tried, row.outcome, row.missed, row.next_try) == (NOW, "not_home", 1, "evening")


def test_a_row_does_not_change_while_nothing_happens(session: Session, settled: Cast) -> None:
    """Else every phone would download every door every morning."""
    before = to_json(round_rows(session, who(session, settled.cadre_all)))
    recompute(session, settled.hupan.id, None, TODAY + timedelta(days=30))
    assert to_json(round_rows(session, who(session, settled.cadre_all))) == before


def test_people_who_moved_out_and_doubles_are_not_counted(session: Session, settled: Cast) -> None:
    settled.chen_da.moved_out_on = TODAY
    double = Person(community_id=settled.hupan.id, household_id=settled.chen_home.id, name="陈小文", relation="子",
                    merged_into=settled.chen_xiao.id)  # fmt: skip
    session.add(double)
    (row,) = round_rows(session, who(session, settled.cadre_two))
    assert (row.head, row.people) == ("陈小文", 1)


def test_a_household_that_moved_out_leaves_the_round(session: Session, settled: Cast) -> None:
    settled.chen_home.moved_out_on = TODAY
    assert round_rows(session, who(session, settled.cadre_two)) == []


def test_a_thousand_rows_fit_in_sixty_kilobytes(session: Session, settled: Cast) -> None:
    homes = [Household(community_id=settled.hupan.id, door_id=settled.door_101.id) for _ in range(1000)]
    session.add_all(homes)
    session.flush()
    names = [family + chr(0x4E00 + i) for i, family in enumerate("王李张刘陈杨黄赵吴周" * 100)]
    here = settled.hupan.id
    session.add_all(
        Person(community_id=here, household_id=home.id, name=name, relation="户主")
        for home, name in zip(homes, names, strict=True)
    )
    recompute(session, settled.hupan.id, None, TODAY)
    rows = round_rows(session, who(session, settled.cadre_two))
    assert len(rows) == 1001
    assert len(gzip.compress(to_json(rows), 6)) < 60 * 1024
