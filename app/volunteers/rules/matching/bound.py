"""What no plan can undercut: prices for the seats, and what the month costs when everybody does what is best at these.

Prices need not be right to prove a bound: any of the right sign do (Lagrangian duality). Walking them uphill costs a
hundredth of solving the program over whole choices (`master`) and ends so near its value that a few rounds of that
are left to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from app.volunteers.rules.matching.eligible import Numbers
from app.volunteers.rules.matching.months import Crowd, Months
from app.volunteers.rules.matching.people import Choice, Person
from app.volunteers.rules.matching.rows import Rows

STEPS, PATIENCE = 100, 20  # steps uphill at most, and how many are tried without a better bound
FIRST_STEP, SHORTER = 0.1, 0.95  # what the first step should gain, part of the gap; each next step by the last
FRESH = 0.2  # part of the newest direction in the next one, the rest is the last: pure directions swing
ROOM = 4_000_000  # numbers that are kept of so many people at once


@dataclass(frozen=True)
class Prices:
    """What the shared rows cost, what each pair costs then, the bound this proves, and everybody's best months."""

    dual: Numbers
    pairs: Numbers
    bound: float
    months: list[tuple[int, Months]] = field(repr=False)

    def few(self, most: int) -> Iterator[tuple[int, Choice]]:
        """Everybody's best choices: person, choice."""
        for first, months in self.months:
            yield from ((first + who, choice) for who, choice in months.few(most))

    def choices(self, gap: float) -> Iterator[tuple[int, Choice]]:
        """Every choice that is dearer than its person's best by at most `gap`: person, choice."""
        for first, months in self.months:
            for who, best in enumerate(months.best.tolist()):
                yield from ((first + who, choice) for choice in months.choices(who, best + gap))


class Market:
    """Everybody and every seat: takes prices, says what they prove."""

    def __init__(self, rows: Rows, people: Sequence[Person]) -> None:
        self.rows, self.people = rows, people
        width = max(len(one.weight) for one in people) * max(1, sum(len(one.pairs) for one in people) // len(people))
        block = max(1, ROOM // width)
        self.crowds = [(first, Crowd(people[first : first + block])) for first in range(0, len(people), block)]
        self.fixed = [pair for one in people for pair in one.fixed]
        self.paid = sum(one.fixed_cost for one in people) + rows.offset

    def price(self, dual: Numbers, reach: float = 0.0) -> Prices:
        """What these duals prove. `reach`: `Months`."""
        seats = len(self.rows.empty)
        dual = np.append(np.minimum(dual[:seats], self.rows.empty), np.minimum(dual[seats:], 0.0))
        prices = self.rows.prices(dual)
        months = [(first, Months(crowd, prices, reach)) for first, crowd in self.crowds]
        best = sum(float(one.best.sum()) for _, one in months)
        bound = float(dual @ self.rows.high) + float(prices[self.fixed].sum()) + best + self.paid
        return Prices(dual, prices, bound, months)

    def uphill(self, prices: Prices, score: float) -> Iterator[Prices]:
        """Better prices and better, not every step of them: with steps that grow shorter, a seat pays more where it
        stays empty and less where it is asked for too often. `score`: of a plan, so that steps have a measure."""
        best, tried, since = prices.bound, prices, 0
        way = self._asked_for(tried)
        length = FIRST_STEP * max(score - best, 0.0) / (float(np.linalg.norm(way)) or 1.0)
        for _ in range(STEPS):
            if since > PATIENCE or not way.any():
                return
            tried = self.price(tried.dual + length * way / np.linalg.norm(way))
            way, length = FRESH * self._asked_for(tried) + (1 - FRESH) * way, SHORTER * length
            since = 0 if tried.bound > best else since + 1
            best = max(best, tried.bound)
            yield tried

    def _asked_for(self, prices: Prices) -> Numbers:
        """Places that stay empty (above 0) or are asked for too often (below), per shared row, at these prices."""
        pairs = [pair for _, choice in prices.few(1) for pair in choice]
        entry = self.rows.entries(pairs)
        return self.rows.high - np.bincount(self.rows.row[entry], self.rows.value[entry], len(self.rows.high))
