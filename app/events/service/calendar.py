"""Events as calendars that phones subscribe to."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from sqlmodel import Session, select

from app.events.models import Event
from app.events.rules.ics import Entry, calendar
from app.events.service.find import public_event, public_events
from app.households.models import Community
from app.shared.errors import NotFound
from app.shared.settings import settings

BACK, AHEAD = timedelta(days=30), timedelta(days=180)


def one_event(session: Session, event_id: UUID, now: datetime) -> str:
    """The calendar file of one public event. Raises `NotFound`."""
    event = public_event(session, event_id, now)
    return calendar(event.title, [_entry(event)])


def feed(session: Session, code: str | None, now: datetime) -> str:
    """The public events of a community, by its code, or of all. Raises `NotFound`."""
    community = None
    if code is not None:
        community = session.exec(select(Community).where(Community.code == code)).first()
        if community is None:
            raise NotFound("community_unknown", "找不到这个社区。", field="community")
    events = public_events(session, now - BACK, now + AHEAD, now, community.id if community else None)
    return calendar(community.name if community else "邻聚", [_entry(event) for event in events])


def _entry(event: Event) -> Entry:
    about = "\n".join(part for part in (event.cancelled_why, event.about, event.bring) if part)
    first = event.published_at or event.created_at
    changed = max(m for m in (first, event.changed_at, event.cancelled_at) if m is not None)
    return Entry(
        f"{event.id}@linju", event.title, event.place, about, f"{settings().public_url}/events/{event.id}",
        event.starts_at, event.ends_at, changed, event.cancelled_at is not None,
        ceil((changed - first).total_seconds()),  # grows with every change and needs no counter
    )  # fmt: skip
