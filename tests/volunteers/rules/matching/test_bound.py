"""Whatever the prices, no plan undercuts what they prove; walking uphill proves more."""

from __future__ import annotations

import time
from random import Random

import numpy as np
import pytest

from app.volunteers.rules.matching import bound
from app.volunteers.rules.matching.bound import Market
from app.volunteers.rules.matching.eligible import pairs_of
from app.volunteers.rules.matching.people import people_of
from app.volunteers.rules.matching.plan import match
from app.volunteers.rules.matching.problem import Problem
from app.volunteers.rules.matching.relaxed import first_prices
from app.volunteers.rules.matching.rows import rows_of
from tests.volunteers.months import month, tiny
from tests.volunteers.oracle import best_score


def market_of(problem: Problem) -> Market:
    pairs = pairs_of(problem)
    return Market(rows_of(pairs), people_of(pairs))


@pytest.mark.parametrize("seed", range(25))
def test_no_plan_undercuts_what_any_prices_prove(seed: int) -> None:
    problem, random = tiny(Random(seed)), np.random.default_rng(seed)
    best, market = best_score(problem), market_of(problem)
    assert best is not None
    for dual in random.uniform(-50, 3500, (10, len(market.rows.high))):
        assert market.price(dual).bound <= best + 1e-6


def test_walking_uphill_comes_near_the_best_plan() -> None:
    problem = month(40, 40, 2)
    market, best = market_of(problem), match(problem).levels.score
    first = market.price(first_prices(market.rows, market.people, time.monotonic() + 20))
    bounds = [prices.bound for prices in market.uphill(first, best)]
    assert first.bound < max(bounds) <= best + 1e-6
    assert best - max(bounds) < 0.6 * (best - first.bound)


def test_people_in_blocks_prove_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = month(40, 40, 2)
    whole = market_of(problem)
    monkeypatch.setattr(bound, "ROOM", 1000)
    parts = market_of(problem)
    dual = np.full(len(whole.rows.high), 60.0)
    assert len(parts.crowds) > 1
    assert parts.price(dual).bound == pytest.approx(whole.price(dual).bound)
    assert list(parts.price(dual).few(2)) == list(whole.price(dual).few(2))
