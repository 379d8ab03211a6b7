"""What makes one plan better than another, and by how much. Anybody can add it up again from a problem and a plan.

    score = 1000 · empty + 40 · changes + 10 · fairness + 1 · preference + 0.1 · distance        (smaller is better)

- empty: every seat that stays empty counts its `critical` (1 to 3).
- changes: proposed assignments that the plan does not keep.
- fairness: for each person ((past + new)² - past²) / (2 · wish), in hours; a wish below 1 counts as 1. The next hour
  costs most whom it brings furthest beyond their own wish, so hours spread in proportion to wishes.
- preference: 2 - `prefers` for each assignment.
- distance: kilometres from home to place, one way in a straight line, for each assignment.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot

from app.volunteers.rules.matching.problem import Assignment, Problem, Shift, Volunteer

EMPTY, CHANGE, FAIRNESS, PREFERENCE, DISTANCE = 1000.0, 40.0, 10.0, 1.0, 0.1
GLADLY = 2


@dataclass(frozen=True)
class Levels:
    """The five levels of a plan, each in its own unit (module docstring)."""

    empty: float
    changes: float
    fairness: float
    preference: float
    distance: float

    @property
    def score(self) -> float:
        """All in one."""
        return (
            EMPTY * self.empty + CHANGE * self.changes + FAIRNESS * self.fairness
            + PREFERENCE * self.preference + DISTANCE * self.distance
        )  # fmt: skip


def levels_of(problem: Problem, chosen: Iterable[Assignment]) -> Levels:
    """Add a plan up, from nothing but the problem and who sits where."""
    plan = sorted(set(chosen))
    shifts = {shift.id: shift for shift in problem.shifts}
    people = {one.id: one for one in problem.volunteers}
    hours: dict[str, float] = defaultdict(float)
    for one in plan:
        hours[one.volunteer] += shifts[one.shift].hours
    taken = Counter((one.shift, one.role) for one in plan)
    needs = [(shift.id, need) for shift in problem.shifts for need in shift.needs]
    return Levels(
        empty=sum(need.critical * (need.count - taken[shift, need.role]) for shift, need in needs),
        changes=sum(one not in plan for one in problem.proposed),
        fairness=sum(burden(people[who], new) for who, new in hours.items()),
        preference=sum(GLADLY - people[one.volunteer].prefers.get(one.shift, 0) for one in plan),
        distance=sum(kilometres(people[one.volunteer], shifts[one.shift]) for one in plan),
    )


def burden(volunteer: Volunteer, new: float) -> float:
    """What `new` hours weigh on somebody.

    >>> burden(Volunteer("a", wish_hours=4, past_hours=2), 2)
    1.5
    """
    past = volunteer.past_hours
    return ((past + new) ** 2 - past**2) / (2 * max(volunteer.wish_hours, 1.0))


def kilometres(volunteer: Volunteer, shift: Shift) -> float:
    """From home to the place in a straight line; 0 where one of them is not known."""
    if volunteer.home is None or shift.place is None:
        return 0.0
    return hypot(volunteer.home[0] - shift.place[0], volunteer.home[1] - shift.place[1])
