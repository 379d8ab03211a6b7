"""Events as rows of a list: what anybody may know of them, and whose people have to be called."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, func, select

from app.accounts.rules import Actor
from app.events.models import Event, SignUp, SignUpState
from app.events.service.find import standing_of
from app.events.service.untold import calls_to_make
from app.events.state.rows import CallsRow, EventRow
from app.events.when import hours_words
from app.households.models import Community
from app.shared.both import both
from app.shared.clock import local_day


def event_rows(session: Session, events: list[Event], moment: datetime) -> list[EventRow]:
    """Events for a list, with how many families wait. Everything here may be known to anybody."""
    ids = [one.id for one in events]
    waiting = select(SignUp.event_id, func.sum(SignUp.size)).where(
        col(SignUp.event_id).in_(ids), SignUp.state == SignUpState.WAITING
    )
    line = {event_id: int(number) for event_id, number in session.exec(waiting.group_by(col(SignUp.event_id)))}
    named = select(Community).where(col(Community.id).in_({one.community_id for one in events}))
    places = {one.id: one for one in session.exec(named)}
    return [event_row(one, places[one.community_id], line.get(one.id, 0), moment) for one in events]


def event_row(event: Event, community: Community, waiting: int, moment: datetime) -> EventRow:
    """One event for a list."""
    today = local_day(moment, community.zone)
    return EventRow(
        id=str(event.id), title=event.title,
        when=both(hours_words(event.starts_at, event.ends_at, community.zone, today)),
        place=event.place, community=community.name, standing=standing_of(event, moment).value,
        capacity=event.capacity or 0, taken=event.taken,
        left=max(0, (event.capacity or 0) - event.taken), waiting=waiting, walk_in=event.walk_in,
        weekly=event.series_id is not None,
    )  # fmt: skip


def calls_rows(session: Session, who: Actor, moment: datetime) -> list[CallsRow]:
    """The events of whose people somebody has to be called."""
    return [CallsRow(str(one.id), one.title, families) for one, families in calls_to_make(session, who, moment)]
