"""The code in the address: whose event it is, and whether it still holds for this browser."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.events.door.asked import Asked
from app.events.models import Event, EventSettings, Via
from app.events.rules import codes
from app.events.rules.standing import Settings
from app.events.service.codes import key_of
from app.households.models import Community

KEEP = 2.0  # seconds that the head of an event is remembered; whether somebody comes in is always asked afresh


@dataclass(frozen=True)
class Head:
    """What the page says of an event, and whose code it is."""

    id: UUID
    community_id: UUID
    short: str
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    opens_before: int | None
    lower_trust_code: bool
    cancelled_why: str
    zone: ZoneInfo
    keep_guests: int  # days


@dataclass(frozen=True)
class Code:
    """`kept`: what the browser is to keep of a code that is good now."""

    event: Head
    reading: Literal["good", "expired", "forged"]
    via: Via
    kept: str | None = None
    window: int | None = None  # of the code of the wall that counts: the one in the address, or the one that is kept
    late: bool = False  # opened after the wall had gone on


def read_code(session: Session, asked: Asked, now: datetime) -> Code | None:
    """The code of a request; None: it was never one of ours. A printed one counts only where the event allows it."""
    parts = codes.take_apart(asked.code)
    event = _head(session, parts.short) if parts else None
    if parts is None or event is None:
        return None
    unix = now.timestamp()
    via = Via.PRINTED if parts.on_paper else Via.WALL
    reading = codes.read(parts, key_of(event.id, paper=parts.on_paper), unix)
    if reading is codes.Reading.FORGED or (parts.on_paper and not event.lower_trust_code):
        return Code(event, "forged", via)
    if parts.on_paper:  # it does not end, so nothing is bound: what the wall showed this browser stays with it
        return Code(event, "good", via, asked.kept)
    return _of_wall(asked, event, parts, reading is codes.Reading.GOOD, unix)


def _of_wall(asked: Asked, event: Head, parts: codes.Parts, fresh: bool, unix: float) -> Code:
    """A code of the wall counts while it is shown, and then for the browser that opened it in time."""
    key = key_of(event.id, paper=False)
    kept = codes.bound(key, asked.kept, asked.browser, unix)
    held = codes.take_apart(kept) if kept else None
    if held and (held.short != parts.short or held.on_paper):
        held = None
    if fresh and (held is None or held.window != parts.window):
        made = codes.bind(key, asked.code.upper(), asked.browser, unix)
        return Code(event, "good", Via.WALL, made, parts.window, codes.is_late(parts, unix))
    if held is None:
        return Code(event, "expired", Via.WALL, window=parts.window)
    late = codes.is_late(held, codes.opened_at(asked.kept))
    return Code(event, "good", Via.WALL, window=held.window, late=late)


_heads: dict[tuple[str, str], tuple[float, Head]] = {}  # of a database and an event: when it was read


def _head(session: Session, short: str) -> Head | None:
    name = (str(session.get_bind().engine.url), short)
    read_at, known = _heads.get(name, (0.0, None))
    if known and time.monotonic() - read_at < KEEP:
        return known
    wanted = (
        select(Event, Community.zone, EventSettings.keep_guests)
        .join(Community, col(Community.id) == col(Event.community_id))
        .join(EventSettings, col(EventSettings.community_id) == col(Event.community_id), isouter=True)
    )
    found = session.exec(wanted.where(Event.short == short)).first()
    if found is None:
        return None
    event, zone, keep = found
    made = Head(
        event.id, event.community_id, event.short, event.title, event.place, event.starts_at, event.ends_at,
        event.opens_before, event.lower_trust_code, event.cancelled_why, ZoneInfo(zone),
        Settings().keep_guests if keep is None else keep,
    )  # fmt: skip
    if len(_heads) > 200:
        _heads.clear()
    _heads[name] = (time.monotonic(), made)
    return made
