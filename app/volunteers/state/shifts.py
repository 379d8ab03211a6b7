"""`/volunteer/shifts`: what one can take, and taking it or standing in line with one tap."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared.asked import uuid_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals
from app.volunteers.service.signing import leave_line, sign_up
from app.volunteers.service.who import Me
from app.volunteers.state.at_me import AtMe
from app.volunteers.state.offers import Offers, offers

LONGEST_TITLE = 80


class ShiftsState(AtMe, rx.State):
    """The list, read anew after every deed."""

    offers: Offers = Offers()
    title: str = ""  # only shifts of this name
    every: bool = False  # also those they may not take

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """What they could take."""
        self.there, self.offers, self.title, self.every = False, Offers(), "", False
        code = self._code()
        self.link = f"?code={code}" if code else ""
        me = await self._look()
        if me is not None:
            await self._show(me)
            self.there = True
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose(self, title: str) -> None:
        """Only shifts of this name."""
        me = await self._me()
        self.title = title[:LONGEST_TITLE] if isinstance(title, str) else ""
        await self._show(me)

    @rx.event
    @shows_refusals
    async def show_every(self, every: bool) -> None:
        """Also those they may not take, with the reason."""
        me = await self._me()
        self.every = every is True
        await self._show(me)

    @rx.event
    @shows_refusals
    async def take(self, need: str) -> Any:
        """Take a seat."""
        return await self._signs(need, wait=False)

    @rx.event
    @shows_refusals
    async def wait(self, need: str) -> Any:
        """Stand in line for a seat that is taken; if one has just come free, it is theirs."""
        return await self._signs(need, wait=True)

    @rx.event
    @shows_refusals
    async def leave(self, shift: str) -> Any:
        """Wait no more."""
        me = await self._me()
        await run(leave_line, me, uuid_of(shift), now())
        await self._show(me)
        return say("好的，不排了。")

    async def _signs(self, need: Any, *, wait: bool) -> Any:
        me = await self._me()
        try:
            made = await run(sign_up, me, uuid_of(need), now(), wait=wait)
        finally:
            await self._show(me)
        if made.assignment_id is None:
            return say("排上队了，前面有 {n} 人。轮到您会先请您答应。", "warning", n=made.ahead)
        return say("报上了，写在“我的班”里。")

    async def _show(self, me: Me) -> None:
        self.offers = await read(offers, me, self.title, self.every, now())
