from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from app.health.demo.past import DAYS, MEDICINE_BACK, past
from app.health.models import Measure
from app.health.rules.classify import Level, classify
from app.health.rules.protocol import average, wants_third
from app.health.rules.reading import check_taken

MORNING = datetime(2026, 3, 2, 7, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize("seed", range(5))
def test_every_invented_reading_is_one_that_would_be_taken(seed: int) -> None:
    rows = list(past(Random(seed), MORNING))
    assert len({row.id for row in rows}) == len(rows)
    for row in rows:
        asked = tuple(row.taken.values) if row.measure is Measure.BP else ()
        check_taken(row.measure, replace(row.taken, confirmed=asked))
        assert MORNING - timedelta(days=DAYS) < row.taken_at < MORNING


@pytest.mark.parametrize("seed", range(5))
def test_once_it_was_urgent_and_with_the_medicine_it_is_better(seed: int) -> None:
    checks: dict[object, list] = {}
    for row in past(Random(seed), MORNING):
        if row.measure is Measure.BP:
            checks.setdefault(row.check_id, []).append(row)
    means = {rows[0].taken_at: average([row.taken for row in rows]) for rows in checks.values()}
    levels = Counter(classify(Measure.BP, mean, age=70).level for mean in means.values())
    assert levels[Level.URGENT] == 1 and len(means) > 40
    for rows in checks.values():
        first_two = [row.taken for row in rows[:2]]
        assert wants_third(Measure.BP, first_two, 5) is (len(rows) == 3)
    line = MORNING - timedelta(days=MEDICINE_BACK)
    before = [mean.values["systolic"] for at, mean in means.items() if at < line]
    after = [mean.values["systolic"] for at, mean in means.items() if at > line + timedelta(days=15)]
    assert sum(before) / len(before) > sum(after) / len(after) + 10
