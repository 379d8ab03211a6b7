"""Whoever passes may know when the door is open and what is on; whoever works there says so."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

from app.accounts.service import actor_of
from app.events.payload import EventPlan
from app.events.service.edit import add_event
from app.lounge.state import HoursState, LoungeState
from app.shared.clock import now
from app.shared.db import transaction
from app.visits.models import CommitteeCard
from tests.test_authorisation import press
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


def passes_by() -> Any:
    return asyncio.run(press(LoungeState, "load", "", (), {}))


def test_hours_and_telephone_are_shown_without_signing_in(desk: Desk) -> None:
    with transaction(desk.engine) as session:
        session.add(CommitteeCard(community_id=desk.town.hupan.id, hours="8:30–18:00", phone="154 0000 0110"))
    (row,) = passes_by().lounges
    assert (row.name, row.hours, row.phone, row.address) == ("湖畔社区", "8:30–18:00", "154 0000 0110", "")


def test_a_community_that_says_nothing_is_left_out(desk: Desk) -> None:
    assert passes_by().lounges == []


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


def test_what_is_on_today_and_within_a_week(desk: Desk) -> None:
    moment = now()
    with transaction(desk.engine) as session:
        admin = actor_of(session, desk.town.admin.id, moment)
        for days, published in ((0, True), (3, True), (3, False), (20, True)):
            begins = moment + timedelta(days=days)
            plan = EventPlan(title=f"{days}", starts_at=begins, ends_at=begins + timedelta(hours=1))
            add_event(session, admin, desk.town.hupan.id, plan, moment, publish_now=published)
    state = passes_by()
    assert ([row.title for row in state.today], [row.title for row in state.later]) == (["0"], ["3"])
    assert state.today[0].running
