"""What one person could do in the month: shifts that do not overlap, within their hours. Everybody's best choices at
given prices, and all choices that are nearly as good.

Intervals with a budget of hours: taken in the order in which they end, the cheapest way to each number of hours is the
cheapest without the next shift, or with it after whatever ends early enough before it (weighted interval scheduling).
It is done for everybody at once, their first shifts, then their second ones, and so on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from app.volunteers.rules.matching.eligible import Indices, Numbers
from app.volunteers.rules.matching.people import Choice, Person


class Crowd:
    """Everybody's pairs in one row, person by person, in the order in which they end.

    `before`: how many of the same person's shifts end early enough before each; `weight`: people × units; `least`:
    what the hours of each shift cost at least, on their own.
    """

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self.first = np.cumsum([0, *(len(one.pairs) for one in people)])
        self.owner = np.repeat(np.arange(len(people)), np.diff(self.first))
        self.pair = np.concatenate([one.pairs for one in people])
        self.units = np.concatenate([one.units for one in people])
        self.before = np.concatenate([np.searchsorted(one.free, one.start, side="right") for one in people])
        self.weight = np.full((len(people), max(len(one.weight) for one in people)), np.inf)
        for at, one in enumerate(people):
            self.weight[at, : len(one.weight)] = one.weight
        fits = self.units < self.weight.shape[1]
        self.least = np.where(fits, self.weight[self.owner, np.where(fits, self.units, 0)], np.inf)


class Months:
    """The best choices at these prices. `ways`: the cheapest way to each number of units with the first 0, 1, 2, … of
    somebody's shifts, one row each, person by person, after `margin` units that nothing leads to."""

    def __init__(self, crowd: Crowd, prices: Numbers, reach: float = 0.0) -> None:
        """Shifts that cost more than `reach` with nothing beside them are left out: beside others they cost more."""
        self.crowd, price = crowd, prices[crowd.pair]
        keep = price + crowd.least <= reach
        self.items = np.flatnonzero(keep)
        self.begin = np.append(0, np.cumsum(keep))[crowd.first]
        self.price, self.units = price[self.items], crowd.units[self.items]
        owner = crowd.owner[self.items]
        early = crowd.first[owner] + crowd.before[self.items]
        self.before = np.append(0, np.cumsum(keep))[early] - self.begin[owner]
        self.margin = int(self.units.max(initial=0))
        self.row = self.begin[:-1] + np.arange(len(crowd.people))
        self.ways = self._ways(owner)
        self.total = self.ways[self._last, self.margin :] + crowd.weight

    @property
    def _last(self) -> Indices:
        """The row of each person's last shift."""
        return self.begin[1:] + np.arange(len(self.row))

    def _ways(self, owner: Indices) -> Numbers:
        units = self.crowd.weight.shape[1]
        ways = np.full((len(owner) + len(self.row), self.margin + units), np.inf)
        ways[self.row, self.margin] = 0.0
        places = sliding_window_view(ways.reshape(-1), units)
        layer = np.arange(len(owner)) - self.begin[owner]
        row = np.arange(len(owner)) + owner + 1
        without = (row - 1) * ways.shape[1] + self.margin
        come_from = (self.row[owner] + self.before) * ways.shape[1] + self.margin - self.units
        order = np.argsort(layer, kind="stable")
        ends = np.searchsorted(layer[order], np.arange(int(layer.max(initial=-1)) + 2))
        for since, until in pairwise(ends):
            mine = order[since:until]
            new = places[come_from[mine]]
            new += self.price[mine, None]
            ways[row[mine], self.margin :] = np.minimum(new, places[without[mine]], out=new)
        return ways

    @property
    def best(self) -> Numbers:
        """Cost of each person's best choice, without what is fixed."""
        return self.total.min(axis=1)

    def few(self, most: int) -> Iterator[tuple[int, Choice]]:
        """Everybody's best choices, each with another number of hours: person, choice."""
        by_cost = self.total.argmin(axis=1)[:, None] if most == 1 else np.argsort(self.total, axis=1, kind="stable")
        units = by_cost[:, :most]
        who = np.repeat(np.arange(len(units)), units.shape[1])
        units = units.ravel()
        real = self.total[who, units] < np.inf
        who, place = who[real], self.margin + units[real]
        taken = [list(self.crowd.people[one].fixed) for one in who]
        row = self._last[who]
        going = np.arange(len(who))
        while len(going := going[row[going] > self.row[who[going]]]):
            here, at = row[going], place[going]
            sits = self.ways[here, at] < self.ways[here - 1, at]
            row[going] -= 1
            mine = going[sits]
            item = row[mine] - who[mine]
            row[mine] = self.row[who[mine]] + self.before[item]
            place[mine] -= self.units[item]
            for one, pair in zip(mine.tolist(), self.crowd.pair[self.items[item]].tolist(), strict=True):
                taken[one].append(pair)
        return zip(who.tolist(), (tuple(sorted(one)) for one in taken), strict=True)

    def choices(self, who: int, most: float) -> Iterator[Choice]:
        """Every choice of somebody that costs at most `most`, without what is fixed."""
        for units in np.flatnonzero(self.total[who] <= most):
            room = most - float(self.crowd.weight[who, units])
            yield from self._back(
                who, int(self._last[who]), self.margin + int(units), room, self.crowd.people[who].fixed
            )

    def _back(self, who: int, row: int, place: int, room: float, chosen: Choice) -> Iterator[Choice]:
        """All ways to `place` with the shifts up to this row that cost at most `room`."""
        if row == self.row[who]:
            yield tuple(sorted(chosen))
            return
        if self.ways[row - 1, place] <= room:
            yield from self._back(who, row - 1, place, room, chosen)
        item = row - 1 - who
        before, rest = int(self.row[who] + self.before[item]), place - int(self.units[item])
        left = room - float(self.price[item])
        if self.ways[before, rest] <= left:
            yield from self._back(who, before, rest, left, (*chosen, int(self.crowd.pair[self.items[item]])))
