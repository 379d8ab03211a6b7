"""Whoever passes may know when the door is open and what is on."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.service import actor_of
from app.events.payload import EventPlan
from app.events.service.edit import add_event
from app.shared.clock import now
from app.shared.db import transaction
from app.visits.models import CommitteeCard
from tests.lounge.state.conftest import passes_by
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


def test_hours_and_telephone_are_shown_without_signing_in(desk: Desk) -> None:
    with transaction(desk.engine) as session:
        session.add(CommitteeCard(community_id=desk.town.hupan.id, hours="8:30–18:00", phone="154 0000 0110"))
    (row,) = passes_by().lounges
    assert (row.name, row.hours, row.phone, row.address) == ("湖畔社区", "8:30–18:00", "154 0000 0110", "")


def test_a_community_that_says_nothing_is_left_out(desk: Desk) -> None:
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
