"""Why: for a seat, who sits there and why, who else could, who could not, and what keeps it empty. From the tables as
they are now, so it also answers what changes when somebody drops out: the best of the others is who comes next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.volunteers.models import Assignment, Shift, ShiftNeed
from app.volunteers.rules.candidates import Candidate, Words, ranked, why_rather, why_this
from app.volunteers.rules.matching.levels import kilometres
from app.volunteers.rules.matching.problem import Problem
from app.volunteers.rules.matching.problem import Shift as PlainShift
from app.volunteers.rules.matching.windows import in_window
from app.volunteers.rules.may_sit import OWN_CHOICE, Why, hours_in, why_not
from app.volunteers.rules.words import about, values_of
from app.volunteers.service.facts import company_of
from app.volunteers.service.find import asked_of, need_of, shift_for
from app.volunteers.service.planning import Month, local, month_for, people_of
from app.volunteers.service.who import names_of


@dataclass(frozen=True)
class Sits:
    """Somebody in the seat, and why they fit."""

    assignment: Assignment
    candidate: Candidate
    words: Words


@dataclass(frozen=True)
class Could:
    """Somebody who could sit there: why rather somebody else, or why they fit, when the seat is free."""

    candidate: Candidate
    words: Words


@dataclass(frozen=True)
class Cannot:
    """Somebody who may not, or would not want to. `soft`: a coordinator may still ask them."""

    candidate: Candidate
    why: Why
    words: Words
    soft: bool


@dataclass(frozen=True)
class SeatWhy:
    """Everything about one seat. `others`: the best first; `binding`: what keeps it empty, how often, most often first.

    Somebody who is busy somewhere else then could sit here if that were given up: their reason says so.
    """

    shift: Shift
    need: ShiftNeed
    free: int
    sits: tuple[Sits, ...]
    others: tuple[Could, ...]
    cannot: tuple[Cannot, ...]
    binding: tuple[tuple[Why, int], ...]


def why_seat(session: Session, who: Actor, need_id: UUID, now: datetime) -> SeatWhy:
    """Raises `NotFound`."""
    need = need_of(session, need_id)
    shift = shift_for(session, who, need.shift_id, now)
    month = _month_around(session, shift, now)
    holders = month.holders[shift.id]
    here = [one for one in holders if one.need_id == need.id]
    found = candidates_of(session, month, shift, need, holders)
    length = (shift.ends_at - shift.starts_at).total_seconds() / 3600
    seated = {one.volunteer_id for one in holders}
    others = ranked((one for one in found.values() if one.id not in seated), length)
    free = max(0, need.count - len(here))
    sits = tuple(Sits(one, found[one.volunteer_id], why_this(found[one.volunteer_id])) for one in here
                 if one.volunteer_id in found)  # fmt: skip
    cannot = tuple(_cannot(session, month, shift, need, found[one]) for one in found
                   if one not in seated and (found[one].why or found[one].soft))  # fmt: skip
    rather = min((one.candidate for one in sits), key=lambda one: one.cost(length), default=None)
    could = tuple(
        Could(one, why_rather(rather, one, length) if rather and not free else why_this(one)) for one in others
    )
    binding = Counter(one.why for one in cannot) if free else Counter()
    return SeatWhy(shift, need, free, sits, could, cannot, tuple(binding.most_common()))


def replacements(
    session: Session, who: Actor, need_id: UUID, now: datetime, *, without: Collection[UUID] = ()
) -> list[Could]:
    """Who could step in, the best first, with the score change of the matching. `without`: volunteers not to ask.

    Raises `NotFound`.
    """
    return [one for one in why_seat(session, who, need_id, now).others if one.candidate.id not in without]


def candidates_of(
    session: Session, month: Month, shift: Shift, need: ShiftNeed, holders: Collection[Assignment]
) -> dict[UUID, Candidate]:
    """Everybody and this seat; who sits in the shift is judged as if they did not."""
    seat = asked_of(shift, need, month.zone)
    people = people_of(session, month)
    names = names_of(session, list(month.people.values()))
    plain = _plain(shift, month.zone)
    inside = in_window(Problem(tuple(people.values()), (plain,)))[:, 0]
    sitting = {held.volunteer_id for held in holders} & set(month.facts)
    everybody = company_of(sitting, month.facts)
    found = {}
    for at, (volunteer_id, one) in enumerate(people.items()):
        facts = month.facts[volunteer_id]
        own = tuple(held for held in facts.held if held.shift_id != shift.id)
        facts = replace(facts, held=own)
        company = company_of(sitting - {volunteer_id}, month.facts) if volunteer_id in sitting else everybody
        reasons = why_not(facts, seat, company, month.travel)
        km = None if one.home is None or plain.place is None else kilometres(one, plain)
        far = km is not None and one.max_km is not None and km > one.max_km + 1e-9
        hard = tuple(reason for reason in reasons if reason not in OWN_CHOICE)
        soft = (*(reason for reason in reasons if reason in OWN_CHOICE), *([] if inside[at] else [Why.WINDOW]),
                *([Why.DISTANCE] if far else []))  # fmt: skip
        hours = hours_in(own, *seat.month)
        found[volunteer_id] = Candidate(
            volunteer_id, names[volunteer_id], hours, month.past[volunteer_id] + hours, one.wish_hours, km,
            one.prefers.get(str(shift.id), 0), hard, soft,
        )  # fmt: skip
    return found


def _month_around(session: Session, shift: Shift, now: datetime) -> Month:
    """Only this shift, and everybody who could come."""
    return month_for(session, shift.community_id, shift.on_day, shift.on_day, now, only=shift)


def _cannot(session: Session, month: Month, shift: Shift, need: ShiftNeed, one: Candidate) -> Cannot:
    why = (*one.why, *one.soft)[0]
    seat = month.asked[need.id]
    values = values_of(seat, month.facts[one.id], month.skills.get(need.skill or "", need.skill or ""))
    return Cannot(one, why, about(why, values), not one.why)


def _plain(shift: Shift, zone: str) -> PlainShift:
    place = None if shift.x_km is None or shift.y_km is None else (shift.x_km, shift.y_km)
    return PlainShift(str(shift.id), local(shift.starts_at, zone), local(shift.ends_at, zone), place)
