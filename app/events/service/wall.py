"""What the lounge's screen shows: an event and its key, how many have come, who came last, what is next."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.accounts.rules import Actor, Permission
from app.events.models import Attendee, Event, NamesShown
from app.events.rules.masking import masked
from app.events.rules.standing import Settings, Standing, door_hours, standing
from app.events.service.codes import key_of
from app.events.service.find import event_for, settings_of
from app.events.when import hours_words, span_words
from app.households.models import Community, Person
from app.shared.clock import local_day
from app.shared.settings import settings

LATEST = 5  # names
NEXT = 3  # events
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Live:
    """What changes while people come. `capacity` None: no limit. `latest`: newest first, 王**, or empty.

    `ends`: Unix seconds; then the screen stops showing the code by itself."""

    come: int
    capacity: int | None
    latest: list[str]
    standing: str
    ends: float


@dataclass(frozen=True)
class Coming:
    """An event to come. `opens`: Unix seconds from which the screen may show its code."""

    id: UUID
    title: str
    when: str
    place: str
    opens: float


@dataclass(frozen=True)
class Wall:
    """All that a screen needs to go on by itself. `key`: 32 bytes, base64. `now`, `opens`: Unix seconds."""

    short: str
    key: str
    base: str
    now: float
    title: str
    when: str
    place: str
    opens: float
    live: Live
    next: list[Coming]
    zone: str


def wall_of(session: Session, who: Actor, event_id: UUID, at: datetime, language: str) -> Wall:
    """A wall screen. Raises `NotFound`, also for an event of another community."""
    event = event_for(session, who, event_id, Permission.EVENT_READ)
    zone = session.get_one(Community, event.community_id).zone
    rules = settings_of(session, event.community_id)
    return Wall(
        short=event.short, key=b64encode(key_of(event.id, paper=False)).decode(),
        base=f"{settings().public_url}/e/", now=at.timestamp(), title=event.title,
        when=_when(event, zone, at, language), place=event.place, opens=_opens(event, rules),
        live=_live(session, event, at),
        next=[_coming(one, rules, zone, at, language) for one in _next(session, event, at)], zone=zone,
    )  # fmt: skip


def live_of(session: Session, who: Actor, event_id: UUID, at: datetime) -> Live:
    """The figures. Raises `NotFound`."""
    return _live(session, event_for(session, who, event_id, Permission.EVENT_READ), at)


def _coming(event: Event, rules: Settings, zone: str, at: datetime, language: str) -> Coming:
    return Coming(event.id, event.title, _when(event, zone, at, language), event.place, _opens(event, rules))


def _opens(event: Event, rules: Settings) -> float:
    return door_hours(event.starts_at, event.ends_at, event.opens_before, rules)[0].timestamp()


def _when(event: Event, zone: str, at: datetime, language: str) -> str:
    """For what is on today the hours are enough: from afar few letters are read best."""
    today = local_day(event.starts_at, zone) == local_day(at, zone)
    return (span_words if today else hours_words)(event.starts_at, event.ends_at, zone)[language == "en"]


def _live(session: Session, event: Event, at: datetime) -> Live:
    here = (Attendee.event_id == event.id, col(Attendee.came_at).is_not(None))
    come = session.exec(select(func.count()).select_from(Attendee).where(*here)).one()
    shown = event.names_shown is NamesShown.MASKED
    return Live(
        come=come, capacity=event.capacity, latest=_latest(session, here) if shown else [],
        standing=str(standing(event, at)), ends=event.ends_at.timestamp(),
    )  # fmt: skip


def _latest(session: Session, here: Any) -> list[str]:
    query = select(Attendee.name, Person.name).outerjoin(Person, col(Person.id) == col(Attendee.person_id))
    newest = query.where(*here).order_by(col(Attendee.came_at).desc(), col(Attendee.id).desc()).limit(LATEST)
    return [masked(person or guest or "") for guest, person in session.exec(newest)]


def _next(session: Session, event: Event, at: datetime) -> list[Event]:
    """What begins after this one and is not over, soonest first."""
    query = select(Event).where(
        Event.community_id == event.community_id, Event.id != event.id, col(Event.ends_at) > at,
        col(Event.starts_at) > min(at, event.starts_at), col(Event.starts_at) < at + AHEAD,
        col(Event.cancelled_at).is_(None), col(Event.finished_at).is_(None), col(Event.published_at).is_not(None),
    )  # fmt: skip
    soon = session.exec(query.order_by(col(Event.starts_at), col(Event.id)).limit(NEXT)).all()
    return [one for one in soon if standing(one, at) in (Standing.PUBLISHED, Standing.RUNNING)]
