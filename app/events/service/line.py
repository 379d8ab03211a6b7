"""The waiting line of an event. Every verb here needs the event's row locked (`find.locked`)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.events.models import Event, SignUp, SignUpState
from app.events.payload import MOST_PLACES
from app.events.rules.places import InLine, offer


def offer_places(session: Session, event: Event, now: datetime) -> list[SignUp]:
    """Give free places to who is next in line and fits, in this transaction. Returns who got some."""
    capacity = MOST_PLACES * 2 if event.capacity is None else event.capacity
    waiting = select(SignUp).where(SignUp.event_id == event.id, SignUp.state == SignUpState.WAITING)
    line = list(session.exec(waiting.order_by(col(SignUp.in_line)).execution_options(populate_existing=True)))
    free = capacity if event.capacity is None else capacity - event.taken
    offers = offer(free, [InLine(one.id, one.size, one.skips) for one in line], event.skips_most, capacity)
    by_id = {one.id: one for one in line}
    for sign_up_id, skips in offers.skipped.items():
        by_id[sign_up_id].skips = skips
    given = [by_id[sign_up_id] for sign_up_id in offers.given]
    for one in given:
        one.state, one.promoted_at = SignUpState.CONFIRMED, now
        event.taken += one.size
    session.flush()
    return given


def ahead_of(session: Session, sign_up: SignUp) -> int:
    """How many families stand before this one."""
    before = select(func.count()).where(
        SignUp.event_id == sign_up.event_id, SignUp.state == SignUpState.WAITING, SignUp.in_line < sign_up.in_line
    )
    return session.exec(before).one()


def next_in_line(event: Event) -> int:
    """A number behind everybody's."""
    event.last_in_line += 1
    return event.last_in_line


def line_of(session: Session, event_id: UUID) -> list[SignUp]:
    """Who waits, in order."""
    waiting = select(SignUp).where(SignUp.event_id == event_id, SignUp.state == SignUpState.WAITING)
    return list(session.exec(waiting.order_by(col(SignUp.in_line))))
