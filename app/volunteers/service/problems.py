"""The problem that the matching solves, made of a month (`planning`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from app.volunteers.models import Assignment, AssignmentState
from app.volunteers.rules.matching import problem as matching
from app.volunteers.rules.may_sit import Asked, Facts, Held, hours_in, never
from app.volunteers.service.planning import Month, clash, local, people_of


def problem_of(session: Session, month: Month) -> matching.Problem:
    """The problem, ids in place of names; the role of a seat is the id of its need."""
    skills, open_to = _skills(month)
    held = Counter(one.need_id for one in month.outside)
    shifts = tuple(
        matching.Shift(
            str(shift.id), local(shift.starts_at, month.zone), local(shift.ends_at, month.zone),
            None if shift.x_km is None or shift.y_km is None else (shift.x_km, shift.y_km),
            tuple(
                matching.Need(
                    str(need.id), skills.get(need.id), max(0, need.count - held[need.id]), need.critical
                )
                for need in month.needs[shift.id]
            ),
        )
        for shift in month.shifts
    )  # fmt: skip
    people = people_of(session, month)
    volunteers = tuple(_volunteer(month, one, month.facts[who], open_to[who]) for who, one in people.items())
    seats = [one for held in month.holders.values() for one in held]
    told = [one for one in seats if one.state is AssignmentState.PROPOSED and not one.locked and one.told_at]
    return matching.Problem(
        volunteers, shifts, tuple(map(_seat, month.locks)), tuple(map(_seat, told)), month.settings.travel_minutes
    )


def _skills(month: Month) -> tuple[dict[UUID, str], defaultdict[UUID, set[str]]]:
    """Whatever a seat asks of a person, as a skill made for it: the matching only asks whether somebody has it.

    Seats on the same days that ask the same share one.
    """
    codes: dict[tuple[object, ...], str] = {}
    needed: dict[UUID, str] = {}
    open_to: defaultdict[UUID, set[str]] = defaultdict(set)
    for need_id, seat in month.asked.items():
        asks = (seat.skill, seat.leader, seat.age_from, seat.age_until, seat.demands)
        if asks == (None, False, None, None, ()):
            continue
        key = (*asks, seat.days)
        if key not in codes:
            codes[key] = f"s{len(codes) + 1}"
            plain = Asked(UUID(int=0), seat.starts_at, seat.ends_at, seat.days, seat.month, *asks)
            for who, facts in month.facts.items():
                if not any(never(_only_body(facts), plain)):
                    open_to[who].add(codes[key])
        needed[need_id] = codes[key]
    return needed, open_to


def _only_body(facts: Facts) -> Facts:
    """Skills, age and health: whether they are there that day is another question."""
    return Facts(facts.id, facts.papers, facts.born_on, facts.limits, novice=facts.novice)


def _volunteer(month: Month, one: matching.Volunteer, facts: Facts, skills: set[str]) -> matching.Volunteer:
    planned = {shift.id for shift in month.shifts}
    outside = {seat.shift_id for seat in month.outside if seat.volunteer_id == facts.id}
    others = [held for held in facts.held if held.shift_id not in planned or held.shift_id in outside]
    first, end = next(iter(month.asked.values())).month if month.asked else (month.since, month.until)
    now_hours = hours_in(others, first, end)
    locked = {str(seat.shift_id) for seat in month.locks if seat.volunteer_id == facts.id}
    return replace(
        one, skills=frozenset(skills), cap_hours=max(0.0, facts.cap_hours - now_hours),
        past_hours=now_hours + month.past[facts.id], declined=frozenset(_not_then(month, facts, others) - locked),
        novice=facts.novice, apart=frozenset(str(other) for other in facts.apart if other in month.people),
    )  # fmt: skip


def _not_then(month: Month, facts: Facts, others: list[Held]) -> set[str]:
    """Shifts somebody is not asked for whatever the seat: said no, away, on leave, busy outside of the plan."""
    if not (others or facts.left or facts.paused or facts.away or facts.declined):
        return set()  # nearly everybody
    found = set()
    for seat in _plain_seats(month):
        if any(never(facts, seat)) or any(clash(seat, one, month.travel) for one in others):
            found.add(str(seat.shift_id))
    return found


def _plain_seats(month: Month) -> Iterator[Asked]:
    """One per shift: when it is, and nothing of what it asks."""
    for seat in {seat.shift_id: seat for seat in month.asked.values()}.values():
        yield Asked(seat.shift_id, seat.starts_at, seat.ends_at, seat.days, seat.month)


def _seat(one: Assignment) -> matching.Assignment:
    return matching.Assignment(str(one.shift_id), str(one.need_id), str(one.volunteer_id))
