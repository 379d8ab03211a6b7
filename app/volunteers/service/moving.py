"""Where somebody could sit instead: for a coordinator who moves them by hand (`seating.move`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.volunteers.models import Shift, ShiftNeed, Volunteer
from app.volunteers.rules.may_sit import OWN_CHOICE, Why, why_not
from app.volunteers.rules.standing import can_change
from app.volunteers.service.facts import Span, company_of, facts_of, holders_of
from app.volunteers.service.find import asked_of, moments, month_span, needs_of, settings_of, shifts_between
from app.volunteers.service.signing import own_seat
from app.volunteers.service.who import zone_of

AROUND = timedelta(days=7)  # before and after the seat they have


@dataclass(frozen=True)
class FreeSeat:
    """A seat they could have instead. `soft`: what they said against it; a coordinator may ask them all the same."""

    shift: Shift
    need: ShiftNeed
    soft: tuple[Why, ...]


def seats_instead(session: Session, who: Actor, assignment_id: UUID, now: datetime) -> list[FreeSeat]:
    """The free seats of the week before and after that one may take who gives this one up, in the order of time.

    Raises `NotFound`.
    """
    row, shift = own_seat(session, who, assignment_id)
    zone, settings = zone_of(session, row.community_id), settings_of(session, row.community_id)
    first_on, last_on = shift.on_day - AROUND, shift.on_day + AROUND
    near = shifts_between(session, row.community_id, *moments(first_on, last_on, zone))
    shifts = {one.id: one for one in near if can_change(one, now)}
    sitting = holders_of(session, list(shifts))
    holders = {one: [held for held in sitting[one] if held.id != row.id] for one in shifts}
    people = {row.volunteer_id, *(one.volunteer_id for held in holders.values() for one in held)}
    span = Span(month_span(first_on, zone)[0], month_span(last_on, zone)[1])
    rows = session.exec(select(Volunteer).where(col(Volunteer.id).in_(people))).all()
    facts = facts_of(session, rows, settings, span, now)
    held = tuple(one for one in facts[row.volunteer_id].held if one.shift_id != shift.id)
    own, travel = replace(facts[row.volunteer_id], held=held), timedelta(minutes=settings.travel_minutes)
    found = []
    for shift_id, needs in needs_of(session, shifts).items():
        there = holders[shift_id]
        company = company_of((one.volunteer_id for one in there), facts)
        for need in needs:
            if need.id != row.need_id and sum(one.need_id == need.id for one in there) < need.count:
                why = why_not(own, asked_of(shifts[shift_id], need, zone), company, travel)
                if OWN_CHOICE.issuperset(why):
                    found.append(FreeSeat(shifts[shift_id], need, tuple(why)))
    return sorted(found, key=lambda one: (one.shift.starts_at, one.shift.title, one.need.role))
