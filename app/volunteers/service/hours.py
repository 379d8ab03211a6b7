"""Hours are proposed from when somebody was there, and the list of what still has to be looked at."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import operator
from app.volunteers.models import (
    HOLDING,
    Assignment,
    Hours,
    HoursState,
    Presence,
    ScanVia,
    Shift,
    Volunteer,
)
from app.volunteers.rules.hours import Note, Pair, Proposal, Span, propose
from app.volunteers.rules.standing import Standing, standing
from app.volunteers.service.find import settings_of, shift_for
from app.volunteers.service.ledger import begin
from app.volunteers.service.locks import hold_people, hold_shifts
from app.volunteers.service.presence import close_presence, take_from_event, write_presence
from app.volunteers.service.signing import own_seat
from app.volunteers.service.who import acted_by, check_coordinator, names_of

GRACE = timedelta(hours=1)  # after a shift, in which people still scan out
LOOK_BACK = timedelta(days=62)
AT_ONCE = 20  # shifts that `propose_done` does in one transaction
_SCANS = (ScanVia.DOOR, ScanVia.PHONE)


@dataclass(frozen=True)
class ToEnter:
    """A seat in a shift that is over, with no hours yet. `open_id`: a pair without its end; None: nobody scanned."""

    assignment_id: UUID
    shift: Shift
    name: str
    open_id: UUID | None
    came_at: datetime | None


def propose_hours(session: Session, who: Actor, shift_id: UUID, now: datetime) -> list[Hours]:
    """Work out the hours of a shift that is over; again adds what has become clear since. Raises `NotFound`."""
    shift = shift_for(session, who, shift_id, now)
    return _propose(session, who, shift, now)


def enter_hours(
    session: Session, who: Actor, assignment_id: UUID, came: datetime | UUID, left_at: datetime, now: datetime
) -> list[Hours]:
    """补录: a colleague writes down when somebody came (or, by the id of their open pair, only when they went), and the
    hours of the shift are proposed. Recorded. Raises as `write_presence` and `close_presence` do."""
    seat, shift = own_seat(session, who, assignment_id)
    _hold(session, shift)  # everybody at once: colleagues who write down two people of one shift wait in no circle
    if isinstance(came, UUID):
        close_presence(session, who, came, left_at, now)
    else:
        write_presence(session, who, seat.id, came, left_at, now)
    return _propose(session, who, shift, now)


def propose_done(session: Session, now: datetime) -> int:
    """The same for some of the shifts that are over, by the server. Returns of how many; 0: nothing is left to do."""
    count = 0
    for shift in _done_without(session, now):
        count += bool(_propose(session, operator(), shift, now))
        if count >= AT_ONCE:
            break
    return count


def count_done(session: Session, now: datetime) -> int:
    """Shifts of which `propose_done` may have something to say. Changes nothing."""
    return len(_done_without(session, now))


def _done_without(session: Session, now: datetime) -> list[Shift]:
    """Shifts that are over with somebody who was there, wholly known, and has no hours yet."""
    hours = select(Hours.id).where(Hours.assignment_id == Assignment.id).exists()
    open_ = select(Presence.id).where(Presence.assignment_id == Assignment.id, col(Presence.left_at).is_(None)).exists()
    was = select(Presence.id).where(Presence.assignment_id == Assignment.id).exists()
    wanted = (
        select(Shift)
        .join(Assignment, col(Assignment.shift_id) == col(Shift.id))
        .where(
            Shift.ends_at <= now - GRACE, Shift.ends_at >= now - LOOK_BACK, col(Shift.cancelled_at).is_(None),
            col(Shift.published_at).is_not(None), col(Assignment.state).in_(HOLDING), ~hours, ~open_,
            was | col(Shift.event_id).is_not(None),
        )
        .distinct()
        .order_by(col(Shift.ends_at), col(Shift.id))
    )  # fmt: skip
    return list(session.exec(wanted))


def _propose(session: Session, who: Actor, shift: Shift, now: datetime) -> list[Hours]:
    if standing(shift, now) is not Standing.DONE:
        return []
    take_from_event(session, shift, _hold(session, shift))
    settings = settings_of(session, shift.community_id)
    made = []
    for seat in _seats_without(session, shift):
        found = _proposal(session, seat, shift, settings.pairs_most, settings.round_minutes)
        if Note.OPEN in found.notes:
            continue  # somebody has to say when they went
        for one in found.counted:
            made.append(
                begin(
                    session, now, community_id=shift.community_id, volunteer_id=seat.volunteer_id,
                    assignment_id=seat.id, on_day=shift.on_day, what=shift.title, in_at=one.in_at, out_at=one.out_at,
                    minutes=one.minutes, kind=one.kind,
                    state=HoursState.PROPOSED if one.minutes else HoursState.WITHDRAWN,
                    reason=" ".join(sorted(found.notes)), written_by=acted_by(who),
                )
            )  # fmt: skip
    return made


def _hold(session: Session, shift: Shift) -> list[Assignment]:
    """Keep others out of a shift and of whoever has no hours in it yet, in the order of locks.py."""
    hold_shifts(session, [shift.id])
    seats = _seats_without(session, shift)
    hold_people(session, [one.volunteer_id for one in seats])
    return seats


def _proposal(session: Session, seat: Assignment, shift: Shift, pairs_most: int, step: int) -> Proposal:
    rows = session.exec(select(Presence).where(Presence.assignment_id == seat.id))
    pairs = [
        Pair(one.on_day, one.came_at, one.left_at, one.came_via in _SCANS and one.left_via in _SCANS) for one in rows
    ]
    return propose(pairs, (shift.starts_at, shift.ends_at), _taken(session, seat, shift), pairs_most, step)


def _taken(session: Session, seat: Assignment, shift: Shift) -> list[Span]:
    """Time of this person that other services count already."""
    wanted = select(Hours).where(
        Hours.volunteer_id == seat.volunteer_id, Hours.assignment_id != seat.id,
        col(Hours.in_at) < shift.ends_at, col(Hours.out_at) > shift.starts_at,
    )  # fmt: skip
    last: dict[UUID, Hours] = {}
    for one in session.exec(wanted.order_by(col(Hours.number))):
        last[one.about] = one
    return [
        (one.in_at, one.out_at) for one in last.values()
        if one.state is not HoursState.WITHDRAWN and one.in_at is not None and one.out_at is not None
    ]  # fmt: skip


def _seats_without(session: Session, shift: Shift) -> list[Assignment]:
    wanted = select(Assignment).where(
        Assignment.shift_id == shift.id, col(Assignment.state).in_(HOLDING),
        ~select(Hours.id).where(Hours.assignment_id == Assignment.id).exists(),
    )  # fmt: skip
    return list(session.exec(wanted.order_by(col(Assignment.id))))


def to_enter(session: Session, who: Actor, community_id: UUID, now: datetime) -> list[ToEnter]:
    """Seats in shifts of the last two months that are over and have no hours: nobody scanned, or went without a scan.

    Raises `NotFound`.
    """
    check_coordinator(who, community_id)
    wanted = (
        select(Assignment, Shift, Volunteer)
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .join(Volunteer, col(Volunteer.id) == col(Assignment.volunteer_id))
        .where(
            Shift.community_id == community_id, Shift.ends_at <= now - GRACE, Shift.ends_at >= now - LOOK_BACK,
            col(Shift.cancelled_at).is_(None), col(Shift.published_at).is_not(None),
            col(Assignment.state).in_(HOLDING), col(Volunteer.erased_at).is_(None),
            ~select(Hours.id).where(Hours.assignment_id == Assignment.id).exists(),
        )
        .order_by(col(Shift.starts_at), col(Assignment.id))
    )  # fmt: skip
    rows = session.exec(wanted).all()
    names = names_of(session, [volunteer for _, _, volunteer in rows])
    open_ = _open_pairs(session, [seat.id for seat, _, _ in rows])
    return [
        ToEnter(seat.id, shift, names[volunteer.id], pair.id if pair else None, pair.came_at if pair else None)
        for seat, shift, volunteer in rows
        for pair in open_[seat.id] or [None]
    ]


def _open_pairs(session: Session, seats: list[UUID]) -> defaultdict[UUID, list[Presence | None]]:
    found: defaultdict[UUID, list[Presence | None]] = defaultdict(list)
    wanted = select(Presence).where(col(Presence.assignment_id).in_(seats), col(Presence.left_at).is_(None))
    for one in session.exec(wanted.order_by(col(Presence.came_at))) if seats else []:
        found[one.assignment_id].append(one)
    return found
