"""The board: the shifts of a week with every seat, for coordinators."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.accounts.rules import Actor
from app.volunteers.models import Assignment, AssignmentState, Shift, ShiftNeed, ShiftWaiting, Volunteer
from app.volunteers.rules.settings import Settings
from app.volunteers.rules.standing import Standing, standing
from app.volunteers.service.facts import done_shifts, holders_of
from app.volunteers.service.find import moments, needs_of, settings_of, shift_for, shifts_between
from app.volunteers.service.who import check_coordinator, names_of, zone_of


@dataclass(frozen=True)
class BoardSeat:
    """Somebody in a seat. `draft`: nobody was told yet."""

    assignment_id: UUID
    volunteer_id: UUID
    name: str
    state: AssignmentState
    locked: bool
    draft: bool
    novice: bool


@dataclass(frozen=True)
class BoardNeed:
    """The seats of one role. `empty`: how many nobody has; `absent`: who had one and did not come."""

    need: ShiftNeed
    seats: tuple[BoardSeat, ...]
    empty: int
    absent: tuple[BoardSeat, ...] = ()


@dataclass(frozen=True)
class BoardShift:
    """A shift with its seats. `untold`: people who are to be told by publishing it (again); `waiting`: in its line."""

    shift: Shift
    standing: Standing
    needs: tuple[BoardNeed, ...]
    untold: int
    waiting: int


@dataclass(frozen=True)
class Board:
    """Local days of a week, Monday first, and the shifts that begin on them, in order."""

    days: tuple[date, ...]
    shifts: tuple[BoardShift, ...]
    seats: int
    empty: int

    def on(self, day: date) -> list[BoardShift]:
        """Those of one day."""
        return [one for one in self.shifts if one.shift.on_day == day]


def board(session: Session, who: Actor, community_id: UUID, day: date, now: datetime) -> Board:
    """The week that `day` lies in. What was called off is left out. Raises `NotFound`."""
    check_coordinator(who, community_id)
    monday = day - timedelta(days=day.weekday())
    days = tuple(monday + timedelta(days=at) for at in range(7))
    span = moments(days[0], days[-1], zone_of(session, community_id))
    shifts = [one for one in shifts_between(session, community_id, *span) if one.cancelled_at is None]
    found = board_shifts(session, community_id, shifts, now)
    needs = [need for one in found for need in one.needs]
    return Board(days, tuple(found), sum(one.need.count for one in needs), sum(one.empty for one in needs))


def board_shift(session: Session, who: Actor, shift_id: UUID, now: datetime) -> BoardShift:
    """One shift with its seats. Raises `NotFound`."""
    shift = shift_for(session, who, shift_id, now)
    return board_shifts(session, shift.community_id, [shift], now)[0]


def board_shifts(session: Session, community_id: UUID, shifts: list[Shift], now: datetime) -> list[BoardShift]:
    """Shifts with their seats, without asking who looks."""
    ids = [one.id for one in shifts]
    needs, holders, absent = needs_of(session, ids), holders_of(session, ids), _absent(session, ids)
    people = _people(session, {one.volunteer_id for held in (*holders.values(), *absent.values()) for one in held})
    names, novices = names_of(session, people), _novices(session, people, settings_of(session, community_id), now)
    waiting = _waiting(session, ids)
    found = []
    for shift in shifts:
        held = holders[shift.id]
        rows = tuple(_need(need, held, absent[shift.id], names, novices) for need in needs[shift.id])
        untold = sum(one.told_at is None for one in held)
        found.append(BoardShift(shift, standing(shift, now), rows, untold, waiting[shift.id]))
    return found


def _need(
    need: ShiftNeed, held: list[Assignment], absent: list[Assignment], names: dict[UUID, str], novices: set[UUID]
) -> BoardNeed:
    seats, gone = (tuple(_seat(one, names, novices) for one in rows if one.need_id == need.id)
                   for rows in (held, absent))  # fmt: skip
    return BoardNeed(need, seats, max(0, need.count - len(seats)), gone)


def _seat(one: Assignment, names: dict[UUID, str], novices: set[UUID]) -> BoardSeat:
    return BoardSeat(
        one.id, one.volunteer_id, names.get(one.volunteer_id, ""), one.state, one.locked, one.told_at is None,
        one.volunteer_id in novices,
    )  # fmt: skip


def _absent(session: Session, ids: list[UUID]) -> defaultdict[UUID, list[Assignment]]:
    found: defaultdict[UUID, list[Assignment]] = defaultdict(list)
    wanted = select(Assignment).where(col(Assignment.shift_id).in_(ids), Assignment.state == AssignmentState.NO_SHOW)
    for one in session.exec(wanted.order_by(col(Assignment.created_at), col(Assignment.id))):
        found[one.shift_id].append(one)
    return found


def _people(session: Session, ids: set[UUID]) -> list[Volunteer]:
    return list(session.exec(select(Volunteer).where(col(Volunteer.id).in_(ids))))


def _novices(session: Session, people: list[Volunteer], settings: Settings, now: datetime) -> set[UUID]:
    done = done_shifts(session, [one.id for one in people], now)
    return {one.id for one in people if one.experienced_at is None and done[one.id] < settings.novice_shifts}


def _waiting(session: Session, ids: list[UUID]) -> Counter[UUID]:
    wanted = (
        select(ShiftWaiting.shift_id, func.count())
        .where(col(ShiftWaiting.shift_id).in_(ids), col(ShiftWaiting.ended_at).is_(None))
        .group_by(col(ShiftWaiting.shift_id))
    )
    return Counter(dict(session.exec(wanted).all()))
