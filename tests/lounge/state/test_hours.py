"""Whoever works at the lounge says when it is open."""

from __future__ import annotations

from app.lounge.state.hours import HoursState
from tests.lounge.state.conftest import passes_by
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


def test_a_week_that_was_set_says_whether_it_is_open(desk: Desk) -> None:
    form = {"community": str(desk.town.hupan.id), "on_duty": "前台张姐", "can_do": "办证\n\n喝茶"}
    always = form | {f"day_{day}": "0:00-23:59" for day in range(7)}
    state = desk.press("cadre", HoursState, "change", always)
    assert state.one.days == ["0:00-23:59"] * 7
    (row,) = passes_by().lounges
    assert (row.on_duty, row.can_do, len(row.week)) == ("前台张姐", ["办证", "喝茶"], 1)
    assert row.week[0].day.zh == "周一到周日"
    assert row.door.zh.startswith("现在")


def test_days_off_are_told(desk: Desk) -> None:
    form = {
        "community": str(desk.town.hupan.id), "day_0": "8-12", "closed_from": "2030-02-01",
        "closed_until": "2030-02-03", "closed_why": "春节",
    }  # fmt: skip
    desk.press("admin", HoursState, "change", form)
    assert passes_by().lounges[0].off.zh == "2月1日 周五 到 2月3日 周日 春节"


def test_hours_nobody_can_read_change_nothing(desk: Desk) -> None:
    desk.press("cadre", HoursState, "change", {"community": str(desk.town.hupan.id), "day_0": "早上"})
    assert passes_by().lounges == []
