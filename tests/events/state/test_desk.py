"""Staff plan events: one, or one every week."""

from __future__ import annotations

from typing import Any

from app.events.state.desk import EventsDeskState
from app.events.state.manage import ManageState
from tests.events.state.conftest import Afternoon, hold
from tests.visits.state.conftest import Desk

FORM = {"title": "八段锦", "day": "2030-03-04", "starts": "09:00", "ends": "10:30", "capacity": "20", "walk_in": "on"}


def test_a_new_event_is_a_draft(desk: Desk) -> None:
    state = desk.press("cadre", EventsDeskState, "add", FORM)
    assert state.adding is False and state.wrong_zh == {}
    (row,) = desk.press("cadre", EventsDeskState, "choose", "draft").rows
    assert (row.title, row.when.zh, row.capacity, row.walk_in) == ("八段锦", "2030年3月4日 周一 09:00–10:30", 20, True)


def test_a_series_makes_one_every_week(desk: Desk) -> None:
    state = desk.press("cadre", EventsDeskState, "add", FORM | {"until": "2030-03-25"})
    assert [row.weekly for row in state.rows] == [True] * 4
    assert (state.wanted, state.counts.draft) == ("draft", 4)


def test_every_wrong_field_says_so_and_nothing_is_made(desk: Desk) -> None:
    bad = {"title": " ", "day": "2030-03-04", "starts": "09:00", "ends": "08:00", "capacity": "二十"}
    state = desk.press("cadre", EventsDeskState, "add", bad, adding=True)
    assert state.wrong_zh == {"capacity": "请填数字。"} and state.adding
    state = desk.press("cadre", EventsDeskState, "add", bad | {"capacity": "0"}, adding=True)
    assert set(state.wrong_zh) == set(state.wrong_en) == {"title", "ends", "capacity"}
    assert desk.press("cadre", EventsDeskState, "choose", "draft").rows == []


def test_without_a_day_there_is_no_event(desk: Desk) -> None:
    state = desk.press("cadre", EventsDeskState, "add", {"title": "八段锦"}, adding=True)
    assert state.wrong_zh == {"day": "请选日期。", "starts": "请选时间。", "ends": "请选时间。"}


def test_the_list_says_how_it_stands(desk: Desk, afternoon: Afternoon) -> None:
    afternoon.family("王叔", "王婶")
    afternoon.family("赵家", "赵二", phone="13800000003")
    hold(desk, published=False, title="草稿")
    state = desk.press("supervisor", EventsDeskState, "load")
    (row,) = state.rows
    assert (row.standing, row.taken, row.waiting, state.counts.draft, state.may_edit) == ("running", 2, 2, 1, False)


def test_another_community_is_not_listed(desk: Desk, afternoon: Afternoon) -> None:
    assert desk.press("far_cadre", EventsDeskState, "load").rows == []


def test_an_event_is_copied_into_the_form(afternoon: Afternoon) -> None:
    state: Any = afternoon.look("cadre", EventsDeskState, "load", path=f"/admin/events?copy={afternoon.id}")
    assert (state.adding, state.plan.title, state.plan.capacity, state.plan.day) == (True, "书法课", "3", "")


def test_the_form_opens_and_closes(desk: Desk) -> None:
    assert desk.press("cadre", EventsDeskState, "open_new").adding
    assert not desk.press("cadre", EventsDeskState, "close", adding=True).adding


def test_the_calls_to_make_stand_above_the_lists_and_lead_to_theirs(desk: Desk, afternoon: Afternoon) -> None:
    assert desk.press("cadre", EventsDeskState, "load").calls == []
    afternoon.family("王叔")
    afternoon.look("cadre", ManageState, "cancel", {"why": "台风"})
    (row,) = desk.press("cadre", EventsDeskState, "load").calls
    assert (row.id, row.title, row.families) == (str(afternoon.id), "书法课", 1)
    assert desk.press("supervisor", EventsDeskState, "load").calls == []
    shown = afternoon.look("cadre", ManageState, "load", path=f"/admin/events/{afternoon.id}?tab=tell")
    assert (shown.wanted, len(shown.calls)) == ("tell", 1)
    odd = afternoon.look("cadre", ManageState, "load", path=f"/admin/events/{afternoon.id}?tab=nonsense")
    assert odd.wanted == "expected"
