"""Find the best plan of a month and prove it: bound, choices, search, proof.

1. Bound: prices for the seats at which everybody does what is best for them prove what no plan undercuts (`bound`).
2. Choices: a plan is one choice of shifts per person. The program over all choices is relaxed (a person may do half of
   one and half of another), and its choices are generated as they are needed (`months`), priced by its duals.
3. Search: most people do one whole thing in the relaxed program and keep it; the best plan of the others' choices that
   are nearly as cheap as their cheapest. If that is not near enough to the bound, everybody's such choices.
4. Proof: a choice dearer than its person's cheapest by more than the gap between 1 and 3 is in no better plan. All the
   others are listed, and the best plan made of them is the best there is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

import numpy as np

from app.volunteers.rules.matching.bound import Market, Prices
from app.volunteers.rules.matching.eligible import Numbers, Pairs
from app.volunteers.rules.matching.greedy import draft
from app.volunteers.rules.matching.master import EXACT, Found, Master, Relaxed
from app.volunteers.rules.matching.people import Choice, people_of
from app.volunteers.rules.matching.relaxed import first_prices
from app.volunteers.rules.matching.rows import Rows

FEW_LISTED = 1_500  # choices for a proof to the last digit; with more of them the bound is near enough (`ENOUGH`)
MOST_LISTED = 4_000  # choices for a proof where it is not
CLOSE = 1e-3  # of the score: farther from the relaxed program, more choices are tried
COARSE = 2e-5  # of the score: when generating may stop
FINE = 4e-5  # of the score: when a search may stop
ENOUGH = 8e-5  # of the score: this near to the bound there is no further search
WALKING, GENERATING = 0.4, 0.6  # of the time at most: after that no further step, no further round
NEAR = 0.5  # score: how much dearer than their cheapest the choices of the first search may be
SAME = 0.1  # score: as good as their cheapest, for those who are decided
WHOLE = 0.999  # of a choice: from there on its person is decided
SMOOTH = 0.5  # part of the best prices so far in those that are tried next: pure duals swing
FIRST, NEXT = 5, 2  # choices per person at first prices, and in each further round
Tell = Callable[[str], None]


def solve(pairs: Pairs, rows: Rows, start: Sequence[Choice], until: float, tell: Tell) -> Found:
    """`start`: one choice per person, a plan to improve on; `until`: a `time.monotonic()`."""
    people = people_of(pairs)
    master, market = Master(pairs, rows, people), Market(rows, people)
    master.numbers([person.fixed for person in people])
    found = Found(list(start), master.score(master.numbers(start)), -np.inf)
    best = _walk(master, market, found.score, until)
    best, relaxed = _generate(master, market, best, until, tell)
    tell(f"bound {best.bound:.2f}, searching")
    if relaxed is not None:
        found = _search(master, best.bound, relaxed, found, until)
    tell(f"score {found.score:.2f}, bound {best.bound:.2f}, proving")
    if found.score - best.bound <= EXACT or time.monotonic() >= until:
        return Found(found.choices, found.score, min(best.bound, found.score))
    return _prove(master, market, best, found, until)


def _part(share: float, until: float) -> float:
    now = time.monotonic()
    return now + share * (until - now)


def _walk(master: Master, market: Market, score: float, until: float) -> Prices:
    """Prices near the right ones, and everybody's best choices on the way there."""
    enough = _part(WALKING, until)
    best = market.price(first_prices(master.rows, master.people, until))
    for tried in market.uphill(best, score):
        best = tried if tried.bound > best.bound else best
        _add(master, tried.few(1))
        if time.monotonic() >= enough:
            break
    _add(master, best.few(FIRST))
    return best


def _generate(master: Master, market: Market, best: Prices, until: float, tell: Tell) -> tuple[Prices, Relaxed | None]:
    """Choices until no further one lowers the relaxed program. Returns the prices that prove the best bound."""
    last, enough = None, _part(GENERATING, until)
    while (relaxed := master.relax(until)) is not None:
        tell(f"{len(master.choices)} choices, between {best.bound:.2f} and {relaxed.value:.2f}")
        last = relaxed
        tried = market.price(SMOOTH * best.dual + (1 - SMOOTH) * relaxed.rows)
        best = tried if tried.bound > best.bound else best
        if relaxed.value - best.bound <= COARSE * abs(relaxed.value) or time.monotonic() >= enough:
            break
        if not _grow(master, tried, relaxed):
            exact = market.price(relaxed.rows)
            best = exact if exact.bound > best.bound else best
            if not _grow(master, exact, relaxed):
                break
    return best, last


