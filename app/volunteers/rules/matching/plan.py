"""A problem in, a plan out: the best within the time given, or a preview at once. Whoever is left out has a reason."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from app.volunteers.rules.matching.eligible import Pairs, Reason, pairs_of
from app.volunteers.rules.matching.greedy import draft, empty_seats
from app.volunteers.rules.matching.levels import Levels, levels_of
from app.volunteers.rules.matching.people import Choice
from app.volunteers.rules.matching.problem import Assignment, Problem
from app.volunteers.rules.matching.rows import rows_of

EXACT = 1e-6
AT_ONCE = 0.4  # seconds a preview may take beyond reading the problem
NEAR_ENOUGH = 1e-4  # of the score: HiGHS calls a plan optimal from there on; small months are proven to the last digit


@dataclass(frozen=True)
class Empty:
    """Places that nobody takes. `reasons`: how many people could not, by why."""

    shift: str
    role: str
    count: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Excluded:
    """Somebody who cannot take a shift; with `role`: only not in that role."""

    volunteer: str
    shift: str
    reason: str
    role: str = ""


@dataclass(frozen=True)
class Plan:
    """Who sits where. `bound`: no plan of this problem has a smaller score; `optimal`: this one reaches it
    (`NEAR_ENOUGH`)"""

    assignments: tuple[Assignment, ...]
    empty: tuple[Empty, ...]
    levels: Levels
    bound: float
    optimal: bool
    seconds: float
    pairs: Pairs = field(repr=False, compare=False)

    def excluded(self) -> Iterator[Excluded]:
        """Every pair that was left out before anything was weighed, and why."""
        people, pairs = self.pairs.problem.volunteers, self.pairs
        seats_of = [
            [q for q, seat in enumerate(pairs.seats) if seat.at == at] for at in range(len(pairs.problem.shifts))
        ]
        for who, one in enumerate(people):
            for shift, seats in zip(pairs.problem.shifts, seats_of, strict=True):
                why = [(seat, pairs.why_not(who, seat)) for seat in seats if not pairs.is_open(who, seat)]
                if len(why) == len(seats):
                    reason = next((found for _, found in why if found is not Reason.SKILL), Reason.SKILL)
                    yield Excluded(one.id, shift.id, (reason if why else Reason.NONE).code)
                else:
                    yield from (Excluded(one.id, shift.id, found.code, pairs.seats[q].need.role) for q, found in why)


def match(
    problem: Problem,
    seconds: float = 30.0,
    progress: Callable[[str], None] = lambda words: None,
) -> Plan:
    """The best plan there is, or the best that was found in `seconds`. `progress` is told how it goes."""
    from app.volunteers.rules.matching.solve import solve  # HiGHS: whoever only wants a preview does not load it

    started = time.monotonic()
    until = started + seconds
    pairs = pairs_of(problem)
    rows = rows_of(pairs)
    first = draft(pairs, rows, min(started + max(AT_ONCE, seconds / 4), until))
    if not pairs.seats or not problem.volunteers:
        return _plan(pairs, first, levels_of(problem, ()).score, started)
    if time.monotonic() >= until:
        return _plan(pairs, first, 0.0, started)
    solved = solve(pairs, rows, first, until, progress)
    return _plan(pairs, solved.choices, solved.bound, started)


def preview(problem: Problem) -> Plan:
    """A good plan at once; its bound is only what costs nothing at all."""
    started = time.monotonic()
    pairs = pairs_of(problem)
    return _plan(pairs, draft(pairs, rows_of(pairs), started + AT_ONCE), 0.0, started)


def _plan(pairs: Pairs, choices: Sequence[Choice], bound: float, started: float) -> Plan:
    problem = pairs.problem
    chosen = tuple(sorted(_assignment(pairs, who, pair) for who, choice in enumerate(choices) for pair in choice))
    levels = levels_of(problem, chosen)
    optimal = levels.score - bound <= NEAR_ENOUGH * abs(levels.score) + EXACT
    empty = tuple(
        _empty(pairs, choices, seat, count) for seat, count in sorted(empty_seats(pairs, list(choices)).items())
    )
    return Plan(chosen, empty, levels, min(bound, levels.score), optimal, time.monotonic() - started, pairs)


def _assignment(pairs: Pairs, who: int, pair: int) -> Assignment:
    seat = pairs.seats[pairs.seat[pair]]
    return Assignment(seat.shift.id, seat.need.role, pairs.problem.volunteers[who].id)


def _empty(pairs: Pairs, choices: Sequence[Choice], seat: int, count: int) -> Empty:
    """Why nobody sits there, person by person: what excluded them, or what they do instead."""
    at = pairs.seats[seat].at
    reasons: Counter[str] = Counter()
    for who, choice in enumerate(choices):
        shifts = [pairs.seats[pairs.seat[pair]].at for pair in choice]
        if at in shifts:
            continue
        if not pairs.is_open(who, seat):
            reasons[pairs.why_not(who, seat).code] += 1
        elif any(pairs.starts[one] < pairs.frees[at] and pairs.starts[at] < pairs.frees[one] for one in shifts):
            reasons["busy"] += 1
        elif _hours(pairs, [*shifts, at]) > pairs.problem.volunteers[who].cap_hours + 1e-9:
            reasons["hours"] += 1
        else:
            reasons["company"] += 1
    found = pairs.seats[seat]
    return Empty(found.shift.id, found.need.role, count, tuple(reasons.most_common()))


def _hours(pairs: Pairs, shifts: list[int]) -> float:
    return sum(pairs.problem.shifts[at].hours for at in shifts)
