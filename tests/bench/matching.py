"""The best plan of a month against the greedy ones: how good, how even, how long. The months are invented.

Budgets: 200 people × 200 shifts proven in 3 s, 500 × 400 in 15 s, 1,000 × 800 within 0.5 % of the bound in 30 s;
a preview of 500 × 400 in 0.5 s; who could take a seat that is given up in 50 ms. The worst of a size counts.

`greedy`: seat by seat to whom it costs least; `preview`: that, mended for 0.4 s. Fairness is past and new hours by
wished hours of everybody: the largest less the smallest, and the coefficient of Gini.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from app.volunteers.rules.matching.eligible import pairs_of
from app.volunteers.rules.matching.greedy import draft
from app.volunteers.rules.matching.levels import levels_of
from app.volunteers.rules.matching.plan import NEAR_ENOUGH, match, preview
from app.volunteers.rules.matching.problem import Assignment, Problem
from app.volunteers.rules.matching.replacements import replacements
from app.volunteers.rules.matching.rows import rows_of
from tests.e2e.installation import Installation
from tests.volunteers.months import month

# people, shifts: seeds of the months; budgets: seconds for the plan, part of the score to the bound, seconds for a
# preview, ms for replacements. In the first there are too few people for every place.
SIZES: dict[tuple[int, int], tuple[range, float | None, float, float | None, float | None]] = {
    (40, 120): (range(1, 3), None, NEAR_ENOUGH, None, None),
    (200, 200): (range(1, 6), 3, NEAR_ENOUGH, None, None),
    (500, 400): (range(1, 4), 15, NEAR_ENOUGH, 0.5, 50),
    (1000, 800): (range(1, 2), 30, 0.005, None, None),
}
SEATS = 50  # that are given up, one by one

Row = dict[str, Any]
Plan = tuple[Assignment, ...]


def measure(installation: Installation) -> Iterator[Row]:
    """Every size. Needs no server."""
    match(month(20, 20, 1))  # the solver is loaded once
    for (people, shifts), (seeds, *budgets) in SIZES.items():
        yield from _of_size(f"{people}x{shifts}", [month(people, shifts, seed) for seed in seeds], *budgets)


def _of_size(
    size: str, months: list[Problem], seconds: float | None, gap: float, at_once: float | None, replacing: float | None
) -> Iterator[Row]:
    def row(bench: str, value: float, unit: str, budget: float | None = None, **more: Any) -> Row:
        return {"bench": f"matching_{bench}_{size}", "value": value, "unit": unit, "budget": budget,
                "n": len(months), **more}  # fmt: skip

    found = [_timed(lambda one=one: match(one, 30)) for one in months]  # type: ignore[misc]
    quick = [_timed(lambda one=one: preview(one)) for one in months]  # type: ignore[misc]
    plans = [plan for plan, _, _ in found]
    away = max((plan.levels.score - plan.bound) / plan.levels.score for plan in plans)
    cpu = max(cpu for _, _, cpu in found)
    yield row("plan", _worst(found), "s", seconds, cpu=round(cpu, 2), proven=sum(plan.optimal for plan in plans))
    yield row("gap", round(away, 7), "of the score", gap)
    yield row("preview", _worst(quick), "s", at_once, cpu=round(max(cpu for _, _, cpu in quick), 2))
    slowest, seats = _replacing(months[0], quick[0][0].assignments)
    yield row("replacements", slowest, "ms", replacing) | {"n": seats}
    ways = {"greedy": [_greedy(one) for one in months], "preview": [plan.assignments for plan, _, _ in quick]}
    ways["best"] = [plan.assignments for plan in plans]
    told = {way: [_figures(*each) for each in zip(months, made, strict=True)] for way, made in ways.items()}
    for figure, unit in (("score", "score"), ("empty", "places"), ("spread", "wishes"), ("gini", "")):
        means = {way: round(float(np.mean([one[figure] for one in each])), 4) for way, each in told.items()}
        most = means["preview"] if figure == "score" else None
        yield row(figure, means.pop("best"), unit, most, **means, **_critical(told) if figure == "empty" else {})


def _timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """What came of it, seconds on the wall, seconds of processors."""
    wall, cpu = time.monotonic(), time.process_time()
    return work(), time.monotonic() - wall, time.process_time() - cpu


def _worst(timed: Iterable[tuple[Any, float, float]]) -> float:
    return round(max(wall for _, wall, _ in timed), 2)


def _replacing(problem: Problem, plan: Plan) -> tuple[float, int]:
    """The slowest list of who could take a seat, in ms, and of how many seats."""
    seats = plan[:: max(1, len(plan) // SEATS)]
    slowest = max(_timed(lambda seat=seat: replacements(problem, plan, seat))[1] for seat in seats)  # type: ignore[misc]
    return round(1000 * slowest, 1), len(seats)


def _greedy(problem: Problem) -> Plan:
    pairs = pairs_of(problem)
    chosen = draft(pairs, rows_of(pairs), until=0.0)
    seats, people = pairs.seats, problem.volunteers
    return tuple(
        Assignment(seats[pairs.seat[pair]].shift.id, seats[pairs.seat[pair]].need.role, people[who].id)
        for who, choice in enumerate(chosen) for pair in choice
    )  # fmt: skip


def _figures(problem: Problem, plan: Plan) -> dict[str, Any]:
    hours = {shift.id: shift.hours for shift in problem.shifts}
    done = Counter({one.id: 0.0 for one in problem.volunteers})  # type: ignore[dict-item]
    for seat in plan:
        done[seat.volunteer] += hours[seat.shift]  # type: ignore[assignment]
    share = np.sort([(one.past_hours + done[one.id]) / max(one.wish_hours, 1.0) for one in problem.volunteers])
    taken = Counter((seat.shift, seat.role) for seat in plan)
    empty: Counter[int] = Counter()
    for shift in problem.shifts:
        for need in shift.needs:
            empty[need.critical] += need.count - taken[shift.id, need.role]
    rank = 2 * np.arange(1, len(share) + 1) - len(share) - 1
    gini = float(rank @ share / (len(share) * share.sum()))
    return {"score": levels_of(problem, plan).score, "empty": sum(empty.values()), "by_critical": empty,
            "spread": float(share[-1] - share[0]), "gini": gini}  # fmt: skip


def _critical(told: dict[str, list[dict[str, Any]]]) -> Row:
    """Empty places by how critical they are, all months of a size together."""
    return {
        f"{way}_by_critical": {one: sum(figures["by_critical"][one] for figures in each) for one in (3, 2, 1)}
        for way, each in told.items()
    }
