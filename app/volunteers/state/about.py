"""`/volunteer/me`: what I can do, when I can, how much I wish; pause, leave, and everything deleted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.shared.asked import uuid_of, words_of
from app.shared.clock import local_day, now
from app.shared.db import read, run
from app.shared.errors import Refused
from app.shared.handlers import say, shows_refusals
from app.volunteers.rules.languages import LANGUAGES
from app.volunteers.rules.limits import DEMANDS
from app.volunteers.service.leaving import erase, leave, pause, resume
from app.volunteers.service.own import add_away, change_details, details_of, remove_away, set_languages, set_windows
from app.volunteers.service.skills import remove_skill, set_skill
from app.volunteers.service.who import Me, own, zone_of
from app.volunteers.state.about_rows import SLOTS, About, about_of, windows_of
from app.volunteers.state.likes import Likes

LONGEST = 400  # characters of a field that are looked at


class AboutState(Likes, rx.State):
    """One volunteer, everything they have said."""

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """Everything they have said."""
        self.there, self.about, self.doing, self.sure = False, About(), "", ""
        self._nothing_wrong()
        code = self._code()
        self.link = f"?code={code}" if code else ""
        me = await self._look()
        if me is not None:
            self.about = await read(about_of, me, now())
            self.there = True
        self.ready = True

    @rx.event
    def open(self, part: str) -> None:
        """One part. Shows nothing new, so it asks nobody."""
        self.doing, self.sure = part, ""
        self._nothing_wrong()

    @rx.event
    def think(self, what: str) -> None:
        """Think again first."""
        self.sure = what

    @rx.event
    @shows_refusals
    async def save_hours(self, form: dict[str, Any]) -> Any:
        """The grid of the week."""
        slots = {f"{day}-{name}" for day in range(7) for name in SLOTS if words_of(form, f"slot_{day}_{name}")}
        return await self._save(set_windows, windows_of(slots))

    @rx.event
    @shows_refusals
    async def save_languages(self, form: dict[str, Any]) -> Any:
        """Which they speak."""
        return await self._save(set_languages, [code for code in LANGUAGES if words_of(form, f"lang_{code}")])

    @rx.event
    @shows_refusals
    async def save_wish(self, form: dict[str, Any]) -> Any:
        """How much, and what they cannot do."""
        return await self._save(_details, form, now())

    @rx.event
    @shows_refusals
    async def save_skill(self, form: dict[str, Any]) -> Any:
        """A skill with the number and the last day of its paper."""
        return await self._save(_skill, form, now(), stay=True)

    @rx.event
    @shows_refusals
    async def drop_skill(self, code: str) -> Any:
        """Not any more."""
        return await self._save(remove_skill, code if isinstance(code, str) else "", now(), stay=True)

    @rx.event
    @shows_refusals
    async def save_away(self, form: dict[str, Any]) -> Any:
        """Days on which they cannot come."""
        return await self._save(_away, form, now(), stay=True)

    @rx.event
    @shows_refusals
    async def drop_away(self, away: str) -> Any:
        """They can come after all."""
        return await self._save(remove_away, uuid_of(away), stay=True)

    @rx.event
    @shows_refusals
    async def pause(self, form: dict[str, Any]) -> Any:
        """Not to be asked for a while; seats in that time are given up."""
        return await self._save(_pause, form, now())

    @rx.event
    @shows_refusals
    async def resume(self) -> Any:
        """Back again."""
        return await self._save(resume)

    @rx.event
    @shows_refusals
    async def leave(self) -> Any:
        """No volunteer any more."""
        return await self._save(leave, now())

    @rx.event
    @shows_refusals
    async def erase(self) -> Any:
        """Everything about them is deleted."""
        me = await self._me()
        await run(erase, me, me.volunteer_id, now())
        self.there, self.about, self.doing, self.sure = False, About(), "", ""
        return say("都删掉了。谢谢您来过。")


def _details(session: Session, me: Me, volunteer_id: UUID, form: Any, moment: datetime) -> None:
    row = own(session, me)
    limits = [code for code in DEMANDS if words_of(form, f"limit_{code}")]
    born = row.born_on if row.person_id else _day(form, "born_on", None)
    said = {"wish_hours": _number(form, "wish") or 0, "cap_hours": _number(form, "cap")}
    change_details(session, me, volunteer_id, details_of(row, **said, limits=limits, born_on=born), moment)


def _skill(session: Session, me: Me, volunteer_id: UUID, form: Any, moment: datetime) -> None:
    until = _day(form, "valid_until", None)
    number = words_of(form, "number")[:LONGEST]
    set_skill(session, me, volunteer_id, words_of(form, "code")[:64], moment, number=number, valid_until=until)


def _away(session: Session, me: Me, volunteer_id: UUID, form: Any, moment: datetime) -> None:
    first = _must(_day(form, "first_on", None), "first_on")
    add_away(session, me, volunteer_id, first, _day(form, "last_on", first) or first, moment)


def _pause(session: Session, me: Me, volunteer_id: UUID, form: Any, moment: datetime) -> None:
    today = local_day(moment, zone_of(session, me.community_id))
    pause(session, me, volunteer_id, _day(form, "first_on", today) or today, _day(form, "last_on", None), moment)


def _day(form: Any, name: str, otherwise: date | None) -> date | None:
    """A day that was typed; `otherwise` where there is none. Raises `Refused`."""
    text = words_of(form, name).strip()
    if not text:
        return otherwise
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not 1900 <= found.year <= 2200:
        raise Refused("date_wrong", "日期不对，请看一下。", field=name)
    return found


def _must(day: date | None, name: str) -> date:
    if day is None:
        raise Refused("date_missing", "请选日期。", field=name)
    return day


def _number(form: Any, name: str) -> float | None:
    """A number that was typed; None where there is none. Raises `Refused`."""
    text = words_of(form, name).strip()
    if not text:
        return None
    if not text.isdecimal() or len(text) > 4:
        raise Refused("number_wrong", "请填整数。", field=name)
    return float(text)
