"""Everybody's own side of the month: which pairs are theirs, how long each is, what more hours weigh on them."""

from __future__ import annotations

from dataclasses import dataclass
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
