"""`/health/own`: every reading, to put right or take out; files to take along; who looked; erasing everything."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.health.service.erasing import erase
from app.health.service.listing import reading_of
from app.health.service.own_data import correct, delete_reading
from app.health.service.whose import own_of
from app.health.state.at_owner import AtOwner
from app.health.state.correcting import again_of, taken_of, time_of
from app.health.state.own_rows import Own, OwnRow, own_page
from app.households.models import Community
from app.shared.asked import uuid_of, words_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import DomainError, NotFound, Refused, SignInNeeded
from app.shared.handlers import say, shows_refusals

PAGE = 10  # rows
TYPED = "全部删除"


class OwnState(AtOwner, rx.State):
    """`measure` empty: all. `one`: the reading that is open. `doing`: correct, delete or erase.

    `asked`: values that are rare and stand as they are when they are sent once more.
    """

    own: Own = Own()
    measure: str = ""
    page: int = 0
    one: OwnRow = OwnRow()
    doing: str = ""
    asked: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    @rx.event
    @shows_refusals
    async def load(self) -> Any:
        """The newest of everything."""
        self.ready = self.there = False
        self.own, self.measure = Own(), ""
        self._nobody_yet()
        self._close()
        try:
            await self._show("", 0)
            await self._looked()
        except (NotFound, SignInNeeded):  # staff, a stranger, or whoever is not theirs: there is the way in
            return rx.redirect("/health")
        self.ready = self.there = True
        return None

    @rx.event
    @shows_refusals
    async def choose(self, measure: str) -> None:
        """One measure, or all."""
        await self._show(measure if isinstance(measure, str) else "", 0)
        self._close()

    @rx.event
    @shows_refusals
    async def turn(self, by: int) -> None:
        """Older (1) or newer (-1) ones."""
        await self._show(self.measure, max(0, self.page + (1 if by == 1 else -1)))
        self._close()

    @rx.event
    def open(self, reading: str, doing: str = "correct") -> None:
        """A reading that is on the screen. Shows nothing new, so it asks nobody."""
        self._close()
        self.one = next((row for row in self.own.rows if row.id == reading), OwnRow())
        self.doing = doing if self.one.id or doing == "erase" else ""

    @rx.event
    def close(self) -> None:
        """Back to the list."""
        self._close()

    @rx.event
    @shows_refusals
    async def correct(self, form: dict[str, Any]) -> Any:
        """Other values, or another time, from now on. What is rare is asked back once."""
        who, asked = await self._who(), dict(self.asked)
        self._nothing_wrong()
        try:
            await run(_correct, who, self._person(), self.one.id, form, asked, now())
        except DomainError as error:
            self.asked = again_of(error, form)
            return self._wrong(error, "form")
        self._close()
        await self._show(self.measure, self.page)
        return say("改好了。")

    @rx.event
    @shows_refusals
    async def delete(self) -> Any:
        """Take it out for good."""
        await run(_delete, await self._who(), self._person(), self.one.id, now())
        self._close()
        await self._show(self.measure, self.page)
        return say("删掉了。")

    @rx.event
    @shows_refusals
    async def erase(self, form: dict[str, Any]) -> Any:
        """Everything, when its words were typed."""
        who = await self._who()
        if "".join(words_of(form, "sure").split()) != TYPED:
            error = Refused("not_sure", "请照着写“{words}”四个字，确认要删。", field="sure", words=TYPED)
            return self._wrong(error, "sure")
        await run(erase, who, now(), self._person())
        self._close()
        await self._show("", 0)
        return say("全部删掉了。")

    async def _show(self, measure: str, page: int) -> None:
        self.own = await read(own_page, await self._who(), self._person(), measure, page, PAGE, now())
        self.whose = f"?person={self._person()}" if self._person() else ""
        self.measure, self.name, self.page = measure, self.own.name, self.own.page

    def _close(self) -> None:
        self.one, self.doing, self.asked = OwnRow(), "", {}
        self._nothing_wrong()


def _correct(
    session: Session, who: Actor, person_id: UUID | None, reading: str, form: Any, asked: dict[str, str],
    moment: datetime,
) -> None:  # fmt: skip
    _, whose = own_of(session, who, moment, person_id)
    old = reading_of(session, whose.person_id, uuid_of(reading))
    zone = session.get_one(Community, whose.community_id).zone
    at = time_of(f"{words_of(form, 'day')}T{words_of(form, 'clock')}", old.taken_at, zone)
    correct(session, who, old.id, taken_of(old, form, asked), moment, taken_at=at, person_id=person_id)


def _delete(session: Session, who: Actor, person_id: UUID | None, reading: str, moment: datetime) -> None:
    delete_reading(session, who, uuid_of(reading), moment, person_id)
