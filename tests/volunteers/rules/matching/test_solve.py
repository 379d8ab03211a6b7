"""What is proven holds, also where there are more choices than may be listed."""

from __future__ import annotations

from random import Random

import pytest

from app.volunteers.rules.matching import solve
from app.volunteers.rules.matching.plan import match
from tests.volunteers.months import month, tiny
from tests.volunteers.oracle import best_score


@pytest.mark.parametrize("most", [0, 3])
@pytest.mark.parametrize("seed", range(40))
def test_a_proof_from_few_choices_holds(monkeypatch: pytest.MonkeyPatch, seed: int, most: int) -> None:
    monkeypatch.setattr(solve, "MOST_LISTED", most)
    monkeypatch.setattr(solve, "FEW_LISTED", most)
    problem = tiny(Random(seed))
    found, best = match(problem, 1), best_score(problem)
    assert best is not None
    assert found.bound - 1e-6 <= best <= found.levels.score + 1e-6


def test_it_tells_how_it_goes() -> None:
    said: list[str] = []
    found = match(month(30, 30, 3), progress=said.append)
    assert "choices, between" in said[0]
    assert said[-2].startswith("bound ")
    assert said[-1].startswith("score ")
    assert found.optimal
