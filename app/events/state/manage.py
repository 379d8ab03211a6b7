"""`/admin/events/<id>`: an event at the desk. Its course, its lists, signing somebody up, whom to call."""

from __future__ import annotations

from contextlib import suppress

import reflex as rx

from app.accounts.rules import Permission
from app.accounts.session import who_is
from app.events.state.behalf import Behalf
from app.events.state.course import Course
from app.events.state.lists import Lists
from app.events.state.managed import Figures, Managed
from app.events.state.people import TABS
from app.events.state.telling import Telling
from app.shared.errors import DomainError, NotFound
from app.shared.handlers import shows_refusals


class ManageState(Course, Lists, Behalf, Telling, rx.State):
    """One event, and the form that is open above its lists."""

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The event in the address; with `?tab=` one of its lists."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.EVENT_COUNT)
        self.event, self.figures, self.there = Managed(), Figures(), False
        self.people, self.clashes, self.said, self.calls = [], [], [], []
        self.doing, self.typed = "", ""
        self.wrong_zh, self.wrong_en = {}, {}
        self._nobody_picked()
        tab = self.router.url.query_parameters.get("tab", self.wanted)  # a link to the calls to make
        with suppress(NotFound):  # the screen says so
            await self._show(who, tab=tab if tab in TABS else "expected")
        self.ready = True

    @rx.event
    async def refresh(self) -> None:
        """Who has come meanwhile. Asked for by the screen itself (`js/desk.js`), so it says nothing when it cannot."""
        with suppress(DomainError):
            await self._show(await who_is(self), form=False)

    @rx.event
    def open(self, what: str) -> None:
        """A form above the lists. Shows nothing new, so it asks nobody."""
        self.doing = what if what in ("edit", "cancel", "add") else ""
        self.wrong_zh, self.wrong_en = {}, {}
        self._nobody_picked()

    @rx.event
    def close(self) -> None:
        """No form."""
        self.doing = ""
