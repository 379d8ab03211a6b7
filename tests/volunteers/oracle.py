"""The best plan of a tiny month by trying every one, and whether a plan keeps the rules. Written from the words of the
rules alone: it shares no line with them, so that both being wrong in the same way is unlikely."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise, product
from math import dist

from app.volunteers.rules.matching.problem import Assignment, Need, Problem, Shift, Volunteer


def best_score(problem: Problem) -> float | None:
    """The smallest score of all plans, None if the rules leave none."""
    plans = product(*(_choices(problem, one) for one in problem.volunteers))
    scores = [score(problem, plan) for plan in (sum(each, ()) for each in plans) if together(problem, plan)]
    return min(scores, default=None)


def score(problem: Problem, plan: tuple[Assignment, ...]) -> float:
    """1000 per empty place and its weight, 40 per broken proposal, 10 · fairness, 2 - wish, 0.1 a kilometre."""
    people, shifts = {v.id: v for v in problem.volunteers}, {s.id: s for s in problem.shifts}
    total = 40.0 * sum(one not in plan for one in problem.proposed)
    for shift in problem.shifts:
        for need in shift.needs:
            here = sum((one.shift, one.role) == (shift.id, need.role) for one in plan)
            total += 1000 * need.critical * (need.count - here)
    hours: Counter[str] = Counter()
    for one in plan:
        who, shift = people[one.volunteer], shifts[one.shift]
        hours[who.id] += _hours(shift)  # type: ignore[assignment]
        total += 2 - who.prefers.get(shift.id, 0)
        total += 0.1 * dist(who.home, shift.place) if who.home and shift.place else 0
    for name, new in hours.items():
        past, wish = people[name].past_hours, max(people[name].wish_hours, 1)
        total += 10 * ((past + new) ** 2 - past**2) / 2 / wish
    return total


def alone(problem: Problem, who: Volunteer, plan: tuple[Assignment, ...]) -> bool:
    """Whether one person could do all this: skills, windows, way, hours, one place at a time, what is locked."""
    locked = {one for one in problem.locks if one.volunteer == who.id}
    shifts = {s.id: s for s in problem.shifts}
    if not locked <= set(plan):
        return False
    for one in plan:
        need = next(n for n in shifts[one.shift].needs if n.role == one.role)
        if one not in locked and not _may(who, shifts[one.shift], need):
            return False
    times = sorted((shifts[one.shift].start, shifts[one.shift].end) for one in plan)
    travel = timedelta(minutes=problem.travel_minutes)
    if any(later[0] < earlier[1] + travel for earlier, later in pairwise(times)):
        return False
    promised = sum(_hours(shifts[one.shift]) for one in locked)
    return sum(_hours(shifts[one.shift]) for one in plan) <= max(who.cap_hours, promised) + 1e-9


def together(problem: Problem, plan: tuple[Assignment, ...]) -> bool:
    """Whether these people may be together: seats, beginners, who is kept apart."""
    people = {v.id: v for v in problem.volunteers}
    for shift in problem.shifts:
        here = [one for one in plan if one.shift == shift.id]
        if any(sum(one.role == need.role for one in here) > need.count for need in shift.needs):
            return False
        if _excess(people, here) > max(0, _excess(people, [one for one in here if one in problem.locks])):
            return False
        for one, other in product(here, here):
            both_locked = one in problem.locks and other in problem.locks
            if other.volunteer in people[one.volunteer].apart and other.volunteer != one.volunteer and not both_locked:
                return False
    return True


def _excess(people: dict[str, Volunteer], here: list[Assignment]) -> int:
    return sum(1 if people[one.volunteer].novice else -1 for one in here)


def _choices(problem: Problem, who: Volunteer) -> list[tuple[Assignment, ...]]:
    per_shift = [[None, *(Assignment(s.id, need.role, who.id) for need in s.needs)] for s in problem.shifts]
    plans = [tuple(one for one in each if one is not None) for each in product(*per_shift)]
    return [plan for plan in plans if alone(problem, who, plan)]


def _may(who: Volunteer, shift: Shift, need: Need) -> bool:
    if shift.id in who.declined or (need.skill is not None and need.skill not in who.skills):
        return False
    if who.max_km is not None and who.home and shift.place and dist(who.home, shift.place) > who.max_km + 1e-9:
        return False
    minute = shift.start
    while minute < shift.end:  # minute by minute: slow and sure
        day = [w for w in who.windows if w.weekday == minute.weekday()]
        if not any(
            w.since <= minute.time() and (minute.time() < w.until or not (w.until.hour or w.until.minute)) for w in day
        ):
            return False
        minute += timedelta(minutes=15)
    return _hours(shift) <= who.cap_hours + 1e-9


def _hours(shift: Shift) -> float:
    return (shift.end - shift.start).total_seconds() / 3600
