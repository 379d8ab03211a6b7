"""What a wall screen shows: an event, its key, how many have come, who came last, what is next.

`GET /api/events/<id>/wall` once, then a socket at `/api/events/<id>/live`. Each process asks the database once a second
and wall, however many screens there are; so figures are right whichever process somebody checked in at.
"""

from __future__ import annotations

import asyncio
from base64 import b64encode
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, WebSocket, WebSocketDisconnect
from pydantic import BaseModel
from sqlmodel import Session, col, func, select

from app.accounts.rules import Actor, Permission
from app.accounts.session import SignedIn, actor_from_cookie
from app.events.models import Attendee, Event, NamesShown
from app.events.rules.masking import masked
from app.events.rules.standing import Standing, standing
from app.events.service.codes import key_of
from app.events.service.find import event_for
from app.events.when import hours_words
from app.households.models import Community, Person
from app.shared.clock import now
from app.shared.db import read
from app.shared.errors import DomainError
from app.shared.problems import language_of
from app.shared.settings import settings

router = APIRouter(prefix="/api/events", tags=["events"])

LATEST = 5  # names
NEXT = 3  # events
BEAT = 5  # seconds of silence after which the screen is told that nothing has changed
LONGEST = 600  # seconds; then the screen comes back and is asked again who it is
EVERY = 1.0  # seconds between looks at the database


class Live(BaseModel):
    """What changes while people come. `capacity` None: no limit. `latest`: newest first, 王**, or empty."""

    come: int
    capacity: int | None
    latest: list[str]
    standing: str


class Coming(BaseModel):
    """An event to come."""

    title: str
    when: str


class Wall(BaseModel):
    """All that a screen needs to go on by itself. `key`: 32 bytes, base64. `now`: Unix seconds."""

    short: str
    key: str
    base: str
    now: float
    title: str
    when: str
    place: str
    live: Live
    next: list[Coming]
    zone: str


@router.get("/{event_id}/wall")
async def wall(event_id: UUID, who: SignedIn, request: Request) -> Wall:
    """For the lounge's screen, on which staff signed in."""
    return await read(wall_of, who, event_id, now(), language_of(request))


@router.websocket("/{event_id}/live")
async def live(socket: WebSocket, event_id: UUID) -> None:
    """The figures whenever they change, and every few seconds anyway."""
    try:
        who = await read(actor_from_cookie, socket.headers.get("cookie"), now())
        await read(live_of, who, event_id, now())
    except DomainError:
        await socket.close(1008)
        return
    await socket.accept()
    try:
        await _tell(socket, event_id, who)
        await socket.close(1001)
    except (WebSocketDisconnect, RuntimeError):
        return


async def _tell(socket: WebSocket, event_id: UUID, who: Actor) -> None:
    said: Live | None = None
    silent = 0.0
    for _ in range(int(LONGEST / EVERY)):
        figures = await _shared(event_id, who)
        if figures != said or silent >= BEAT:
            await socket.send_json({"now": now().timestamp(), **figures.model_dump()})
            said, silent = figures, 0.0
        await asyncio.sleep(EVERY)
        silent += EVERY


_looks: dict[UUID, tuple[float, asyncio.Task[Live]]] = {}


async def _shared(event_id: UUID, who: Actor) -> Live:
    """The figures, asked for once for all screens of this process."""
    moment = asyncio.get_running_loop().time()
    asked = _looks.get(event_id)
    if asked is None or moment - asked[0] > EVERY * 0.9:
        for old in [key for key, (at, _task) in _looks.items() if moment - at > 60]:
            del _looks[old]
        asked = (moment, asyncio.create_task(read(live_of, who, event_id, now())))
        _looks[event_id] = asked
    return await asyncio.shield(asked[1])


def wall_of(session: Session, who: Actor, event_id: UUID, at: datetime, language: str) -> Wall:
    """A wall screen. Raises `NotFound`, also for an event of another community."""
    event = event_for(session, who, event_id, Permission.EVENT_READ)
    zone = session.get_one(Community, event.community_id).zone
    return Wall(
        short=event.short, key=b64encode(key_of(event.id, paper=False)).decode(),
        base=f"{settings().public_url}/e/", now=at.timestamp(), title=event.title,
        when=_hours(event, zone, language), place=event.place, live=_live(session, event, at),
        next=[Coming(title=one.title, when=_hours(one, zone, language)) for one in _next(session, event, at)],
        zone=zone,
    )  # fmt: skip


def _hours(event: Event, zone: str, language: str) -> str:
    return hours_words(event.starts_at, event.ends_at, zone)[language == "en"]


def live_of(session: Session, who: Actor, event_id: UUID, at: datetime) -> Live:
    """The figures. Raises `NotFound`."""
    return _live(session, event_for(session, who, event_id, Permission.EVENT_READ), at)


def _live(session: Session, event: Event, at: datetime) -> Live:
    here = (Attendee.event_id == event.id, col(Attendee.came_at).is_not(None))
    come = session.exec(select(func.count()).select_from(Attendee).where(*here)).one()
    shown = event.names_shown is NamesShown.MASKED
    return Live(
        come=come, capacity=event.capacity, latest=_latest(session, here) if shown else [],
        standing=str(standing(event, at)),
    )  # fmt: skip


def _latest(session: Session, here: Any) -> list[str]:
    query = select(Attendee.name, Person.name).outerjoin(Person, col(Person.id) == col(Attendee.person_id))
    newest = query.where(*here).order_by(col(Attendee.came_at).desc(), col(Attendee.id).desc()).limit(LATEST)
    return [masked(person or guest or "") for guest, person in session.exec(newest)]


def _next(session: Session, event: Event, at: datetime) -> list[Event]:
    query = select(Event).where(
        Event.community_id == event.community_id, Event.id != event.id, col(Event.starts_at) > at,
        col(Event.starts_at) < at + timedelta(days=14), col(Event.cancelled_at).is_(None),
        col(Event.published_at).is_not(None),
    )  # fmt: skip
    soon = session.exec(query.order_by(col(Event.starts_at)).limit(NEXT)).all()
    return [one for one in soon if standing(one, at) is Standing.PUBLISHED]