def _add(master: Master, choices: Iterable[tuple[int, Choice]]) -> None:
    for owner, choice in choices:
        master.add(owner, choice)


def _grow(master: Master, tried: Prices, relaxed: Relaxed) -> bool:
    """Add everybody's best choices at these prices that lower the program. Returns whether any was new."""
    prices, before = master.rows.prices(relaxed.rows), len(master.choices)
    for owner, choice in tried.few(NEXT):
        if master.cost(owner, choice, prices) - relaxed.people[owner] < -EXACT:
            master.add(owner, choice)
    return len(master.choices) > before


def _search(master: Master, bound: float, relaxed: Relaxed, found: Found, until: float) -> Found:
    """First among the choices of those who are undecided, then among everybody's, wider while these make no plan that
    is near the relaxed program."""
    dearer, enough = master.reduced(relaxed), bound + ENOUGH * abs(bound)
    found = _undecided(master, dearer, enough, found, until)
    near = NEAR
    while found.score > enough and time.monotonic() < until:
        plan = master.numbers(found.choices)
        which = sorted({*np.flatnonzero(dearer <= near).tolist(), *plan})
        found = _better(master.search(which, until, FINE), found)
        if found.score - relaxed.value <= CLOSE * abs(relaxed.value) or near > dearer.max():
            break
        near *= 8
    return found


def _undecided(master: Master, dearer: Numbers, enough: float, found: Found, until: float) -> Found:
    """Whoever does one whole thing in a corner of the relaxed program keeps it, or takes what costs as good as the
    same; the others are searched. Before that: everybody does what they do most there, mended."""
    near = np.flatnonzero(dearer <= NEAR).tolist()
    corner = master.corner(near, until)
    mostly = {master.owner[at]: at for at, _ in reversed(corner)}
    first = [pair for at, _ in corner if mostly[master.owner[at]] == at for pair in master.choices[at]]
    mended = draft(master.pairs, master.rows, until, first)
    found = _better(Found(mended, master.score(master.numbers(mended)), -np.inf), found)
    decided = {master.owner[at] for at, part in corner if part > WHOLE}
    plan = master.numbers(found.choices)
    which = {
        *plan,
        *(at for at, _ in corner),
        *(at for at in near if dearer[at] <= SAME or master.owner[at] not in decided),
    }
    if found.score <= enough or time.monotonic() >= until:
        return found
    return _better(master.search(sorted(which), until, FINE), found)


def _better(one: Found | None, other: Found) -> Found:
    return other if one is None or one.score >= other.score else one


def _prove(master: Master, market: Market, best: Prices, found: Found, until: float) -> Found:
    """List every choice that a better plan could have, and search among them. If these are too many: those within
    part of the gap. A plan with any other choice is dearer than the bound by more than that part."""
    reach = found.score - best.bound + EXACT
    near = reach <= ENOUGH * abs(best.bound)
    listed = _listed(master, market, best, reach, FEW_LISTED if near else MOST_LISTED)
    while listed is None and not near and time.monotonic() < until:
        reach /= 2
        listed = _listed(master, market, best, reach, MOST_LISTED)
    again = None if listed is None else master.search(sorted({*listed, *master.numbers(found.choices)}), until)
    if again is None:
        return Found(found.choices, found.score, best.bound)
    better = _better(again, found)
    return Found(better.choices, better.score, max(best.bound, min(again.bound, better.score, best.bound + reach)))


def _listed(master: Master, market: Market, best: Prices, reach: float, most: int) -> list[int] | None:
    """Every choice that is dearer than its person's best by at most `reach`; None if they are more than `most`."""
    near = list(islice(market.price(best.dual, reach).choices(reach), most + 1))
    return [master.add(*choice) for choice in near] if len(near) <= most else None
