"""`/`, `/health`: is the lounge open, what is on. Public, as on the slip at a door."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import reflex as rx
from sqlmodel import Session

from app.events.models import Event
from app.events.rules.standing import Standing
from app.events.service.find import public_events, standing_of
from app.events.when import day_words, hours_words, span_words
from app.households.models import Community
from app.lounge.service import Lounge, lounges, off_of
from app.lounge.words import door_words, week_lines
from app.shared.both import Both
from app.shared.clock import local_day, now
from app.shared.db import read
from app.shared.handlers import shows_refusals

AHEAD = timedelta(days=7)
MOST = 8  # events on the front page


@dataclass
class DayLine:
    """The hours of a day or of several, a span each; none: closed."""

    day: Both = field(default_factory=Both)
    hours: list[str] = field(default_factory=list)


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
            str(event.id), event.title, _when(event, zone, day), event.place,
            stands is Standing.RUNNING, event.capacity is not None and event.taken >= event.capacity,
        )  # fmt: skip
        (today if local_day(event.starts_at, zone) <= day else later).append(row)
    return today[:MOST], later[:MOST]


def _when(event: Event, zone: str, day: date) -> Both:
    """Under "today" the hours are enough."""
    if local_day(event.starts_at, zone) == day:
        return Both(*span_words(event.starts_at, event.ends_at, zone))
    return Both(*hours_words(event.starts_at, event.ends_at, zone, day))
