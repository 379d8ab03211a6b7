"""`/volunteer`: joining in a minute; then one's own shifts, the next one first. For whoever it is on this phone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import reflex as rx
from sqlmodel import Session, col, select

from app.events.rules.masking import masked
from app.events.service.pace import slowed, take_turn
from app.households.models import Community
from app.shared.asked import uuid_of, words_of
from app.shared.choices import Choice
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import DomainError, NotFound, TooMany
from app.shared.handlers import answer, say, shows_refusals
from app.volunteers.forms import JoinForm
from app.volunteers.models import Availability
from app.volunteers.service.brief import committee_phone
from app.volunteers.service.joining import join
from app.volunteers.service.who import Me, me_of, names_of, own
from app.volunteers.state.answering import Answering
from app.volunteers.state.seats import Seats, seats_of

TYPED = 400  # characters of a field that are looked at
FIELDS = ("name", "phone", "agreed")
MOST = 30  # communities


class MineState(Answering, rx.State):
    """One volunteer on one phone; or somebody who is not one yet."""

    name: str = ""  # masked
    known: str = ""  # the masked name of whom this browser is remembered as, before they have joined
    calendar: str = ""  # their own code, which the address of their calendar holds
    key: str = ""  # what "remember this phone" sends; empty: it is remembered, or a pass is needed
    phone: str = ""  # to call
    no_hours: bool = False  # they have not said when they can come
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """Who it is and what they have."""
        self._nothing_wrong()
        self.giving_up, self.there, self.known = "", False, ""
        await self._show()
        self.ready = True

    @rx.event
    @shows_refusals
    async def join(self, form: dict[str, Any]) -> Any:
        """Join with a name and a phone number, or as the owner of a remembered browser."""
        self._nothing_wrong()
        caller = await self._caller()
        typed = JoinForm(
            name=words_of(form, "name")[:TYPED], phone=words_of(form, "phone")[:40],
            agreed=words_of(form, "agreed") != "",
            languages=[],
            windows=[],
        )  # fmt: skip
        try:
            community = await read(_community, words_of(form, "community"), caller.device)
            await run(take_turn, "sign_up", caller, now())
            made = await run(join, caller, community, typed, now())
        except TooMany as slow:
            return self._wrong(slowed(slow.retry_after), "slow")
        except DomainError as error:
            return self._wrong(error, "slow") if error.field in FIELDS else answer(self, error)
        if not made.token:  # this browser is remembered
            await self._show()
            return say("欢迎加入！")
        self.key = made.token
        return rx.redirect(f"/volunteer?code={made.code}")

    async def _show(self) -> None:
        me = await self._look()
        if me is None:
            caller = await self._caller()
            self.known, self.communities = masked(caller.device.name) if caller.device else "", await read(_choices)
            return
        found = await read(_shown, me, now())
        self.name, self.calendar, self.phone, self.no_hours, self.seats = found
        self.there, code = True, self._code()
        self.link = f"?code={code}" if code else ""
        remembered = code == "" or await self._remembered(me)
        self.key = "" if remembered else self.key or await read(_key, me)

    async def _remembered(self, me: Me) -> bool:
        return await read(me_of, await self._caller()) == me


def _shown(session: Session, me: Me, moment: datetime) -> tuple[str, str, str, bool, Seats]:
    row = own(session, me)
    hours = session.exec(select(Availability.id).where(Availability.volunteer_id == row.id)).first()
    name = masked(names_of(session, [row])[row.id])
    phone = committee_phone(session, me.community_id)
    return name, row.code, phone, hours is None, seats_of(session, me, moment)


def _key(session: Session, me: Me) -> str:
    """Their code, for whom this phone may be remembered without a pass."""
    row = own(session, me)
    return "" if row.person_id else row.code


def _choices(session: Session) -> list[Choice]:
    rows = session.exec(select(Community).order_by(col(Community.name)).limit(MOST))
    return [Choice(str(one.id), one.name) for one in rows]


def _community(session: Session, chosen: str, device: Any) -> Any:
    """That of the remembered browser, the chosen one, or the only one. Raises `NotFound`."""
    if device is not None:
        return device.community_id
    if chosen:
        return uuid_of(chosen)
    found = session.exec(select(Community.id).limit(2)).all()
    if len(found) != 1:
        raise NotFound("community_unknown", "找不到这个社区。", field="community")
    return found[0]
