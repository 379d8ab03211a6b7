"""Standing posts: written, changed, given a rota, ended; one thing at a time."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from app.shared.clock import local_day, now
from app.volunteers.state.posts import PostsState
from app.volunteers.state.posts_rows import LineRow, PostItem, RoleRow
from tests.test_authorisation import press as press_
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]

NEW = {
    "kind": "medical", "title": "健康角", "place": "一楼", "about": "量血压", "role": "护士", "skill": "nurse",
    "count": "2", "critical": "3", "leader": "on",
}  # fmt: skip
LINES = {"day_1": "on", "day_4": "on", "starts": "09:00", "ends": "11:00", "count_护士": "1"}


@pytest.fixture
def press(desk: Desk) -> Any:
    """`press(name, …)` as a cadre, on the screen as it was last."""
    last: dict[str, Any] = {"community": str(desk.town.hupan.id)}

    def pressed(name: str, *arguments: Any, who: str = "cadre") -> Any:
        state: Any = asyncio.run(press_(PostsState, name, desk.cookie(who), arguments, last))
        kept = ("community", "board", "doing", "one", "role", "line")
        last.update({one: getattr(state, one) for one in kept})
        return state

    return pressed


def test_a_post_is_written_with_its_first_role_and_opens(press: Any) -> None:
    state = press("add", NEW)
    assert (state.doing, state.one.title, state.one.summary) == ("post", "健康角", "护士 2")
    (role,) = state.one.roles
    assert (role.skill_name, role.critical, role.leader) == ("护士", "3", True)
    assert press("close").doing == ""
    assert [row.title for row in press("load").board.posts] == ["健康角"]


def test_what_is_wrong_stands_below_its_field_and_nothing_is_written(press: Any) -> None:
    state = press("add", NEW | {"title": "", "count": "0", "east": "1"})
    assert set(state.wrong_zh) == set(state.wrong_en) == {"title", "count", "north"}
    assert set(press("add", NEW | {"kind": "x", "count": "two"}).wrong_zh) == {"kind", "count"}
    assert press("load").board.posts == []


def test_name_and_roles_change_one_at_a_time(press: Any) -> None:
    press("add", NEW)
    state = press("change", NEW | {"kind": "other", "title": "量血压", "east": "0.2", "north": "-0.1"})
    assert (state.one.kind, state.one.title, state.one.east, len(state.one.roles)) == ("other", "量血压", "0.2", 1)
    press("open_role", "")
    state = press("save_role", {"role": "引导", "count": "1", "critical": "1", "age_from": "18", "demand_stairs": "on"})
    assert state.one.summary == "护士 2 · 引导 1"
    assert press("open_role", "引导").role == RoleRow("引导", age_from="18", demands=["stairs"])
    assert "role" in press("save_role", {"role": "护士", "count": "1", "critical": "1"}).wrong_zh  # there is one
    assert press("drop_role").one.summary == "护士 2"
    press("open_role", "护士")
    assert "role" in press("drop_role").wrong_zh  # somebody has to come


def test_the_rota_gets_a_line_for_every_day_and_each_ends(press: Any) -> None:
    press("add", NEW)
    today = local_day(now())
    state = press("add_lines", LINES | {"first_on": today.isoformat()})
    assert [(row.weekday, row.starts, row.ends, row.counts) for row in state.one.lines] == [
        (1, "09:00", "11:00", "护士 1"), (4, "09:00", "11:00", "护士 1"),
    ]  # fmt: skip
    assert press("open_line", state.one.lines[0].id).doing == "line"
    later = (today + timedelta(days=40)).isoformat()
    assert press("end_line", {"last_on": later}).one.lines[0].until == later
    press("open_line", state.one.lines[1].id)
    assert len(press("end_line", {"last_on": (today - timedelta(days=1)).isoformat()}).one.lines) == 1


def test_lines_without_a_day_or_an_hour_say_so(press: Any) -> None:
    press("add", NEW)
    assert set(press("add_lines", {"first_on": "x"}).wrong_zh) == {"days", "starts", "ends", "first_on"}
    more = {"first_on": "2030-03-04", "day_1": "on", "starts": "9:0", "ends": "08:00", "count_护士": "-1"}
    assert set(press("add_lines", LINES | more).wrong_zh) == {"starts", "counts"}
    same = LINES | {"first_on": "2030-03-04", "ends": "09:00"}
    assert set(press("add_lines", same).wrong_zh) == {"ends"}


def test_an_ended_post_is_gone_from_the_list(press: Any) -> None:
    press("add", NEW)
    state = press("end")
    assert (state.doing, state.one, state.board.posts) == ("", PostItem(), [])


def test_only_what_is_on_the_screen_opens(press: Any) -> None:
    press("add", NEW)
    assert press("open", "no such post").doing == ""
    assert (press("open_form", "new").doing, press("open_form", "nonsense").doing) == ("new", "new")
    assert press("open_line", "none").line == LineRow()


def test_a_colleague_of_another_community_changes_nothing(press: Any, desk: Desk) -> None:
    state = press("add", NEW)
    board = {"community": str(desk.town.hupan.id), "one": state.one}
    assert desk.press("far_cadre", PostsState, "choose_community", board["community"]).board.posts == []
    desk.press("far_cadre", PostsState, "end", **board)
    assert len(press("load").board.posts) == 1
