"""Answering, and giving a seat up: what somebody does with their own seats."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared.asked import uuid_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals
from app.shared.i18n import N_
from app.volunteers.models import SwapKind
from app.volunteers.service.signing import accept, decline, give_up
from app.volunteers.service.swapping import offer, take, withdraw
from app.volunteers.state.at_me import AtMe
from app.volunteers.state.seats import Seats, seats_of


class Answering(AtMe, mixin=True):
    """The seats, read anew after every deed."""

    seats: Seats = Seats()
    giving_up: str = ""  # the seat whose giving up waits for a second tap

    @rx.event
    @shows_refusals
    async def accept(self, seat: str) -> Any:
        """Yes, I come."""
        me = await self._me()
        await run(accept, me, uuid_of(seat), now())
        self.seats = await read(seats_of, me, now())
        return say("好的，到时候见。")

    @rx.event
    @shows_refusals
    async def decline(self, seat: str) -> Any:
        """No, not this time. Nobody asks why."""
        me = await self._me()
        await run(decline, me, uuid_of(seat), now())
        self.seats = await read(seats_of, me, now())
        return say("知道了，我们另外找人。")

    @rx.event
    def ask_to_give_up(self, seat: str) -> None:
        """Think again first. Shows nothing new, so it asks nobody."""
        self.giving_up = seat

    @rx.event
    def keep(self) -> None:
        """They come after all."""
        self.giving_up = ""

    @rx.event
    @shows_refusals
    async def give_up(self, seat: str) -> Any:
        """Within the time limit."""
        return await self._gives_up(seat, late=False)

    @rx.event
    @shows_refusals
    async def cannot_come(self, seat: str) -> Any:
        """After the time limit: a colleague finds somebody by telephone."""
        return await self._gives_up(seat, late=True)

    @rx.event
    @shows_refusals
    async def pass_on(self, seat: str) -> Any:
        """Let others take it; until somebody does, it stays theirs."""
        return await self._after(offer, seat, N_("放出去了。有人接走以前，还是您的班。"))

    @rx.event
    @shows_refusals
    async def look_for_swap(self, seat: str) -> Any:
        """Let others take it against one of theirs; until somebody does, it stays theirs."""
        words = N_("放出去了，等人来和您换。换成以前，还是您的班。")
        return await self._after(offer, seat, words, kind=SwapKind.SWAP)

    @rx.event
    @shows_refusals
    async def swap_over(self, offered: str, seat: str) -> Any:
        """Take what somebody else offers, for a seat of one's own."""
        return await self._after(take, offered, N_("换好了，到时候见。"), against_id=uuid_of(seat))

    @rx.event
    @shows_refusals
    async def take_back(self, offered: str) -> Any:
        """Not given away after all."""
        return await self._after(withdraw, offered, N_("收回了，还是您来。"))

    @rx.event
    @shows_refusals
    async def take_over(self, offered: str) -> Any:
        """Take what somebody else gives away."""
        return await self._after(take, offered, N_("接下来了，到时候见。"))

    async def _after(self, verb: Any, thing: Any, words: str, **more: Any) -> Any:
        me = await self._me()
        self.giving_up = ""
        try:
            await run(verb, me, uuid_of(thing), now(), **more)
        finally:
            self.seats = await read(seats_of, me, now())
        return say(words)

    async def _gives_up(self, seat: str, *, late: bool) -> Any:
        me = await self._me()
        self.giving_up = ""
        try:
            await run(give_up, me, uuid_of(seat), now(), late=late)
        finally:
            self.seats = await read(seats_of, me, now())
        if late:
            return say("知道了。时间很紧，最好再打个电话告诉我们。", "warning")
        return say("已取消，位子让给了别人。")
