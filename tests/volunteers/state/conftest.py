"""Somebody on their phone: `phone.press(MineState, "load", code=…)` gives the State afterwards."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from app.accounts.service import actor_of
from app.shared.clock import now
from app.shared.db import transaction
from app.volunteers.forms import JoinForm, NeedForm, ShiftForm
from app.volunteers.models import Assignment, AssignmentState, Shift, ShiftNeed, Volunteer
from app.volunteers.service.course import publish_shifts
from app.volunteers.service.joining import join_for
from app.volunteers.service.own import set_experienced
from app.volunteers.service.shifts import add_shift
from app.volunteers.service.who import Me
from tests.test_authorisation import press
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


@dataclass
class Phone:
    """A cast, and a volunteer whose own link is open."""

    desk: Desk
    me: Me
    code: str

    def press(self, cls: Any, name: str, *arguments: Any, code: str | None = None, **before: Any) -> Any:
        asked = self.code if code is None else code
        path = f"/volunteer?code={asked}" if asked else "/volunteer"
        return asyncio.run(press(cls, name, "", arguments, before, path))

    def shift(self, hours: float = 48, **need: Any) -> UUID:
        """A published shift in so many hours; its seat."""
        moment = now()
        with transaction(self.desk.engine) as session:
            who = actor_of(session, self.desk.town.admin.id, moment)
            starts = moment + timedelta(hours=hours)
            form = ShiftForm(
                title="前台", place="公共客厅", starts_at=starts, ends_at=starts + timedelta(hours=2),
                needs=[NeedForm(**{"role": "接待"} | need)],
            )  # fmt: skip
            made = add_shift(session, who, self.me.community_id, form, moment)
            publish_shifts(session, who, [made.id], moment)
            return session.exec(select(ShiftNeed.id).where(ShiftNeed.shift_id == made.id)).one()

    def ask(self, need_id: UUID) -> str:
        """They are asked for the seat."""
        return self.sit(self.me.volunteer_id, need_id, AssignmentState.PROPOSED)

    def sit(self, volunteer_id: UUID, need_id: UUID, state: AssignmentState = AssignmentState.ACCEPTED) -> str:
        """Somebody has the seat, however that came about."""
        with transaction(self.desk.engine) as session:
            shift = session.get_one(Shift, session.get_one(ShiftNeed, need_id).shift_id)
            made = Assignment(
                community_id=self.me.community_id, shift_id=shift.id, need_id=need_id, volunteer_id=volunteer_id,
                state=state, told_at=now(), created_at=now(),
            )  # fmt: skip
            session.add(made)
            return str(made.id)


@pytest.fixture
def phone(desk: Desk) -> Phone:
    moment = now()
    with transaction(desk.engine) as session:
        who = actor_of(session, desk.town.admin.id, moment)
        form = JoinForm(name="何秀英", phone="13900000001", agreed=True)
        me = join_for(session, who, desk.town.hupan.id, form, moment).me
        set_experienced(session, who, me.volunteer_id, True, moment)
        return Phone(desk, me, session.get_one(Volunteer, me.volunteer_id).code)
