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
from app.events.service.codes import key_of


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
    reading = codes.read(parts, key_of(event, paper=parts.on_paper), unix)
    if reading is codes.Reading.FORGED or (parts.on_paper and not event.lower_trust_code):
        return Code(event, "forged", via)
    bind = key_of(event, paper=False)
    if reading is codes.Reading.GOOD:
        return Code(event, "good", via, codes.bind(bind, asked.code.upper(), asked.browser, unix))
    held = codes.bound(bind, asked.kept, asked.browser, unix)
    same = held is not None and hmac.compare_digest(held[: codes.SHORT], parts.short)
    return Code(event, "good" if same else "expired", via)
