"""`/tablet/<event>`: residents check in at the lounge's own tablet, where staff have signed in once.

Names of strangers are never shown whole: what was typed is compared, what is found is masked. The screen goes back to
its start by itself (`js/tablet.js`) and keeps nothing.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import session_id_of, who_is
from app.events.models import Via
from app.events.rules.admission import LETS_IN, Verdict
from app.events.rules.masking import masked
from app.events.rules.standing import Standing
from app.events.service.arrivals import check_in_kin, kin_of
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown, Told
from app.events.service.find import event_for, settings_of
from app.events.service.people import clean_name, clean_phone
from app.events.service.tablet import Match, find_at_tablet
from app.events.state.listed import event_rows
from app.events.state.rows import EventRow
from app.events.words import SAID
from app.shared.asked import uuid_of, words_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import DomainError, NotFound, Refused, TooMany
from app.shared.handlers import shows_refusals
from app.shared.i18n import translate

GOOD = {*LETS_IN, Verdict.ALREADY}


@dataclass
class MatchRow:
    """Somebody it may be. `key` opens the door for them; `name` is masked."""

    key: str = ""
    name: str = ""
    hint: str = ""
    expected: bool = False
    came: bool = False


@dataclass
class KinRow:
    """Somebody of the same sign-up who is not in yet."""

    key: str = ""
    name: str = ""


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

    _told: Told | None = None

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The event in the address, at its start."""
        who = await who_is(self)
        self.allowed, self.there = who.may_somewhere(Permission.EVENT_CHECK_IN), False
        self._begin()
        with suppress(NotFound):  # the screen says so
            self.event, self.keep_days = await read(_event, who, self._asked())
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
        try:
            found = await run(_found, who, self._asked(), words_of(form, "text"), screen)
        except (Refused, TooMany) as error:
            self._wrong(error)
            return
        self.matches = [_match(one) for one in found]
        self.step = "choose"

    @rx.event
    @shows_refusals
    async def tap(self, key: str) -> None:
        """One of those who were found."""
        who = await who_is(self)
        if not isinstance(key, str) or key not in {one.key for one in self.matches}:
            raise NotFound("person_unknown", "找不到这个人。")
        kind, _, text = key.partition(":")
        shown = Shown(attendee_id=uuid_of(text)) if kind == "a" else Shown(person_id=uuid_of(text))
        name = next(one.name for one in self.matches if one.key == key)
        await self._enter(who, shown, Via.TABLET, name)

    @rx.event
    def walk_in(self) -> None:
        """Not on the list: name and phone number. Shows nothing new, so it asks nobody."""
        self._begin()
        self.step = "walk_in"

    @rx.event
    @shows_refusals
    async def come(self, form: dict[str, Any]) -> None:
        """Somebody who is not on the list."""
        who = await who_is(self)
        self.wrong_zh = self.wrong_en = ""
        try:
            shown = Shown(
                name=clean_name(words_of(form, "name")[:400]), phone=clean_phone(words_of(form, "phone")[:40])
            )
        except DomainError as error:
            self._wrong(error)
            return
        await self._enter(who, shown, Via.WALK_IN, masked(shown.name))

    @rx.event
    @shows_refusals
    async def bring(self, key: str) -> None:
        """Somebody of the same family, by who is in already."""
        who, told = await who_is(self), self._told
        if told is None:
            raise NotFound("person_unknown", "找不到这个人。")
        await run(_bring, who, told, uuid_of(key))
        self.kin = [one for one in self.kin if one.key != key]

    async def _enter(self, who: Actor, shown: Shown, via: Via, name: str) -> None:
        told, kin = await run(_enter, who, self._asked(), shown, via)
        self._begin()
        self._told, self.kin, self.step = told, kin, "done"
        self.tone = "success" if told.verdict in GOOD else "warning"
        self.said_zh, self.said_en = (translate(SAID[told.verdict], code, name=name) for code in ("zh", "en"))

    def _begin(self) -> None:
        self.step, self.matches, self.kin, self._told = "find", [], [], None
        self.tone = self.said_zh = self.said_en = self.wrong_zh = self.wrong_en = ""

    def _wrong(self, error: DomainError) -> None:
        self.wrong_zh, self.wrong_en = error.sentence("zh"), error.sentence("en")

    def _asked(self) -> UUID:
        return uuid_of(self.router.url.path.rstrip("/").rpartition("/")[2])


def _event(session: Session, who: Actor, event_id: UUID) -> tuple[EventRow, int]:
    found = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    return event_rows(session, [found], now())[0], settings_of(session, found.community_id).keep_guests


def _found(session: Session, who: Actor, event_id: UUID, typed: str, screen: str) -> list[Match]:
    return find_at_tablet(session, who, event_id, typed[:200], screen, now())


def _match(one: Match) -> MatchRow:
    key = f"a:{one.attendee_id}" if one.attendee_id else f"p:{one.person_id}"
    return MatchRow(key, one.name, one.hint, one.expected, one.came_at is not None)


def _enter(session: Session, who: Actor, event_id: UUID, shown: Shown, via: Via) -> tuple[Told, list[KinRow]]:
    told = check_in(session, who, event_id, shown, How(via), now())
    kin = kin_of(session, told.attendee_id) if told.verdict in GOOD and told.attendee_id else []
    return told, [KinRow(str(one.attendee_id), masked(one.name)) for one in kin]


def _bring(session: Session, who: Actor, told: Told, kin: UUID) -> None:
    event_for(session, who, told.event_id, Permission.EVENT_CHECK_IN)  # the person may have signed out meanwhile
    check_in_kin(session, who, told, [kin], How(Via.FAMILY), now())
