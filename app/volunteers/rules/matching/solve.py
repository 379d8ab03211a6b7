"""Find the best plan of a month and prove it: choices, bound, search, proof.

1. Choices: a plan is one choice of shifts per person. The program over all choices is relaxed (a person may do half of
   one and half of another), and its choices are generated as they are needed (`months`), priced by its duals.
2. Bound: what the relaxed program costs, no plan can undercut.
3. Search: the best plan made of choices that are nearly as cheap as each person's cheapest.
4. Proof: a choice dearer than its person's cheapest by more than the gap between 2 and 3 is in no better plan. All the
   others are listed, and the best plan made of them is the best there is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from app.volunteers.rules.matching.eligible import Numbers, Pairs
from app.volunteers.rules.matching.master import EXACT, Found, Master, Relaxed
from app.volunteers.rules.matching.months import Choice, Month, Person, month_of, people_of
from app.volunteers.rules.matching.relaxed import first_prices
from app.volunteers.rules.matching.rows import Rows, rows_of

MOST_LISTED = 4_000  # choices for the proof; with more of them the bound is near enough (`plan.NEAR_ENOUGH`)
CLOSE = 1e-3  # of the score: farther from the relaxed program, more choices are tried
COARSE = 1e-5  # of the score: when generating and the first search may stop
GENERATING = 0.45  # of the time at most, so that some is left to search
NEAR = 0.5  # score: how much dearer than their cheapest the choices of the first search may be
SMOOTH = 0.5  # part of the best prices so far in those that are tried next: pure duals swing
FIRST, NEXT = 5, 2  # choices per person at first prices, and in each further round
Tell = Callable[[str], None]


@dataclass
class Prices:
    """What the shared rows cost, the bound this proves, and every person's month at these prices."""

    dual: Numbers
    pairs: Numbers
    bound: float
    months: list[Month] = field(repr=False)


def solve(pairs: Pairs, start: Sequence[Choice], until: float, tell: Tell) -> Found:
    """`start`: one choice per person, a plan to improve on; `until`: a `time.monotonic()`."""
    rows, people = rows_of(pairs), people_of(pairs)
    master = Master(pairs, rows, people)
    for at, choice in enumerate(start):
        master.add(at, choice)
        master.add(at, people[at].fixed)
    best, relaxed = _generate(master, time.monotonic() + GENERATING * (until - time.monotonic()), tell)
    tell(f"bound {best.bound:.2f}, searching")
    found = _search(master, relaxed, start, until)
    tell(f"score {found.score:.2f}, bound {best.bound:.2f}, proving")
    if found.choices is None or found.score - best.bound <= EXACT or time.monotonic() >= until:
        return Found(found.choices, found.score, min(best.bound, found.score))
    return _prove(master, best, found, until)


def price(rows: Rows, people: Sequence[Person], dual: Numbers) -> Prices:
    """What these duals prove. They need not come from a solved program: any of the right sign prove a bound."""
    seats = len(rows.empty)
    dual = dual.copy()
    dual[:seats] = np.minimum(dual[:seats], rows.empty)
    dual[seats:] = np.minimum(dual[seats:], 0.0)
    prices = rows.prices(dual)
    months = [month_of(one, prices) for one in people]
    fixed = sum(one.fixed_cost + float(prices[list(one.fixed)].sum()) for one in people)
    bound = float(dual @ rows.high) + fixed + sum(month.best for month in months) + rows.offset
    return Prices(dual, prices, bound, months)


def _generate(master: Master, until: float, tell: Tell) -> tuple[Prices, Relaxed]:
    """Choices until no further one lowers the relaxed program. Returns the prices that prove the best bound."""
    rows, people = master.rows, master.people
    best = price(rows, people, first_prices(rows, people))
    for at, month in enumerate(best.months):
        for choice in month.few(FIRST):
            master.add(at, choice)
    while True:
        relaxed = master.relax()
        tell(f"{len(master.choices)} choices, between {best.bound:.2f} and {relaxed.value:.2f}")
        tried = price(rows, people, SMOOTH * best.dual + (1 - SMOOTH) * relaxed.rows)
        best = tried if tried.bound > best.bound else best
        if relaxed.value - best.bound <= COARSE * abs(relaxed.value) or time.monotonic() >= until:
            return best, relaxed
        if not _grow(master, tried, relaxed):
            exact = price(rows, people, relaxed.rows)
            best = exact if exact.bound > best.bound else best
            if not _grow(master, exact, relaxed):
                return best, relaxed


def _grow(master: Master, tried: Prices, relaxed: Relaxed) -> bool:
    """Add everybody's best choices at these prices that lower the program. Returns whether any was new."""
    prices, before = master.rows.prices(relaxed.rows), len(master.choices)
    for at, month in enumerate(tried.months):
        for choice in month.few(NEXT):
            if master.cost(at, choice, prices) - relaxed.people[at] < -EXACT:
                master.add(at, choice)
    return len(master.choices) > before


def _search(master: Master, relaxed: Relaxed, start: Sequence[Choice], until: float) -> Found:
    """Among the choices near the cheapest; wider while these make no plan that is near the relaxed program."""
    prices = master.rows.prices(relaxed.rows)
    costs = [master.cost(owner, choice, prices) for owner, choice in zip(master.owner, master.choices, strict=True)]
    dearer = np.array(costs) - relaxed.people[master.owner]
    plan = [master.add(owner, choice) for owner, choice in enumerate(start)]
    found, near = Found(list(start), master.score(plan), -np.inf), NEAR
    while True:
        which = sorted({*np.flatnonzero(dearer <= near).tolist(), *plan})
        again = master.search(which, until, plan, COARSE)
        found = again if again.score < found.score else found
        close = found.score - relaxed.value <= CLOSE * abs(relaxed.value)
        if close or near > dearer.max() or time.monotonic() >= until:
            return found
        near *= 8


def _prove(master: Master, best: Prices, found: Found, until: float) -> Found:
    """List every choice that a better plan could have, and search among them."""
    gap = found.score - best.bound + EXACT
    which: list[int] = []
    for owner, person in enumerate(master.people):
        month = month_of(person, best.pairs, gap)
        for choice in month.choices(month.best + gap):
            which.append(master.add(owner, choice))
            if len(which) > MOST_LISTED or time.monotonic() >= until:
                return Found(found.choices, found.score, best.bound)
    plan = [master.add(owner, choice) for owner, choice in enumerate(found.choices or ())]
    again = master.search(sorted({*which, *plan}), until, plan)
    better = again if again.score < found.score else found
    return Found(better.choices, better.score, max(best.bound, min(again.bound, better.score)))
