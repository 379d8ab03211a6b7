"""What a volunteer sees: shifts they could take, and those they have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.events.models import Event
from app.volunteers.models import (
    Assignment,
    AssignmentState,
    Shift,
    ShiftNeed,
    ShiftWaiting,
    Swap,
    SwapKind,
    SwapState,
    Volunteer,
)
from app.volunteers.rules.fair import opens_for
from app.volunteers.rules.giving_up import cancel_until, pass_on_until
from app.volunteers.rules.may_sit import Why, why_not
from app.volunteers.rules.settings import Settings
from app.volunteers.rules.standing import Standing, standing, takes_people
from app.volunteers.service.facts import Span, company_of, facts_of, holders_of
from app.volunteers.service.find import asked_of, needs_of, settings_of, shifts_between
from app.volunteers.service.line import ahead_of
from app.volunteers.service.signing import is_draft, popular_had
from app.volunteers.service.who import Me, own, zone_of

AHEAD = timedelta(days=62)
BACK = timedelta(days=31)


@dataclass(frozen=True)
class OpenSeat:
    """Seats of one role. `why`: why not, the weightiest first; empty: they may. `free`: 0, they may wait."""

    need: ShiftNeed
    free: int
    why: tuple[Why, ...]


@dataclass(frozen=True)
class OpenShift:
    """A published shift that has not begun. `opens_at`: from when on they may sign up, if that is still to come.

    `mine`: their seat in it; `waiting`, `ahead`: they wait, behind so many.
    """

    shift: Shift
    seats: tuple[OpenSeat, ...]
    opens_at: datetime | None
    mine: UUID | None
    waiting: UUID | None
    ahead: int


@dataclass(frozen=True)
class MySeat:
    """A seat somebody has, was asked for, or had. `cancel_until`: until then without a word; `pass_on_until`: until
    then it may be offered to others. `offer_id`: the open offer of it; `for_swap`: only against another seat."""

    assignment: Assignment
    shift: Shift
    need: ShiftNeed
    standing: Standing
    cancel_until: datetime
    pass_on_until: datetime
    offer_id: UUID | None
    others: int  # who else sits in this shift
    for_swap: bool = False


def open_shifts(session: Session, me: Me, now: datetime, until: datetime | None = None) -> list[OpenShift]:
    """Published shifts of the community that have not begun, in order, with what keeps somebody from each seat.

    Raises `NotFound`.
    """
    row = own(session, me)
    settings, zone = settings_of(session, me.community_id), zone_of(session, me.community_id)
    end = min(until or now + AHEAD, now + AHEAD)
    shifts = [one for one in shifts_between(session, me.community_id, now, end) if takes_people(one, now)]
    off = _events_off(session, shifts)
    shifts = [one for one in shifts if one.event_id not in off]
    ids = [one.id for one in shifts]
    needs, holders = needs_of(session, ids), holders_of(session, ids)
    people = _everybody(session, row, holders)
    facts = facts_of(session, people, settings, Span(now - BACK, end + BACK), now, drafts=False)
    had, waiting = popular_had(session, row.id, now, settings), _waiting(session, row.id)
    found = []
    for shift in shifts:
        firm = [one for one in holders[shift.id] if not is_draft(one)]
        company = company_of([one.volunteer_id for one in firm if one.volunteer_id != row.id], facts)
        seats = []
        for need in needs[shift.id]:
            why = why_not(facts[row.id], asked_of(shift, need, zone), company, _travel(settings))
            free = need.count - sum(one.need_id == need.id for one in firm)
            seats.append(OpenSeat(need, max(0, free), tuple(one for one in why if one is not Why.DECLINED)))
        mine = next((one.id for one in firm if one.volunteer_id == row.id and one.told_at is not None), None)
        place = waiting.get(shift.id)
        found.append(
            OpenShift(
                shift, tuple(seats), _opens(shift, had, settings, now), mine, place.id if place else None,
                ahead_of(session, place) if place else 0,
            )
        )  # fmt: skip
    return found


def my_seats(session: Session, me: Me, now: datetime) -> list[MySeat]:
    """What somebody has or was asked for, from a month back on, in order. Raises `NotFound`."""
    row = own(session, me)
    settings = settings_of(session, me.community_id)
    wanted = (
        select(Assignment, Shift, ShiftNeed)
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .join(ShiftNeed, col(ShiftNeed.id) == col(Assignment.need_id))
        .where(
            Assignment.volunteer_id == row.id, col(Assignment.told_at).is_not(None), Shift.ends_at >= now - BACK,
            col(Shift.published_at).is_not(None),
        )
        .order_by(col(Shift.starts_at), col(Assignment.created_at))
    )  # fmt: skip
    rows = session.exec(wanted).all()
    offers = {
        one.assignment_id: (one.id, one.kind is SwapKind.SWAP)
        for one in session.exec(select(Swap).where(Swap.giver_id == row.id, Swap.state == SwapState.OPEN))
    }
    together = holders_of(session, [shift.id for _, shift, _ in rows])
    return [
        MySeat(
            one, shift, need, standing(shift, now), cancel_until(shift.starts_at, settings),
            pass_on_until(shift.starts_at, settings), offers.get(one.id, (None, False))[0],
            sum(other.volunteer_id != row.id and not is_draft(other) for other in together[shift.id]),
            offers.get(one.id, (None, False))[1],
        )
        for one, shift, need in rows
    ]  # fmt: skip


def to_answer(seats: list[MySeat], now: datetime) -> list[MySeat]:
    """Those that somebody was asked for and has not answered: the first thing their screen shows."""
    return [
        one for one in seats
        if one.assignment.state is AssignmentState.PROPOSED and one.standing is Standing.PUBLISHED
    ]  # fmt: skip


def _opens(shift: Shift, had: int, settings: Settings, now: datetime) -> datetime | None:
    if not shift.popular or shift.published_at is None:
        return None
    opens = opens_for(shift.published_at, had, settings)
    return opens if opens > now else None


def _everybody(session: Session, row: Volunteer, holders: dict[UUID, list[Assignment]]) -> list[Volunteer]:
    ids = {row.id, *(one.volunteer_id for held in holders.values() for one in held)}
    return list(session.exec(select(Volunteer).where(col(Volunteer.id).in_(ids))))


def _waiting(session: Session, volunteer_id: UUID) -> dict[UUID, ShiftWaiting]:
    wanted = select(ShiftWaiting).where(ShiftWaiting.volunteer_id == volunteer_id, col(ShiftWaiting.ended_at).is_(None))
    return {one.shift_id: one for one in session.exec(wanted)}


def _events_off(session: Session, shifts: list[Shift]) -> set[UUID | None]:
    ids = [one.event_id for one in shifts if one.event_id is not None]
    wanted = select(Event.id).where(col(Event.id).in_(ids), col(Event.cancelled_at).is_not(None))
    return {*session.exec(wanted)} if ids else set()


def _travel(settings: Settings) -> timedelta:
    return timedelta(minutes=settings.travel_minutes)
