"""How many families still have to be called, by event: the numbers beside the lists of `telling`."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy
from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.events.models import Attendee, Event, SignUp, SignUpState
from app.events.rules.news import Held, Signed, untold
from app.events.service.find import within


def how_many_untold(session: Session, event: Event, now: datetime) -> int:
    """Of one event. Nobody is called any more once it is over."""
    return _counted(session, col(Event.id) == event.id, now)[event.id]


def calls_to_make(session: Session, who: Actor, now: datetime) -> list[tuple[Event, int]]:
    """The events of whose people somebody has to be called, and how many families; in the order they begin."""
    counted = _counted(session, within(who, Permission.EVENT_CHECK_IN), now)
    wanted = select(Event).where(col(Event.id).in_(counted)).order_by(col(Event.starts_at), col(Event.id))
    return [(event, counted[event.id]) for event in session.exec(wanted)] if counted else []


def _counted(session: Session, which: ColumnElement[bool], now: datetime) -> Counter[UUID]:
    """By event; only those with something untold have a number."""
    columns: Any = (
        Event.id, Event.moved_at, Event.cancelled_at, SignUp.id, SignUp.created_at, SignUp.promoted_at, SignUp.told_at,
    )  # fmt: skip
    there_is_news = or_(
        col(Event.moved_at).is_not(None), col(Event.cancelled_at).is_not(None), col(SignUp.promoted_at).is_not(None)
    )
    wanted = (
        sqlalchemy.select(*columns)
        .join(Event, col(Event.id) == col(SignUp.event_id))
        .where(which, there_is_news, col(Event.ends_at) >= now, col(SignUp.state) != SignUpState.CANCELLED)
    )
    rows = session.execute(wanted).all()
    came = _came(session, {row[0] for row in rows})
    return Counter(
        event_id
        for event_id, moved, cancelled, family, made, promoted, told in rows
        if untold(Held(moved, cancelled), Signed(made, promoted, told, family in came))
    )


def _came(session: Session, events: set[UUID]) -> set[UUID | None]:
    """The sign-ups of whom somebody is in."""
    wanted = select(Attendee.sign_up_id).where(col(Attendee.event_id).in_(events), col(Attendee.came_at).is_not(None))
    return {*session.exec(wanted)} if events else set()
