"""The supervisor's screen: groups, doors, phones; no worker's numbers."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from app.visits.state.coverage import MOST, PAGE, CoverageState
from tests.visits.state.conftest import Desk


@pytest.fixture
def loaded(desk: Desk) -> Any:
    return desk.press("supervisor", CoverageState, "load")


def again(state: Any) -> dict[str, Any]:
    return {"community": state.community, "back": state.back, "group": state.group, "grid": state.grid}


def test_it_opens_with_the_community_and_this_month(loaded: Any) -> None:
    assert (loaded.allowed, loaded.ready, loaded.month.community, loaded.back) == (True, True, "湖畔社区", "0")
    (group,) = loaded.month.groups
    assert (group.name.zh, group.name.en) == ("独居老人", "Elder living alone")
    assert (group.met.part, group.met.whole, group.met.percent) == (1, 1, "100%")


def test_the_overdue_list_is_filtered_by_group_and_grid(desk: Desk, loaded: Any) -> None:
    assert [(row.door, row.group.zh) for row in loaded.month.overdue] == [("2栋1单元101", "普通住户")]
    for name, value, count in (("choose_grid", "第一网格", 0), ("choose_grid", "第二网格", 1),
                               ("choose_group", "elder_alone", 0), ("choose_group", "", 1)):  # fmt: skip
        state = desk.press("supervisor", CoverageState, name, value, **again(loaded))
        assert (len(state.month.overdue), state.month.overdue_count) == (count, count)


def test_further_doors_come_page_by_page(desk: Desk, loaded: Any) -> None:
    state = desk.press("supervisor", CoverageState, "more", **again(loaded), shown=PAGE)
    assert (state.shown, state.month.overdue_count) == (2 * PAGE, 1)
    assert desk.press("supervisor", CoverageState, "more", **again(loaded), shown=10**9).shown <= MOST


def test_the_month_before_is_one_tap_away(desk: Desk, loaded: Any) -> None:
    state = desk.press("supervisor", CoverageState, "choose_month", "1", **again(loaded))
    assert (state.back, state.month.groups[0].met.part) == ("1", 0)
    assert state.month.last < loaded.month.first


def test_no_workers_visits_are_on_the_screen(loaded: Any, desk: Desk) -> None:
    """Neither a name with a number nor a way to make one: the data of the page has no worker in it."""
    text = json.dumps(asdict(loaded.month), ensure_ascii=False)
    for role in ("cadre", "cadre_two", "cadre_all"):
        assert desk.town.account(role).name not in text
        assert str(desk.town.account(role).id) not in text
    names = {key for key in _keys(asdict(loaded.month)) if key != "community"}
    assert not names & {"visitor", "by", "worker", "score", "rank", "position", "total_by", "points", "online"}


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in _keys(one)}
    return {key for one in value for key in _keys(one)} if isinstance(value, list) else set()


@pytest.mark.parametrize(("role", "sets"), [("supervisor", False), ("admin", True)])
def test_only_who_may_set_the_rules_is_led_to_them(desk: Desk, role: str, sets: bool) -> None:
    assert desk.press(role, CoverageState, "load").month.may_set is sets


@pytest.mark.parametrize("role", ["cadre", "cadre_all", "resident", "stranger"])
def test_others_are_told_that_it_is_not_theirs(desk: Desk, role: str) -> None:
    state = desk.press(role, CoverageState, "load")
    assert (state.allowed, state.ready, state.month.groups) == (False, True, [])
