"""Somebody in the open shift: moved to another seat in one step; once it runs, whether they came; and its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.session import who_is
from app.events.when import hours_words
from app.shared.asked import uuid_of
from app.shared.both import Both, both
from app.shared.clock import local_day, now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals
from app.shared.i18n import LANGUAGES, translate
from app.volunteers.rules.words import ABOUT
from app.volunteers.service.course import finish_shift, mark_no_show
from app.volunteers.service.moving import FreeSeat, seats_instead
from app.volunteers.service.seating import move
from app.volunteers.service.who import zone_of
from app.volunteers.state.at_board import AtBoard
from app.volunteers.state.board_rows import PlaceRow, SeatName

MOST = 60  # seats on the screen


class Moving(AtBoard, mixin=True):
    """The deeds of `moving`, who is to sit somewhere else, and of a shift that has begun."""

    @rx.event
    @shows_refusals
    async def look_elsewhere(self, assignment: str) -> None:
        """Where somebody could sit instead."""
        self.places = await read(_places, await who_is(self), assignment, now())
        seats = [one for need in self.shift.needs for one in need.seats]
        self.moving = next((one for one in seats if one.id == assignment), SeatName(id=assignment))

    @rx.event
    def stay(self) -> None:
        """Not moved after all."""
        self.moving, self.places = SeatName(), []

    @rx.event
    @shows_refusals
    async def move_to(self, need: str) -> Any:
        """Somebody sits there instead; who had said yes is asked anew."""
        who = await who_is(self)
        await run(move, who, uuid_of(self.moving.id), uuid_of(need), now())
        self.moving, self.places = SeatName(), []
        await self._show(who)
        return say("移过去了。发布以后本人才会看到，还要再答应一次。")

    @rx.event
    @shows_refusals
    async def finish(self) -> Any:
        """The open shift is over before its time."""
        who = await who_is(self)
        await run(finish_shift, who, uuid_of(self.shift.id), now())
        await self._show(who)
        return say("这个班结束了。没来的人请标一下。")

    @rx.event
    @shows_refusals
    async def absent(self, assignment: str, absent: bool) -> Any:
        """Somebody did not come; or did after all."""
        who = await who_is(self)
        await run(mark_no_show, who, uuid_of(assignment), absent is True, now())
        await self._show(who)
        return say("记下了。")


def _places(session: Session, who: Actor, assignment: Any, moment: datetime) -> list[PlaceRow]:
    return [_place(session, one, moment) for one in seats_instead(session, who, uuid_of(assignment), moment)[:MOST]]


def _place(session: Session, one: FreeSeat, moment: datetime) -> PlaceRow:
    shift, zone = one.shift, zone_of(session, one.shift.community_id)
    when = both(hours_words(shift.starts_at, shift.ends_at, zone, local_day(moment, zone)))
    words = Both(*("".join(translate(ABOUT[why], code) for why in one.soft[:1]) for code in LANGUAGES))
    return PlaceRow(str(one.need.id), f"{shift.title} · {one.need.role}", when, words)
