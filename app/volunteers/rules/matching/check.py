"""Whether a problem makes sense, before anything is computed. Every sentence says what, where and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from app.volunteers.rules.matching.problem import Assignment, Need, Problem, Shift, Volunteer


def faults(problem: Problem) -> list[str]:
    """What is wrong with it, nothing when all is well."""
    return [*_twice(problem), *_shifts(problem), *_fixed(problem, "locks", problem.locks), *_locks(problem)]


def _twice(problem: Problem) -> Iterator[str]:
    for what, ids in (("volunteers", problem.volunteers), ("shifts", problem.shifts)):
        for one, times in Counter(item.id for item in ids).items():
            if times > 1:
                yield f"{what}: the id {one!r} is there {times} times; give each an id of its own"


def _shifts(problem: Problem) -> Iterator[str]:
    for shift in problem.shifts:
        if shift.end <= shift.start:
            yield f"shifts[{shift.id}]: its end {shift.end:%H:%M} is not after its start; give a later date or hour"
        for role, times in Counter(need.role for need in shift.needs).items():
            if times > 1:
                yield f"shifts[{shift.id}]: the role {role!r} is there {times} times; say it once with its count"


def _fixed(problem: Problem, what: str, fixed: tuple[Assignment, ...]) -> Iterator[str]:
    people, roles = _people(problem), _roles(problem)
    for one in fixed:
        if one.volunteer not in people:
            yield f"{what}: there is no volunteer {one.volunteer!r}"
        if (one.shift, one.role) not in roles:
            yield f"{what}: shift {one.shift!r} has no role {one.role!r}"
    for one, times in Counter(fixed).items():
        if times > 1:
            yield f"{what}: {one.volunteer!r} in {one.shift!r} is there {times} times"


def _locks(problem: Problem) -> Iterator[str]:
    """A lock is a promise: two that cannot both hold are told, never broken in silence."""
    people, roles = _people(problem), _roles(problem)
    known = [one for one in problem.locks if one.volunteer in people and (one.shift, one.role) in roles]
    for (shift, role), times in Counter((one.shift, one.role) for one in known).items():
        if times > roles[shift, role][1].count:
            yield f"locks: {times} people are locked to {role!r} of {shift!r}, which has {roles[shift, role][1].count}"
    for one in known:
        need, who = roles[one.shift, one.role][1], people[one.volunteer]
        if need.skill is not None and need.skill not in who.skills:
            yield f"locks: {who.id!r} lacks the skill {need.skill!r} of {one.role!r} in {one.shift!r}; unlock it"
        if one.shift in who.declined:
            yield f"locks: {who.id!r} has declined {one.shift!r}; take away the lock or the refusal"
    travel = timedelta(minutes=problem.travel_minutes)
    for one, other in combinations(sorted(known, key=lambda lock: lock.volunteer), 2):
        if one.volunteer == other.volunteer and one != other:
            first, second = roles[one.shift, one.role][0], roles[other.shift, other.role][0]
            if first.start < second.end + travel and second.start < first.end + travel:
                yield f"locks: {one.volunteer!r} cannot be in {first.id!r} and {second.id!r}, travel included"


def _people(problem: Problem) -> dict[str, Volunteer]:
    return {one.id: one for one in problem.volunteers}


def _roles(problem: Problem) -> dict[tuple[str, str], tuple[Shift, Need]]:
    return {(shift.id, need.role): (shift, need) for shift in problem.shifts for need in shift.needs}
