"""Seats that come free: given up, taken away, lost with a licence. Who waits is asked in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.volunteers.models import (
    HOLDING,
    Assignment,
    AssignmentState,
    Shift,
    ShiftNeed,
    ShiftWaiting,
    Swap,
    SwapState,
    Volunteer,
)
from app.volunteers.rules.giving_up import cancel_until
from app.volunteers.rules.may_sit import Facts, Why, never
from app.volunteers.rules.standing import can_change
from app.volunteers.service.facts import Span, facts_of
from app.volunteers.service.find import asked_of, settings_of
from app.volunteers.service.line import promote
from app.volunteers.service.locks import hold_people, hold_shifts
from app.volunteers.service.who import Who, acted_by, zone_of

LOST = frozenset({Why.SKILL, Why.EXPIRED})
"""What ends a seat that somebody has; a paper that has to be seen anew is said to the coordinator instead."""


def hold_seats(
    session: Session, assignments: Sequence[Assignment], *volunteer_ids: UUID
) -> tuple[dict[UUID, Shift], list[Assignment]]:
    """Hold the shifts of these seats, who sits there and who waits, and others. Returns the seats that there still are,
    read anew: a draft may have made room meanwhile."""
    shifts = hold_shifts(session, {one.shift_id for one in assignments})
    waits = select(ShiftWaiting.volunteer_id).where(
        col(ShiftWaiting.shift_id).in_(shifts), col(ShiftWaiting.ended_at).is_(None)
    )
    hold_people(session, {*volunteer_ids, *session.exec(waits), *(one.volunteer_id for one in assignments)})
    same = select(Assignment).where(col(Assignment.id).in_([one.id for one in assignments]))
    alive = {one.id for one in session.exec(same.execution_options(populate_existing=True))}
    return shifts, [one for one in assignments if one.id in alive]


def release(
    session: Session, who: Who, assignments: Sequence[Assignment], why: str, now: datetime,
    state: AssignmentState = AssignmentState.CANCELLED,
) -> list[Assignment]:  # fmt: skip
    """Take people out of seats whose shift has not begun, and ask who waits. Returns those that were given up now.

    What nobody was told of leaves no trace.
    """
    shifts, assignments = hold_seats(session, assignments)
    settings = {one.community_id: settings_of(session, one.community_id) for one in shifts.values()}
    gone = [one for one in assignments if one.state.holds and can_change(shifts[one.shift_id], now)]
    end_offers(session, [one.id for one in gone], now)
    for one in gone:
        shift = shifts[one.shift_id]
        late = now > cancel_until(shift.starts_at, settings[shift.community_id])
        _end(session, one, who, why, late, state, now)
    session.flush()
    for shift_id in dict.fromkeys(one.shift_id for one in gone):
        promote(session, shifts[shift_id], now)
    return gone


def _end(
    session: Session, one: Assignment, who: Who, why: str, late: bool, state: AssignmentState, now: datetime
) -> None:
    if one.told_at is None and one.state is AssignmentState.PROPOSED:
        session.delete(one)
        return
    one.state, one.late, one.locked = state, late, False
    if state is AssignmentState.DECLINED:
        one.declined_at, one.declined_why = now, why[:200]
    else:
        one.cancelled_at, one.cancelled_by, one.cancelled_why = now, acted_by(who), why[:200]


def end_offers(session: Session, assignment_ids: Collection[UUID], now: datetime) -> None:
    """A seat that is gone is not offered any more."""
    wanted = select(Swap).where(col(Swap.assignment_id).in_(assignment_ids), Swap.state == SwapState.OPEN)
    for one in session.exec(wanted):
        one.state, one.withdrawn_at = SwapState.WITHDRAWN, now


def seats_to_come(session: Session, volunteer_id: UUID, now: datetime) -> list[Assignment]:
    """Every seat of somebody whose shift has not begun."""
    wanted = (
        select(Assignment)
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .where(
            Assignment.volunteer_id == volunteer_id, col(Assignment.state).in_(HOLDING), Shift.starts_at > now,
            col(Shift.cancelled_at).is_(None),
        )
    )  # fmt: skip
    return list(session.exec(wanted.order_by(col(Shift.starts_at), col(Assignment.id))))


def leave_lines(session: Session, volunteer_id: UUID, now: datetime) -> None:
    """They wait for nothing any more."""
    wanted = select(ShiftWaiting).where(ShiftWaiting.volunteer_id == volunteer_id, col(ShiftWaiting.ended_at).is_(None))
    for one in session.exec(wanted):
        one.ended_at = now
    session.flush()


def end_unfit(
    session: Session, volunteer: Volunteer, who: Who, now: datetime, reasons: frozenset[Why] = LOST
) -> list[Assignment]:
    """Give up the seats that a lost skill or licence carried, ahead of the day. Returns them."""
    mine = seats_to_come(session, volunteer.id, now)
    if not mine:
        return []
    zone = zone_of(session, volunteer.community_id)
    facts = _facts(session, volunteer, now)
    lost = []
    for one in mine:
        seat = asked_of(session.get_one(Shift, one.shift_id), session.get_one(ShiftNeed, one.need_id), zone)
        if reasons & set(never(facts, seat)):
            lost.append(one)
    return release(session, who, lost, "licence", now) if lost else []


def _facts(session: Session, volunteer: Volunteer, now: datetime) -> Facts:
    return facts_of(session, [volunteer], settings_of(session, volunteer.community_id), Span(now, now), now)[
        volunteer.id
    ]
