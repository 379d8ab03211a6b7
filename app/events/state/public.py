"""`/events` and `/events/<id>`: what is on, and asking for places. Public: nobody is asked who they are.

A browser that is remembered as a resident's (cookie `linju-resident`) need not type a name.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.events.models import Event, SignUpState
from app.events.payload import Family, OnePerson
from app.events.rules.masking import masked
from app.events.rules.standing import Standing, door_hours, takes_sign_ups
from app.events.service.find import public_event, public_events, settings_of
from app.events.service.giving_up import cancel_by_code, cancel_own, own_sign_ups, sign_up_by_code
from app.events.service.people import Caller
from app.events.service.said import say as keep_opinion
from app.events.service.signing import SignedUp, sign_up, signed_up
from app.events.state.desk import event_rows, wrong
from app.events.state.rows import Both, EventRow, Week, both
from app.events.when import moment_words, week_words
from app.households.models import Community
from app.passes.cookies import resident_cookie
from app.passes.service import Remembered, device_of
from app.shared.asked import uuid_of, words_of
from app.shared.clock import local_day, now
from app.shared.db import read, run
from app.shared.errors import DomainError, NotFound, Refused
from app.shared.handlers import answer, say, shows_refusals
from app.shared.problems import cookie

AHEAD = timedelta(days=120)
MOST_TYPED = 20  # people on one form
TYPED = 400  # characters of a field that are looked at


@dataclass
class SignUpRow:
    """A sign-up as its people see it. `state`: confirmed, waiting, cancelled; `place` on the waiting list, from 1."""

    id: str = ""
    code: str = ""
    grouped: str = ""
    state: str = ""
    size: int = 0
    place: int = 0
    names: str = ""
    own: bool = False


@dataclass
class EventWhole:
    """An event as everybody may read it. `open`: it takes sign-ups; `group_most`: people on one form."""

    row: EventRow = field(default_factory=EventRow)
    about: str = ""
    audience: str = ""
    ages: str = ""
    bring: str = ""
    why: str = ""
    open: bool = False
    over: bool = False
    group_most: int = 1
    opens: Both = field(default_factory=Both)


class EventsState(rx.State):
    """What is on, week by week."""

    weeks: rx.Field[list[Week]] = rx.field(default_factory=list)
    several: bool = False  # communities on this list
    calendar: str = ""  # the address of the feed
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """From now on."""
        rows = await read(_weeks, now())
        self.weeks, self.several = rows
        self.ready = True


class EventState(rx.State):
    """One event; what this browser has signed up for; or a sign-up looked at by its code."""

    event: EventWhole = EventWhole()
    mine: rx.Field[list[SignUpRow]] = rx.field(default_factory=list)
    found: SignUpRow = SignUpRow()
    me: str = ""  # the masked name of whom this browser is remembered as
    others: rx.Field[list[int]] = rx.field(default_factory=list)  # one per further person on the form
    giving_up: str = ""  # the sign-up whose cancelling waits for a second tap
    thanked: bool = False
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    there: bool = False
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The event in the address; with `?code=` the sign-up it belongs to."""
        self.found, self.others, self.giving_up, self.thanked = SignUpRow(), [], "", False
        self.wrong_zh, self.wrong_en, self.there, self.event = {}, {}, False, EventWhole()
        with suppress(NotFound):  # the screen says so
            self.event = await read(_whole, self._asked(), now())
            self.there = True
            code = self.router.url.query_parameters.get("code", "")[:TYPED]
            if code:
                self.found = await read(_by_code, self._asked(), code)
        await self._look_again()
        self.ready = True

    @rx.event
    def one_more(self) -> None:
        """Another person on the form."""
        if len(self.others) < min(self.event.group_most - 1, MOST_TYPED):
            self.others = [*self.others, len(self.others) + 1]

    @rx.event
    def one_less(self) -> None:
        """The last person leaves the form."""
        self.others = self.others[:-1]

    @rx.event
    @shows_refusals
    async def sign_up(self, form: dict[str, Any]) -> Any:
        """Ask for places for oneself and whoever comes along."""
        self.wrong_zh, self.wrong_en = {}, {}
        names = [words_of(form, "name"), *(words_of(form, f"other_{at}") for at in range(1, len(self.others) + 1))]
        family = Family(people=[OnePerson(name=one[:TYPED]) for one in names], phone=words_of(form, "phone")[:40])
        try:
            made = await run(_sign_up, self._token(), self._asked(), family, now())
        except Refused as error:
            if error.field in ("name", "phone"):
                self.wrong_zh, self.wrong_en = wrong(error)
                return None
            return answer(self, error)
        self.found, self.others = made, []
        await self._look_again()
        if made.state == SignUpState.WAITING.value:
            return say("名额满了，已经排上候补。", "warning")
        return say("报上名了。")

    @rx.event
    @shows_refusals
    async def look(self, form: dict[str, Any]) -> None:
        """The sign-up behind a code."""
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            self.found = await read(_by_code, self._asked(), words_of(form, "code")[:TYPED])
        except NotFound as error:
            self.wrong_zh, self.wrong_en = wrong_field(error, "code")

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
        await run(cancel_by_code, code if isinstance(code, str) else "", now())
        return await self._gave_up()

    @rx.event
    @shows_refusals
    async def cancel_mine(self, sign_up: str) -> Any:
        """The owner of this browser gives the places up."""
        await run(_cancel_own, self._token(), uuid_of(sign_up), now())
        return await self._gave_up()

    @rx.event
    @shows_refusals
    async def rate(self, form: dict[str, Any]) -> None:
        """Stars and words about the event, once from a browser; nobody's name."""
        stars, said = words_of(form, "stars"), words_of(form, "words")[:2000]
        browser = self._token() or f"{self.router.session.client_ip} {self.router.headers.user_agent}"
        await run(keep_opinion, browser, self._asked(), int(stars) if stars in tuple("12345") else 0, said, now())
        self.thanked = True

    async def _gave_up(self) -> Any:
        self.found, self.giving_up = SignUpRow(), ""
        await self._look_again()
        return say("已取消，名额让给了别人。")

    async def _look_again(self) -> None:
        """How many places are left now, and what this browser has."""
        if self.there:
            self.event = await read(_whole, self._asked(), now())
            self.me, self.mine = await read(_mine, self._token(), self._asked(), now())

    def _asked(self) -> UUID:
        return uuid_of(self.router.url.path.rstrip("/").rpartition("/")[2])

    def _token(self) -> str | None:
        return cookie(self.router.headers.cookie, resident_cookie())


