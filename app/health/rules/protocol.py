"""How a check goes on: once or several times, and what its readings are together. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.health.models import Measure
from app.health.rules.measures import SPECS
from app.health.rules.reading import Taken

PRESSURES = ("systolic", "diastolic")
ONCE = ("read", "result")
STEPS: dict[Measure, tuple[str, ...]] = {measure: ONCE for measure in Measure} | {
    Measure.BP: ("posture", "rest", "read", "wait", "read", "wait_if_apart", "read_if_apart", "result")
}
"""What a guided check does, in order. Only blood pressure is measured again within one check."""


def wants_second(measure: Measure | str, readings: Sequence[Taken]) -> bool:
    """Blood pressure is always measured twice."""
    return measure == Measure.BP and len(readings) == 1


def wants_third(measure: Measure | str, readings: Sequence[Taken], over: int) -> bool:
    """Whether the two lie further apart than the setting (mmHg), in either pressure."""
    if measure != Measure.BP or len(readings) != 2:
        return False
    first, second = (one.values for one in readings)
    return any(abs(first[name] - second[name]) > over for name in PRESSURES if name in first and name in second)


def average(readings: Sequence[Taken]) -> Taken:
    """What the readings of one check are together: the mean of each value, unrounded, over those that have it.

    The third counts with the first two. One reading is itself. Of a pressure that was not heard once, the other
    readings count; heard never: it is still not heard. Raises `ValueError` without any.
    """
    if not readings:
        raise ValueError("nothing was read")
    if len(readings) == 1:
        return readings[0]
    names = [name for name in _names(readings)]
    values = {name: _mean([one.values[name] for one in readings if name in one.values]) for name in names}
    arms = {one.arm for one in readings}
    return replace(
        readings[0], values=values, arm=arms.pop() if len(arms) == 1 else "", comparators={},
        not_heard="systolic" in values and "diastolic" not in values, confirmed=tuple(names),
    )  # fmt: skip


def _names(readings: Sequence[Taken]) -> list[str]:
    known = dict.fromkeys(name for spec in SPECS.values() for name in spec.fields)
    return [name for name in known if any(name in one.values for one in readings)]


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers)
