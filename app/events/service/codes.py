"""The address that a door shows right now, and the one for paper. What becomes of a scanned one: `app/events/door`."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.events.rules.codes import printed, rotating, window_at
from app.events.service.find import event_for
from app.shared.crypto import keys
from app.shared.errors import Refused
from app.shared.settings import settings


def wall_url(session: Session, who: Actor, event_id: UUID, now: datetime) -> str:
    """What the wall shows at this moment. Raises `NotFound`."""
    event = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    return _url(rotating(keys().derive("event-code", str(event.id)), event.short, window_at(now.timestamp())))


def poster_url(session: Session, who: Actor, event_id: UUID) -> str:
    """The code for paper, of lower trust. Raises `NotFound`, `Refused` where the event does not allow one."""
    event = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    if not event.lower_trust_code:
        raise Refused("no_paper_code", "这场活动没有开放纸上的签到码。")
    return _url(printed(keys().derive("event-poster", str(event.id)), event.short))


def _url(code: str) -> str:
    return f"{settings().public_url}/e/{code}"
