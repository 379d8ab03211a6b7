"""`/tablet/<event>`: residents check in at the lounge's own tablet, where staff have signed in once.

Names of strangers are never shown whole: what was typed is compared, what is found is masked. The screen goes back to
its start by itself (`js/tablet.js`) and keeps nothing.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

import reflex as rx

from app.accounts.rules import Permission
from app.accounts.session import session_id_of, who_is
from app.events.rules.masking import masked
from app.events.rules.standing import Standing
from app.events.service.comes import Told
from app.events.service.people import clean_name, clean_phone
from app.events.state import at_tablet
from app.events.state.at_tablet import GOOD, KinRow, MatchRow
from app.events.state.rows import EventRow
from app.events.words import SAID
from app.shared.asked import uuid_of, words_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import DomainError, NotFound
from app.shared.handlers import shows_refusals
from app.shared.i18n import translate


class TabletState(rx.State):
    """One round of one resident: find, tap, done. `step`: find, choose, walk_in, done."""

    event: EventRow = EventRow()
    step: str = "find"
    matches: rx.Field[list[MatchRow]] = rx.field(default_factory=list)
    kin: rx.Field[list[KinRow]] = rx.field(default_factory=list)
    tone: str = ""  # of what is said: success, warning
    said_zh: str = ""
    said_en: str = ""
    wrong_zh: str = ""
    wrong_en: str = ""
    keep_days: int = 0  # for which names and numbers are kept after the event
    there: bool = False
    open: bool = False
    allowed: bool = True
    ready: bool = False

    brought: rx.Field[list[str]] = rx.field(default_factory=list)  # masked names of who came along
    nameless: bool = False  # what was typed is no name: a new guest has to write theirs

    _told: Told | None = None
    _typed: str = ""  # the name of somebody who may be new

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The event in the address, at its start."""
        who = await who_is(self)
        self.allowed, self.there = who.may_somewhere(Permission.EVENT_CHECK_IN), False
        self._begin()
        with suppress(NotFound):  # the screen says so
            self.event, self.keep_days = await read(at_tablet.event_at, who, self._asked(), now())
            self.there = True
            self.open = self.event.standing in (Standing.PUBLISHED.value, Standing.RUNNING.value)
        self.ready = True

    @rx.event
    def again(self) -> None:
        """The next resident; nothing of the last one stays."""
        self._begin()

    @rx.event
    @shows_refusals
    async def find(self, form: dict[str, Any]) -> None:
        """A whole name, or the last four digits."""
        who, screen = await who_is(self), str(await session_id_of(self))
        self._begin()
        await self._look(who, words_of(form, "text"), screen)

    @rx.event
    @shows_refusals
    async def tap(self, key: str) -> None:
        """One of those who were found."""
        who, screen = await who_is(self), str(await session_id_of(self))
        if not isinstance(key, str) or key not in {one.key for one in self.matches}:
            raise NotFound("person_unknown", "找不到这个人。")
        name = next(one.name for one in self.matches if one.key == key)
        told, kin = await run(at_tablet.enter, who, self._asked(), key, screen, now())
        self._say(told, kin, name)

    @rx.event
    def walk_in(self) -> None:
        """Not on the list. Shows nothing new, so it asks nobody."""
        self._begin()
        self.step = "walk_in"

    @rx.event
    @shows_refusals
    async def come(self, form: dict[str, Any]) -> None:
        """Somebody who is not on the list: a name is enough. Whoever has the same name there is asked about first."""
        who, screen = await who_is(self), str(await session_id_of(self))
        self.wrong_zh = self.wrong_en = ""
        try:
            name = clean_name(words_of(form, "name")[:400])
            phone = clean_phone(words_of(form, "phone")[:40]) if words_of(form, "phone").strip() else ""
        except DomainError as error:
            self._wrong(error)
            return
        if not phone and await self._look(who, name, screen):
            return
        await self._enter_new(who, name, phone, screen)

    @rx.event
    @shows_refusals
    async def new(self) -> None:
        """None of those who were found, or nobody was: one more of the name that was typed. A second tap is nothing."""
        who, screen = await who_is(self), str(await session_id_of(self))
        if self.nameless:
            self._begin()
            self.step = "walk_in"
        elif self._typed:
            await self._enter_new(who, self._typed, "", screen)

    @rx.event
    @shows_refusals
    async def bring(self, key: str) -> None:
        """Somebody of the same sign-up, by who is in already."""
        who, told = await who_is(self), self._inside()
        await run(at_tablet.bring, who, told, uuid_of(key), now())
        self.brought = [*self.brought, *(one.name for one in self.kin if one.key == key)]
        self.kin = [one for one in self.kin if one.key != key]

    @rx.event
    @shows_refusals
    async def bring_named(self, form: dict[str, Any]) -> None:
        """Somebody of the family who is on no list, by who is in already."""
        who, told = await who_is(self), self._inside()
        came = await run(at_tablet.bring_named, who, told, words_of(form, "family")[:400], now())
        if came.verdict in GOOD:
            self.brought, self.wrong_zh, self.wrong_en = [*self.brought, masked(came.whole_name)], "", ""
        else:
            self.wrong_zh, self.wrong_en = (translate(SAID[came.verdict], code, name="") for code in ("zh", "en"))

    async def _look(self, who: Any, text: str, screen: str) -> bool:
        """Show who it may be, or what is wrong. False: there is nobody of that name."""
        try:
            matches = await run(at_tablet.found, who, self._asked(), text, screen, now())
            self.matches = at_tablet.match_rows(matches)
        except DomainError as error:
            if isinstance(error, NotFound):
                raise
            self.step = "find"
            self._wrong(error)
            return True
        clean = "".join(text.split())
        self.nameless, self._typed, self.step = clean[:3].isdigit(), clean_name(text), "choose"
        return bool(self.matches)

    async def _enter_new(self, who: Any, name: str, phone: str, screen: str) -> None:
        told, kin = await run(at_tablet.enter_new, who, self._asked(), name, phone, screen, now())
        self._say(told, kin, masked(name))

    def _say(self, told: Told, kin: list[KinRow], name: str) -> None:
        self._begin()
        self._told, self.kin, self.step = told, kin, "done"
        self.tone = "success" if told.verdict in GOOD else "warning"
        self.said_zh, self.said_en = (translate(SAID[told.verdict], code, name=name) for code in ("zh", "en"))

    def _inside(self) -> Told:
        if self._told is None:
            raise NotFound("person_unknown", "找不到这个人。")
        return self._told

    def _begin(self) -> None:
        self.step, self.matches, self.kin, self._told = "find", [], [], None
        self.brought, self.nameless, self._typed = [], False, ""
        self.tone = self.said_zh = self.said_en = self.wrong_zh = self.wrong_en = ""

    def _wrong(self, error: DomainError) -> None:
        self.wrong_zh, self.wrong_en = error.sentence("zh"), error.sentence("en")

    def _asked(self) -> UUID:
        return uuid_of(self.router.url.path.rstrip("/").rpartition("/")[2])
