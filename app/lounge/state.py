"""`/`, `/health`: is the lounge open, what is on. Public, as on the slip at a door. `/admin/lounge`: setting it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.events.rules.standing import Standing
from app.events.service.find import public_events, standing_of
from app.events.when import day_words, hours_words
from app.households.models import Community
from app.lounge.rules import read_spans, said_spans
from app.lounge.service import Lounge, change_lounge, lounge_of, lounges, off_of
from app.lounge.words import door_words, week_lines
from app.shared.asked import uuid_of, words_of
from app.shared.clock import local_day, now
from app.shared.db import read, run
from app.shared.errors import NotFound, Refused
from app.shared.handlers import say, shows_refusals
from app.visits.service.places import communities_of

AHEAD = timedelta(days=7)
MOST = 8  # events on the front page


@dataclass
class Both:
    """A text in Chinese and English."""

    zh: str = ""
    en: str = ""


@dataclass
class DayLine:
    """The hours of a day or of several; empty: closed."""

    day: Both = field(default_factory=Both)
    hours: str = ""


@dataclass
class LoungeRow:
    """One lounge; empty texts are not shown. `week` empty: only the free text `hours` is known."""

    name: str = ""
    hours: str = ""
    address: str = ""
    phone: str = ""
    open: bool = False
    door: Both = field(default_factory=Both)
    week: list[DayLine] = field(default_factory=list)
    off: Both = field(default_factory=Both)
    on_duty: str = ""
    can_do: list[str] = field(default_factory=list)


@dataclass
class OnRow:
    """An event of today or of the days after."""

    id: str = ""
    title: str = ""
    when: Both = field(default_factory=Both)
    place: str = ""
    running: bool = False
    full: bool = False


@dataclass
class HoursRow:
    """The form: `8:30-12:00 14:00-18:00` for each weekday, from Monday."""

    community: str = ""
    name: str = ""
    days: list[str] = field(default_factory=lambda: [""] * 7)
    can_do: str = ""
    on_duty: str = ""
    closed_from: str = ""
    closed_until: str = ""
    closed_why: str = ""


@dataclass
class Choice:
    """An option of a select."""

    value: str = ""
    name: str = ""


class LoungeState(rx.State):
    """Nothing here is about a person, so nobody is asked who they are."""

    lounges: rx.Field[list[LoungeRow]] = rx.field(default_factory=list)
    today: rx.Field[list[OnRow]] = rx.field(default_factory=list)
    later: rx.Field[list[OnRow]] = rx.field(default_factory=list)
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """What each committee says of itself, and what is on."""
        moment = now()
        self.lounges = await read(_lounges, moment)
        self.today, self.later = await read(_events, moment)
        self.ready = True


class HoursState(rx.State):
    """When the door is open, for whoever may say so."""

    one: HoursRow = HoursRow()
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The first community they may set."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.EVENT_EDIT)
        self.communities = await read(_choices, who)
        self.one = await read(_hours, who, self.communities[0].value) if self.communities else HoursRow()
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        self.one = await read(_hours, await who_is(self), community)

    @rx.event
    @shows_refusals
    async def change(self, form: dict[str, Any]) -> Any:
        """Set the week, the days off and who is to be asked."""
        who = await who_is(self)
        self.one = await run(_change, who, form, now())
        return say("已保存，大厅页上马上这样写。")


def _lounges(session: Session, moment: datetime) -> list[LoungeRow]:
    return [_row(one, moment) for one in lounges(session, moment)]


def _row(one: Lounge, moment: datetime) -> LoungeRow:
    today = local_day(moment, one.community.zone)
    off = off_of(one.card)
    return LoungeRow(
        name=one.community.name, hours=one.committee.hours, address=one.committee.address, phone=one.committee.phone,
        open=one.door.open, door=Both(*door_words(one.door, today)) if one.spans else Both(),
        week=[DayLine(Both(zh, en), hours) for zh, en, hours in week_lines(one.spans)] if one.spans else [],
        off=_off(off.first, off.last, one.card.closed_why) if off and off.last >= today else Both(),
        on_duty=one.card.on_duty, can_do=[line.strip() for line in one.card.can_do.splitlines() if line.strip()],
    )  # fmt: skip


def _off(first: date, last: date, why: str) -> Both:
    (chinese, english), (chinese_last, english_last) = day_words(first), day_words(last)
    if first != last:
        chinese, english = f"{chinese} 到 {chinese_last}", f"{english} to {english_last}"
    return Both(f"{chinese} {why}".strip(), f"{english} {why}".strip())


def _events(session: Session, moment: datetime) -> tuple[list[OnRow], list[OnRow]]:
    today: list[OnRow] = []
    later: list[OnRow] = []
    for event in public_events(session, moment, moment + AHEAD, moment):
        stands = standing_of(event, moment)
        if stands not in (Standing.PUBLISHED, Standing.RUNNING):
            continue
        zone = session.get_one(Community, event.community_id).zone
        day = local_day(moment, zone)
        row = OnRow(
            str(event.id), event.title, Both(*hours_words(event.starts_at, event.ends_at, zone, day)), event.place,
            stands is Standing.RUNNING, event.capacity is not None and event.taken >= event.capacity,
        )  # fmt: skip
        (today if local_day(event.starts_at, zone) <= day else later).append(row)
    return today[:MOST], later[:MOST]


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.EVENT_EDIT)]


def _hours(session: Session, who: Actor, community: Any) -> HoursRow:
    found = session.get(Community, uuid_of(community))
    if found is None or not who.may_within(Permission.EVENT_EDIT, found.id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
    one = lounge_of(session, found, now())
    return HoursRow(
        community=str(found.id), name=found.name,
        days=[said_spans([span for span in one.spans if span.weekday == day]) for day in range(7)],
        can_do=one.card.can_do, on_duty=one.card.on_duty, closed_why=one.card.closed_why,
        closed_from=_iso(one.card.closed_from), closed_until=_iso(one.card.closed_until),
    )  # fmt: skip


def _change(session: Session, who: Actor, form: Any, moment: datetime) -> HoursRow:
    community = uuid_of(words_of(form, "community"))
    spans = [span for day in range(7) for span in read_spans(day, words_of(form, f"day_{day}")[:100])]
    change_lounge(
        session, who, community, spans, moment, can_do=words_of(form, "can_do"), on_duty=words_of(form, "on_duty"),
        closed_from=_day(form, "closed_from"), closed_until=_day(form, "closed_until"),
        closed_why=words_of(form, "closed_why"),
    )  # fmt: skip
    return _hours(session, who, str(community))


def _day(form: Any, name: str) -> date | None:
    text = words_of(form, name).strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("day_missing", "请选日期。", field=name) from None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