def wrong_field(error: DomainError, name: str) -> tuple[dict[str, str], dict[str, str]]:
    """The sentence of a refusal under one field."""
    return {name: error.sentence("zh")}, {name: error.sentence("en")}


def _weeks(session: Session, moment: datetime) -> tuple[list[Week], bool]:
    events = public_events(session, moment, moment + AHEAD, moment)
    rows = event_rows(session, events, moment)
    several = len({one.community_id for one in events}) > 1
    zones = {one.id: one.zone for one in _communities(session, events)}

    def week(pair: tuple[Event, EventRow]) -> tuple[str, str]:
        zone = zones[pair[0].community_id]
        return week_words(local_day(max(pair[0].starts_at, moment), zone), local_day(moment, zone))

    pairs = list(zip(events, rows, strict=True))
    return [Week(both(name), [row for _, row in found]) for name, found in groupby(pairs, week)], several


def _communities(session: Session, events: list[Event]) -> list[Community]:
    return [session.get_one(Community, one) for one in {event.community_id for event in events}]


def _whole(session: Session, event_id: UUID, moment: datetime) -> EventWhole:
    event = public_event(session, event_id, moment)
    community = session.get_one(Community, event.community_id)
    (row,) = event_rows(session, [event], moment)
    most = event.group_most if event.capacity is None else min(event.group_most, event.capacity)
    return EventWhole(
        row=row, about=event.about, audience=event.audience, ages=event.ages, bring=event.bring,
        why=event.cancelled_why, open=takes_sign_ups(event, moment),
        over=row.standing == Standing.FINISHED.value, group_most=most,
        opens=_hour(session, event, community, moment),
    )  # fmt: skip


def _hour(session: Session, event: Event, community: Community, moment: datetime) -> Both:
    """When the door opens."""
    settings = settings_of(session, event.community_id)
    opens, _ = door_hours(event.starts_at, event.ends_at, event.opens_before, settings)
    return both(moment_words(opens, community.zone, local_day(moment, community.zone)))


def _device(session: Session, token: str | None, moment: datetime) -> Remembered | None:
    return device_of(session, token, moment)


def _mine(session: Session, token: str | None, event_id: UUID, moment: datetime) -> tuple[str, list[SignUpRow]]:
    device = _device(session, token, moment)
    event = session.get(Event, event_id)
    if device is None or event is None or device.community_id != event.community_id:
        return "", []
    found = own_sign_ups(session, Caller(device), moment)
    return masked(device.name), [_row(one, own=True) for one in found if one.event_id == event_id]


def _by_code(session: Session, event_id: UUID, code: str) -> SignUpRow:
    row = sign_up_by_code(session, code)
    if row.event_id != event_id:
        raise NotFound("no_such_code", "没有这个查询码，请对一下再输。", field="code")
    return _row(signed_up(session, row))


def _sign_up(session: Session, token: str | None, event_id: UUID, family: Family, moment: datetime) -> SignUpRow:
    return _row(sign_up(session, Caller(_device(session, token, moment)), event_id, family, moment))


def _cancel_own(session: Session, token: str | None, sign_up_id: UUID, moment: datetime) -> None:
    cancel_own(session, Caller(_device(session, token, moment)), sign_up_id, moment)


def _row(one: SignedUp, *, own: bool = False) -> SignUpRow:
    """Names are masked: a code may be read over somebody's shoulder."""
    return SignUpRow(
        id=str(one.id), code=one.code, grouped=f"{one.code[:5]}-{one.code[5:]}", state=one.state.value,
        size=one.size, place=one.ahead + 1, names="、".join(masked(name) for name in one.names if name), own=own,
    )  # fmt: skip
