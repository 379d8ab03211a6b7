"""Sixty invented days of somebody who measures: too high at first, once far too high, then better with a medicine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from app.health.models import Measure, Origin
from app.health.rules.reading import Taken
from app.health.service.readings import ReadingRow

DAYS = 60
URGENT_BACK, MEDICINE_BACK = 41, 40  # days ago
HEIGHT = 158.0
CUFF = "上臂式血压计"


def past(rng: Random, morning: datetime) -> Iterator[ReadingRow]:
    """The readings, oldest first. `morning`: seven o'clock of today where they live."""
    for back in range(DAYS, 0, -1):
        at = morning - timedelta(days=back) + timedelta(minutes=rng.randint(5, 75))
        if back == URGENT_BACK:
            yield from _pressures(rng, at, (184, 104), Origin.HOME)
        elif rng.random() < 0.85:
            origin = Origin.LOUNGE if at.weekday() == 1 else Origin.HOME
            yield from _pressures(rng, at, _usual(rng, back), origin)
        if at.weekday() in (0, 3):
            glucose = round(rng.gauss(6.3, 0.35), 1)
            yield _reading(rng, Measure.GLUCOSE, at, {"glucose": glucose}, context="fasting")
        if at.weekday() == 6:
            weight = round(63.8 - 0.02 * (DAYS - back) + rng.uniform(-0.3, 0.3), 1)
            yield _reading(rng, Measure.BMI, at, {"weight": weight, "height": HEIGHT})
        if back in (58, 30, 2):
            yield _reading(rng, Measure.WAIST, at, {"waist": round(84.5 + back / 40, 1)})
        if at.weekday() == 1:
            yield _reading(rng, Measure.SPO2, at, {"spo2": rng.randint(96, 98)})


def _usual(rng: Random, back: int) -> tuple[int, int]:
    """What the first reading of a day says; a medicine takes some two weeks to work."""
    eased = min(1.0, max(0, MEDICINE_BACK - back) / 15)
    return round(rng.gauss(154 - 20 * eased, 5)), round(rng.gauss(91 - 9 * eased, 3))


def _pressures(rng: Random, at: datetime, first: tuple[int, int], origin: Origin) -> Iterator[ReadingRow]:
    """Two of one sitting down, the second a little lower, and a third when they lie far apart."""
    check, systolic, diastolic = _id(rng), *first
    drops = [0, rng.randint(0, 7)]
    if drops[1] > 5:
        drops.append(rng.randint(3, 6))
    for number, drop in enumerate(drops):
        values = {"systolic": systolic - drop, "diastolic": diastolic - drop // 2, "pulse": rng.randint(66, 80)}
        made = Taken({**values}, arm="left", device=CUFF if origin is Origin.HOME else "")
        yield ReadingRow(_id(rng), Measure.BP, check, at + timedelta(minutes=2 * number), origin, made)


def _reading(rng: Random, measure: Measure, at: datetime, values: dict[str, float], context: str = "") -> ReadingRow:
    later = at + timedelta(minutes=10)
    return ReadingRow(_id(rng), measure, _id(rng), later, Origin.HOME, Taken(values, context))


def _id(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)
