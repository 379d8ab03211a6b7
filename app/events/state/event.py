"""`/events/<id>`: one event, asking for places, taking that back, and what one thought of it. Public.

A browser that is remembered as a resident's (cookie `linju-resident`) need not type a name.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import reflex as rx

from app.events.service.pace import take_turn
from app.events.service.said import say as keep_opinion
from app.events.state.asking import Asking
from app.events.state.own import EventWhole, SignUpRow, whole
from app.events.state.taking_back import LONGEST, TakingBack
from app.shared.asked import words_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import NotFound, TooMany
from app.shared.handlers import shows_refusals


class EventState(Asking, TakingBack, rx.State):
    """One event in one browser."""

    thanked: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The event in the address; with `?code=` the sign-up it belongs to."""
        self.found, self.others, self.giving_up, self.thanked = SignUpRow(), [], "", False
        self.there, self.event, self.asks_pin = False, EventWhole(), False
        self._nothing_wrong()
        with suppress(NotFound, TooMany):  # the screen says so
            self.event = await read(whole, self._asked(), now())
            self.there = True
            code = self.router.url.query_parameters.get("code", "")[:LONGEST]
            if code:
                await self._find(self._asked(), code)
        await self._look_again()
        self.ready = True

    @rx.event
    @shows_refusals
    async def rate(self, form: dict[str, Any]) -> None:
        """Stars and words about the event, once from a browser; nobody's name."""
        event_id, caller = self._asked(), await self._caller()
        stars, said = words_of(form, "stars"), words_of(form, "words")[:2000]
        # Phones of one model behind one router look alike: without the tab, only the first of them could speak.
        browser = self._token() or f"{caller.address} {self.router.headers.user_agent} {caller.browser}"
        await run(take_turn, "opinion", caller, now())
        await run(keep_opinion, browser, event_id, int(stars) if stars in tuple("12345") else 0, said, now())
        self.thanked = True
