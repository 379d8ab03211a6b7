"""`/events`: what is on, week by week. Public: nobody is asked who they are."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby

import reflex as rx
from sqlmodel import Session

from app.events.models import Event
from app.events.service.find import public_events
from app.events.state.listed import event_rows
from app.events.state.rows import EventRow, Week
from app.events.when import week_words
from app.households.models import Community
from app.shared.both import both
from app.shared.clock import local_day, now
from app.shared.db import read
from app.shared.handlers import shows_refusals

AHEAD = timedelta(days=120)


class EventsState(rx.State):
    """What is on, week by week."""

    weeks: rx.Field[list[Week]] = rx.field(default_factory=list)
    several: bool = False  # communities on this list
    calendar: str = ""  # the address of the feed
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """From now on."""
        rows = await read(_weeks, now())
        self.weeks, self.several = rows
        self.ready = True


def _weeks(session: Session, moment: datetime) -> tuple[list[Week], bool]:
    events = public_events(session, moment, moment + AHEAD, moment)
    rows = event_rows(session, events, moment)
    several = len({one.community_id for one in events}) > 1
    zones = {one.id: one.zone for one in _communities(session, events)}

    def week(pair: tuple[Event, EventRow]) -> tuple[str, str]:
        zone = zones[pair[0].community_id]
        return week_words(local_day(max(pair[0].starts_at, moment), zone), local_day(moment, zone))

    pairs = list(zip(events, rows, strict=True))
    return [Week(both(name), [row for _, row in found]) for name, found in groupby(pairs, week)], several


def _communities(session: Session, events: list[Event]) -> list[Community]:
    return [session.get_one(Community, one) for one in {event.community_id for event in events}]
