"""`/volunteer`: joining in a minute; then one's own shifts, the next one first. For whoever it is on this phone."""

from __future__ import annotations

from datetime import datetime

import reflex as rx
from sqlmodel import Session, select

from app.events.rules.masking import masked
from app.shared.clock import now
from app.shared.db import read
from app.shared.handlers import shows_refusals
from app.volunteers.models import Availability
from app.volunteers.service.brief import committee_phone
from app.volunteers.service.who import Me, me_of, names_of, own
from app.volunteers.state.answering import Answering
from app.volunteers.state.joining import Joining, joinable
from app.volunteers.state.seats import Seats, seats_of


class MineState(Joining, Answering, rx.State):
    """One volunteer on one phone; or somebody who is not one yet."""

    name: str = ""  # masked
    calendar: str = ""  # their own code, which the address of their calendar holds
    phone: str = ""  # to call
    no_hours: bool = False  # they have not said when they can come

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """Who it is and what they have."""
        self._nothing_wrong()
        self.giving_up, self.there, self.known, self.asks_pin = "", False, "", False
        await self._show()
        self.ready = True

    async def _show(self) -> None:
        me = await self._look()
        if me is None:
            caller = await self._caller()
            self.known, self.communities = masked(caller.device.name) if caller.device else "", await read(joinable)
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
