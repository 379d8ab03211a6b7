"""The lists of an event at the desk: choosing one, and what a tap on somebody does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.session import who_is
from app.events.models import Attendee, Via
from app.events.rules.admission import LETS_IN
from app.events.service.arrivals import check_out, looked_at, undo
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown, Told
from app.events.service.giving_up import cancel_for
from app.events.state import people
from app.events.state.at_event import AtEvent
from app.events.words import SAID
from app.households.models import Person
from app.shared.asked import uuid_of
from app.shared.clock import now
from app.shared.db import run
from app.shared.handlers import say, shows_refusals


class Lists(AtEvent, mixin=True):
    """Who is coming, who came, what is to be looked at."""

    @rx.event
    @shows_refusals
    async def choose(self, tab: str) -> None:
        """Another list."""
        who = await who_is(self)
        await self._show(who, tab=tab if isinstance(tab, str) and tab in people.TABS else "expected")

    @rx.event
    @shows_refusals
    async def find(self, typed: str) -> None:
        """Those of the list whose name or number it is part of."""
        who = await who_is(self)
        await self._show(who, typed=typed[:64] if isinstance(typed, str) else "")

    @rx.event
    @shows_refusals
    async def check_in(self, attendee: str) -> Any:
        """One tap on a name."""
        who = await who_is(self)
        told = await run(_check_in, who, self._asked(), uuid_of(attendee))
        return await self._done(who, _say(told), keep=True)

    @rx.event
    @shows_refusals
    async def check_out(self, attendee: str) -> Any:
        """They leave."""
        who = await who_is(self)
        await run(check_out, who, uuid_of(attendee), now())
        return await self._done(who, say("记下离开了。"), keep=True)

    @rx.event
    @shows_refusals
    async def undo(self, attendee: str) -> Any:
        """It was somebody else."""
        who = await who_is(self)
        await run(undo, who, uuid_of(attendee), now())
        return await self._done(who, say("撤销了这次签到。"), keep=True)

    @rx.event
    @shows_refusals
    async def cancel_sign_up(self, family: str) -> Any:
        """They are not coming; the places go to who waits."""
        who = await who_is(self)
        await run(cancel_for, who, uuid_of(family), "", now())
        return await self._done(who, say("已取消这一家的报名。"), keep=True)

    @rx.event
    @shows_refusals
    async def look_at(self, clash: str) -> None:
        """Somebody has seen to it."""
        who = await who_is(self)
        await run(looked_at, who, uuid_of(clash), now())
        await self._show(who)


def _check_in(session: Session, who: Actor, event_id: UUID, attendee: UUID) -> tuple[Told, str]:
    """With the whole name: staff read it on this very list."""
    told = check_in(session, who, event_id, Shown(attendee_id=attendee), How(Via.STAFF), now())
    row = session.get(Attendee, attendee)
    person = session.get(Person, row.person_id) if row and row.person_id else None
    return told, person.name if person else (row.name if row else None) or ""


def _say(told: tuple[Told, str]) -> Any:
    verdict = told[0].verdict
    return say(SAID[verdict], "success" if verdict in LETS_IN else "warning", name=told[1])
