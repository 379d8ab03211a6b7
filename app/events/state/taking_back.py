"""Looking at a sign-up again, and giving it up: with its code, or from a browser that is remembered.

A right code is always answered, however many wrong ones came from the same address: it cannot be guessed.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.events.service.giving_up import cancel_by_code, cancel_own
from app.events.service.pace import take_turn
from app.events.service.people import Caller
from app.events.state.at_public import AtPublic
from app.events.state.own import SignUpRow, by_code
from app.shared.asked import uuid_of, words_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import NotFound, TooMany
from app.shared.handlers import say, shows_refusals

LONGEST = 100  # characters of a code that are looked at


class TakingBack(AtPublic, mixin=True):
    """By code and by browser."""

    giving_up: str = ""  # the sign-up whose cancelling waits for a second tap

    @rx.event
    @shows_refusals
    async def look(self, form: dict[str, Any]) -> None:
        """The sign-up behind a code."""
        self._nothing_wrong()
        try:
            await self._find(self._asked(), words_of(form, "code")[:LONGEST])
        except (NotFound, TooMany) as error:
            self._wrong(error, "code")

    @rx.event
    def ask_to_give_up(self, sign_up: str) -> None:
        """Think again first. Shows nothing new, so it asks nobody."""
        self.giving_up = sign_up

    @rx.event
    def keep(self) -> None:
        """They come after all."""
        self.giving_up = ""

    @rx.event
    @shows_refusals
    async def cancel(self, code: str) -> Any:
        """Whoever has the code gives the places up."""
        event_id = self._asked()
        try:
            await run(_cancel, event_id, code if isinstance(code, str) else "", now())
        except NotFound:
            await run(take_turn, "code", await self._caller(), now())
            raise
        return await self._gave_up()

    @rx.event
    @shows_refusals
    async def cancel_mine(self, sign_up: str) -> Any:
        """The owner of this browser gives the places up."""
        await run(_cancel_own, await self._caller(), uuid_of(sign_up), now())
        return await self._gave_up()

    async def _find(self, event_id: UUID, code: str) -> None:
        """Raises `NotFound`, or `TooMany` when wrong ones came too fast."""
        try:
            self.found = await read(by_code, event_id, code, now())
        except NotFound:
            await run(take_turn, "code", await self._caller(), now())
            raise

    async def _gave_up(self) -> Any:
        self.found, self.giving_up = SignUpRow(), ""
        await self._look_again()
        return say("已取消，名额让给了别人。")


def _cancel(session: Session, event_id: UUID, code: str, moment: datetime) -> None:
    by_code(session, event_id, code, moment)
    cancel_by_code(session, code, moment)


def _cancel_own(session: Session, caller: Caller, sign_up_id: UUID, moment: datetime) -> None:
    cancel_own(session, caller, sign_up_id, moment)
