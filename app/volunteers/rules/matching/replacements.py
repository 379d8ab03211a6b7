"""Who could take a seat that somebody gives up, the best first, without planning the month anew.

Nobody else moves: whoever is busy then, has no hours left or may not be in that company is not in the list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.volunteers.rules.matching.eligible import pairs_of
from app.volunteers.rules.matching.levels import CHANGE, DISTANCE, FAIRNESS, GLADLY, PREFERENCE, burden, kilometres
from app.volunteers.rules.matching.problem import Assignment, Problem, Shift, Volunteer


@dataclass(frozen=True)
class Replacement:
    """Somebody who could come. `change`: by how much the score of the plan grows when they come instead (`levels`;
    below 0: the plan gets better); `hours`: of theirs in the month then, with `past_hours`; `km`: from home.

    `reasons`, codes: `proposed` they were told of this seat before; `gladly`, `willing` they said so; `below_wish`,
    `beyond_wish` where their hours are then.
    """

    volunteer: str
    change: float
    hours: float
    km: float
    reasons: tuple[str, ...]


def replacements(problem: Problem, plan: Iterable[Assignment], seat: Assignment) -> list[Replacement]:
    """`plan`: who sits where, `seat` among them: the one that is given up. Raises `ValueError` if it is not there."""
    sits = set(plan)
    if seat not in sits:
        raise ValueError(f"{seat} is not in the plan")
    people = {one.id: one for one in problem.volunteers}
    shifts = {one.id: one for one in problem.shifts}
    busy: dict[str, list[Shift]] = defaultdict(list)
    for one in sorted(sits - {seat}):
        busy[one.volunteer].append(shifts[one.shift])
    shift, here = shifts[seat.shift], [one for one in sits - {seat} if one.shift == seat.shift]
    leaver = _cost(problem, people[seat.volunteer], busy[seat.volunteer], seat)
    found = []
    for who in _eligible(problem, seat):
        if _free(problem, who, busy[who.id], shift) and _welcome(problem, people, here, who):
            instead = replace(seat, volunteer=who.id)
            change = _cost(problem, who, busy[who.id], instead) - leaver
            found.append(_replacement(problem, who, busy[who.id], instead, change))
    return sorted(found, key=lambda one: (one.change, one.volunteer))


def _eligible(problem: Problem, seat: Assignment) -> list[Volunteer]:
    """Those whom nothing excludes from this shift alone."""
    one = tuple(replace(shift, needs=tuple(need for need in shift.needs if need.role == seat.role))
                for shift in problem.shifts if shift.id == seat.shift)  # fmt: skip
    pairs = pairs_of(Problem(problem.volunteers, one))
    return [who for at in pairs.volunteer if (who := problem.volunteers[at]).id != seat.volunteer]


def _free(problem: Problem, who: Volunteer, busy: list[Shift], shift: Shift) -> bool:
    minutes = 60 * problem.travel_minutes
    apart = all(
        (shift.start - other.end).total_seconds() >= minutes or (other.start - shift.end).total_seconds() >= minutes
        for other in busy
    )
    return apart and sum(other.hours for other in busy) + shift.hours <= who.cap_hours + 1e-9


def _welcome(problem: Problem, people: dict[str, Volunteer], here: list[Assignment], who: Volunteer) -> bool:
    """Beginners at most as many as the experienced, and nobody there from whom they are kept apart."""
    others = [people[one.volunteer] for one in here]
    if any(other.id in who.apart or who.id in other.apart for other in others):
        return False
    promised = [people[one.volunteer] for one in here if one in problem.locks]
    return not who.novice or _excess(others) + 1 <= max(0, _excess(promised))


def _excess(people: list[Volunteer]) -> int:
    return sum(1 if one.novice else -1 for one in people)


def _cost(problem: Problem, who: Volunteer, busy: list[Shift], seat: Assignment) -> float:
    """What somebody in this seat adds to the score, beside what they do already."""
    shift = next(one for one in problem.shifts if one.id == seat.shift)
    done = sum(other.hours for other in busy)
    more = burden(who, done + shift.hours) - burden(who, done)
    wish = PREFERENCE * (GLADLY - who.prefers.get(shift.id, 0))
    return FAIRNESS * more + wish + DISTANCE * kilometres(who, shift) - CHANGE * (seat in problem.proposed)


def _replacement(problem: Problem, who: Volunteer, busy: list[Shift], seat: Assignment, change: float) -> Replacement:
    shift = next(one for one in problem.shifts if one.id == seat.shift)
    hours = who.past_hours + sum(other.hours for other in busy) + shift.hours
    said = {1: ("willing",), 2: ("gladly",)}.get(who.prefers.get(shift.id, 0), ())
    told = ("proposed",) if seat in problem.proposed else ()
    reasons = (*told, *said, "below_wish" if hours <= who.wish_hours else "beyond_wish")
    return Replacement(who.id, change, hours, kilometres(who, shift), reasons)
