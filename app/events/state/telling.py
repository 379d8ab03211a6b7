"""要通知的人 at the desk: called, or not after all."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.accounts.session import who_is
from app.events.service.telling import tell, untell
from app.events.state.at_event import AtEvent
from app.shared.asked import uuid_of
from app.shared.clock import now
from app.shared.db import run
from app.shared.handlers import say, shows_refusals


class Telling(AtEvent, mixin=True):
    """The deeds of that list."""

    @rx.event
    @shows_refusals
    async def told(self, family: str) -> Any:
        """Somebody has called them."""
        who = await who_is(self)
        await run(tell, who, uuid_of(family), now())
        return await self._done(who, say("记下了：已通知。"), keep=True)

    @rx.event
    @shows_refusals
    async def not_told(self, family: str) -> Any:
        """It was a slip of the finger."""
        who = await who_is(self)
        await run(untell, who, uuid_of(family))
        return await self._done(who, say("撤销了，还是要通知。"), keep=True)

    @rx.event
    @shows_refusals
    async def list_calls(self, which: str) -> None:
        """Only those who do not know yet, or everybody."""
        who = await who_is(self)
        await self._show(who, every_call=which == "all")
