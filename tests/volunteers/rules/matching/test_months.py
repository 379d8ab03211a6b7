"""Everybody's best choices at given prices are the best of all that they could do, tried one by one."""

from __future__ import annotations

from itertools import chain, combinations
from random import Random

import numpy as np
import pytest

from app.volunteers.rules.matching.eligible import Pairs, pairs_of
from app.volunteers.rules.matching.months import Crowd, Months
from app.volunteers.rules.matching.people import Choice, Person, people_of
from tests.volunteers.months import month, tiny


def all_choices(pairs: Pairs, person: Person) -> list[Choice]:
    """Every set of somebody's pairs that do not overlap and keep to their hours, without what is fixed."""
    ways = chain.from_iterable(combinations(range(len(person.pairs)), size) for size in range(len(person.pairs) + 1))
    return [
        tuple(person.pairs[list(way)].tolist())
        for way in ways
        if all(person.free[one] <= person.start[other] for one, other in combinations(way, 2))
        and person.units[list(way)].sum() < len(person.weight)
    ]


def cost(person: Person, choice: Choice, prices: np.ndarray) -> float:
    units = sum(int(person.units[person.pairs.tolist().index(pair)]) for pair in choice)
    return float(prices[list(choice)].sum() + person.weight[units])


@pytest.mark.parametrize("seed", range(25))
def test_the_best_choices_are_the_best_of_all(seed: int) -> None:
    random = np.random.default_rng(seed)
    pairs = pairs_of(tiny(Random(seed)))
    people = people_of(pairs)
    prices = random.uniform(-40, 10, len(pairs.volunteer))
    months, gap = Months(Crowd(people), prices, 15.0), 15.0
    firsts = dict(reversed(list(months.few(3))))
    for who, person in enumerate(people):
        costs = {choice: cost(person, choice, prices) for choice in all_choices(pairs, person)}
        best = min(costs.values())
        assert months.best[who] == pytest.approx(best)
        assert cost(person, tuple(set(firsts[who]) - set(person.fixed)), prices) == pytest.approx(best)
        near = {tuple(sorted((*choice, *person.fixed))) for choice, its in costs.items() if its <= best + gap}
        assert set(months.choices(who, best + gap)) == near


def test_shifts_that_never_pay_are_left_out_and_change_nothing() -> None:
    pairs = pairs_of(month(30, 30, 1))
    crowd = Crowd(people_of(pairs))
    prices = np.random.default_rng(1).uniform(-40, 10, len(pairs.volunteer))
    assert Months(crowd, prices).best == pytest.approx(Months(crowd, prices, 1e9).best)
