"""`/admin/passes`: who has a pass, giving one out, replacing a lost one, taking one back, and a sheet of cards."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.passes.service import clear_pin, issue_pass, reissue_pass, revoke_pass
from app.passes.state.rows import PassRow, found, of_household, rows_of
from app.shared.asked import uuid_of, words_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import NotFound
from app.shared.handlers import say, shows_refusals

SHEET = 100  # cards


class PassesState(rx.State):
    """Who was looked for, whose pass is open, whose cards are to be printed. `sheet`: ids of people."""

    rows: rx.Field[list[PassRow]] = rx.field(default_factory=list)
    one: PassRow = PassRow()
    sheet: rx.Field[list[str]] = rx.field(default_factory=list)
    looked: str = ""  # what was looked for
    replacing: bool = False
    revoking: bool = False
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """With `?household=` the people who live there."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.PASS_ISSUE)
        self.rows, self.one, self.looked = [], PassRow(), ""
        home = self.router.url.query_parameters.get("household", "")
        if home and self.allowed:
            with suppress(NotFound):  # the empty list says what to do
                self.rows = await read(of_household, who, uuid_of(home))
        self.ready = True

    @rx.event
    @shows_refusals
    async def find(self, form: dict[str, Any]) -> None:
        """By name, pinyin, door or last four digits."""
        who = await who_is(self)
        typed = words_of(form, "q").strip()[:64]
        self.rows = await read(found, who, typed)
        self.looked, self.one = typed, PassRow()

    @rx.event
    @shows_refusals
    async def issue(self, person: str) -> Any:
        """A pass, and its card on the sheet."""
        who = await who_is(self)
        await run(_issue, who, uuid_of(person))
        await self._again(who, person)
        self._put(person)
        return say("居民码发好了，卡片已放进打印页。")

    @rx.event
    @shows_refusals
    async def put(self, person: str) -> None:
        """A further card of a pass that is in force."""
        who = await who_is(self)
        if (await read(rows_of, who, [uuid_of(person)]))[0].pass_id:
            self._put(person)

    @rx.event
    def take(self, person: str) -> None:
        """Off the sheet. Shows nothing new, so it asks nobody."""
        self.sheet = [one for one in self.sheet if one != person]

    @rx.event
    def clear_sheet(self) -> None:
        """An empty sheet."""
        self.sheet = []

    @rx.event
    def open(self, person: str) -> None:
        """What can be done about a pass that is on the screen."""
        self.one = next((row for row in self.rows if row.person == person), PassRow())
        self.replacing = self.revoking = False

    @rx.event
    def close(self) -> None:
        """Back to the list."""
        self.one = PassRow()

    @rx.event
    def think_of_replacing(self) -> None:
        """Ask why first."""
        self.replacing, self.revoking = True, False

    @rx.event
    def think_of_revoking(self) -> None:
        """Ask why first."""
        self.replacing, self.revoking = False, True

    @rx.event
    @shows_refusals
    async def replace(self, form: dict[str, Any]) -> Any:
        """The old one is lost: it opens nothing any more, a new one does."""
        who, person = await who_is(self), words_of(form, "person")
        await run(_reissue, who, uuid_of(person), words_of(form, "why"))
        await self._again(who, person)
        self._put(person)
        self.one = PassRow()
        return say("换好了。旧卡不能再用，新卡已放进打印页。")

    @rx.event
    @shows_refusals
    async def revoke(self, form: dict[str, Any]) -> Any:
        """No pass any more."""
        who, person = await who_is(self), words_of(form, "person")
        await run(_revoke, who, uuid_of(words_of(form, "pass")), words_of(form, "why"))
        await self._again(who, person)
        self.sheet = [one for one in self.sheet if one != person]
        self.one = PassRow()
        return say("已停用，这张卡不能再签到。")

    @rx.event
    @shows_refusals
    async def forget_pin(self, pass_id: str) -> Any:
        """With the person before them."""
        who = await who_is(self)
        await run(_clear_pin, who, uuid_of(pass_id))
        await self._again(who, self.one.person)
        return say("密码清掉了，本人可以重新设。")

    def _put(self, person: str) -> None:
        if person not in self.sheet and len(self.sheet) < SHEET:
            self.sheet = [*self.sheet, person]

    async def _again(self, who: Actor, person: Any) -> None:
        """The list as it is now; the row that is open, too."""
        known = [UUID(row.person) for row in self.rows] or [uuid_of(person)]
        self.rows = await read(rows_of, who, known)
        if self.one.person:
            self.one = next((row for row in self.rows if row.person == self.one.person), PassRow())


def _issue(session: Session, who: Actor, person: UUID) -> None:
    issue_pass(session, who, person, now())


def _reissue(session: Session, who: Actor, person: UUID, why: str) -> None:
    reissue_pass(session, who, person, why, now())


def _revoke(session: Session, who: Actor, pass_id: UUID, why: str) -> None:
    revoke_pass(session, who, pass_id, why, now())


def _clear_pin(session: Session, who: Actor, pass_id: UUID) -> None:
    clear_pin(session, who, pass_id, now())
