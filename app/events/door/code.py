"""The code in the address: whose event it is, and whether it still holds for this browser."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import Session, select

from app.events.door.asked import Asked
from app.events.models import Event, Via
from app.events.rules import codes
from app.shared.crypto import keys


@dataclass(frozen=True)
class Code:
    """`kept`: what the browser is to keep of a code that is good now."""

    event: Event
    reading: Literal["good", "expired", "forged"]
    via: Via
    kept: str | None = None


def read_code(session: Session, asked: Asked, now: datetime) -> Code | None:
    """The code of a request; None: it was never one of ours. A printed one counts only where the event allows it."""
    parts = codes.take_apart(asked.code)
    event = session.exec(select(Event).where(Event.short == parts.short)).first() if parts else None
    if parts is None or event is None:
        return None
    unix = now.timestamp()
    via = Via.PRINTED if parts.on_paper else Via.WALL
    reading = codes.read(parts, _key(event, parts.on_paper), unix)
    if reading is codes.Reading.FORGED or (parts.on_paper and not event.lower_trust_code):
        return Code(event, "forged", via)
    bind = _key(event, False)
    if reading is codes.Reading.GOOD:
        return Code(event, "good", via, codes.bind(bind, asked.code.upper(), asked.browser, unix))
    held = codes.bound(bind, asked.kept, asked.browser, unix)
    same = held is not None and hmac.compare_digest(held[: codes.SHORT], parts.short)
    return Code(event, "good" if same else "expired", via)


def address_of(event: Event, now: datetime) -> str:
    """The code that the wall shows now."""
    return codes.rotating(_key(event, False), event.short, codes.window_at(now.timestamp()))


def printed_of(event: Event) -> str:
    """The code for paper."""
    return codes.printed(_key(event, True), event.short)


def _key(event: Event, paper: bool) -> bytes:
    return keys().derive("event-poster" if paper else "event-code", str(event.id))
