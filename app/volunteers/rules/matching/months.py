"""What one person could do in the month: shifts that do not overlap, within their hours. The best such choice at
given prices, and all choices that are nearly as good.

Intervals with a budget of hours: taken in the order in which they end, the cheapest way to each number of hours is the
cheapest without the next shift, or with it after whatever ends early enough before it (weighted interval scheduling).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from math import gcd

import numpy as np

from app.volunteers.rules.matching.eligible import Indices, Numbers, Pairs
from app.volunteers.rules.matching.levels import FAIRNESS

Choice = tuple[int, ...]  # pairs, fixed ones included


@dataclass(frozen=True)
class Person:
    """One volunteer's pairs in the order in which they end, fixed ones set aside.

    `start`, `free`: minutes (free = end + travel); `units`: length of each shift; `weight`: cost of having done
    0, 1, 2, … further units, up to their cap, beyond the fixed ones.
    """

    pairs: Indices
    start: Indices
    free: Indices
    units: Indices
    weight: Numbers
    fixed: Choice = ()
    fixed_cost: float = 0.0


@dataclass(frozen=True)
class Month:
    """The best choice at given prices; `ways` lets `near` walk through the others."""

    person: Person
    price: Numbers
    items: Indices  # of person.pairs, those that are looked at
    before: Indices
    ways: list[Numbers] = field(repr=False)

    @property
    def best(self) -> float:
        """Cost of the best choice, without what is fixed."""
        return float((self.ways[-1] + self.person.weight).min())

    def few(self, most: int) -> Iterator[Choice]:
        """The best choices, each with another number of hours, the best first."""
        total = self.ways[-1] + self.person.weight
        for units in np.argsort(total)[:most]:
            if total[units] < np.inf:
                yield next(
                    self._back(len(self.items), int(units), float(self.ways[-1][units]) + 1e-9, self.person.fixed)
                )

    def choices(self, most: float) -> Iterator[Choice]:
        """Every choice that costs at most `most`, without what is fixed."""
        total = self.ways[-1] + self.person.weight
        for units in np.flatnonzero(total <= most):
            room = most - float(self.person.weight[units])
            yield from self._back(len(self.items), int(units), room, self.person.fixed)

    def _back(self, at: int, units: int, room: float, chosen: Choice) -> Iterator[Choice]:
        """All ways to `units` with the first `at` items that cost at most `room`."""
        if at == 0:
            yield chosen
            return
        if self.ways[at - 1][units] <= room:
            yield from self._back(at - 1, units, room, chosen)
        item = int(self.items[at - 1])
        rest, left = units - int(self.person.units[item]), room - float(self.price[item])
        if rest >= 0 and self.ways[self.before[at - 1]][rest] <= left:
            yield from self._back(int(self.before[at - 1]), rest, left, (*chosen, int(self.person.pairs[item])))


def month_of(person: Person, prices: Numbers, reach: float = 0.0) -> Month:
    """`prices`: of all pairs. Shifts that cost `reach` or more on their own are left out: another hour never pays."""
    price = prices[person.pairs]
    items = np.flatnonzero(price < reach) if reach == 0 else np.flatnonzero(price <= reach)
    before = np.searchsorted(person.free[items], person.start[items], side="right")
    ways = [np.full(len(person.weight), np.inf)]
    ways[0][0] = 0.0
    for item, after in zip(items, before, strict=True):
        length, best = int(person.units[item]), ways[-1].copy()
        if length < len(best):
            np.minimum(best[length:], ways[after][: len(best) - length] + price[item], out=best[length:])
        ways.append(best)
    return Month(person, price, items, before, ways)


def people_of(pairs: Pairs) -> list[Person]:
    """Everybody who may sit somewhere, by volunteer."""
    minutes = [round((shift.end - shift.start).total_seconds() / 60) for shift in pairs.problem.shifts]
    unit = reduce(gcd, minutes, 0) or 1
    order = np.argsort(pairs.volunteer, kind="stable")
    ends = np.searchsorted(pairs.volunteer[order], np.arange(len(pairs.problem.volunteers) + 1))
    return [
        _person(pairs, at, order[ends[at] : ends[at + 1]], np.array(minutes, dtype=np.int64), unit)
        for at in range(len(pairs.problem.volunteers))
    ]


def _person(pairs: Pairs, at: int, mine: Indices, minutes: Indices, unit: int) -> Person:
    one, shifts = pairs.problem.volunteers[at], pairs.shift_of_seat[pairs.seat[mine]]
    start, free = pairs.starts[shifts], pairs.frees[shifts]
    locked = pairs.locked[mine]
    fixed = mine[locked]
    clear = ~locked
    for other in np.flatnonzero(locked):
        clear &= (start >= free[other]) | (free <= start[other])
    done = int(minutes[shifts[locked]].sum())
    room = max(round(one.cap_hours * 60) - done, 0) // unit
    most = min(room, int(minutes[shifts[clear]].sum()) // unit)
    hours = one.past_hours + (done + unit * np.arange(most + 1)) / 60
    weight = FAIRNESS * (hours**2 - hours[0] ** 2) / (2 * max(one.wish_hours, 1.0))
    paid = FAIRNESS * (hours[0] ** 2 - one.past_hours**2) / (2 * max(one.wish_hours, 1.0))
    order = np.flatnonzero(clear)[np.argsort(free[clear], kind="stable")]
    return Person(
        mine[order], start[order], free[order], minutes[shifts[order]] // unit, weight,
        tuple(int(pair) for pair in fixed), float(paid),
    )  # fmt: skip
