"""The addresses that a door shows: on the wall right now, and on paper. What becomes of a scan: `app/events/door`."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.events.models import Event
from app.events.rules.codes import printed, rotating, window_at
from app.events.service.find import event_for
from app.shared.crypto import keys
from app.shared.errors import Refused
from app.shared.settings import settings


def wall_url(session: Session, who: Actor, event_id: UUID, now: datetime) -> str:
    """What the wall shows at this moment. Raises `NotFound`."""
    event = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    return _url(address_of(event, now))


def poster_url(session: Session, who: Actor, event_id: UUID) -> str:
    """The code for paper, of lower trust. Raises `NotFound`, `Refused` where the event does not allow one."""
    event = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    if not event.lower_trust_code:
        raise Refused("no_paper_code", "这场活动没有开放纸上的签到码。")
    return _url(printed_of(event))


def address_of(event: Event, now: datetime) -> str:
    """The code that the wall shows now."""
    return rotating(key_of(event.id, paper=False), event.short, window_at(now.timestamp()))


def printed_of(event: Event) -> str:
    """The code for paper."""
    return printed(key_of(event.id, paper=True), event.short)


def key_of(event_id: UUID, *, paper: bool) -> bytes:
    """The key of an event's codes, 32 bytes. That of the rotating ones lies on the wall's screen too."""
    return keys().derive("event-poster" if paper else "event-code", str(event_id))


def _url(code: str) -> str:
    return f"{settings().public_url}/e/{code}"
