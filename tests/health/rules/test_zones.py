"""Bands as a chart draws them: without gaps, and urgent beyond the lines of the community."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.health.rules.axes import FIGURES
from app.health.rules.bands import Who
from app.health.rules.settings import Settings
from app.health.rules.zones import INFINITE, zones

AXES = [
    (measure, axis.key, (figure.contexts or ("",))[0])
    for measure, figures in FIGURES.items()
    for figure in figures
    for axis in figure.axes
]


@pytest.mark.parametrize(("measure", "key", "context"), AXES)
@pytest.mark.parametrize("sex", ["male", "female", "unknown"])
@pytest.mark.parametrize("age", [8, 40, 70, 85, None])
def test_bands_follow_one_another_without_a_gap(
    measure: str, key: str, context: str, sex: str, age: int | None
) -> None:
    found = zones(measure, key, Who(age, sex, context), Settings())
    if found:
        assert (found[0].low, found[-1].high) == (-INFINITE, INFINITE)
    for one, other in pairwise(found):
        assert one.high == other.low and (one.level, one.name) != (other.level, other.name)


def test_what_has_no_scale_has_no_bands() -> None:
    assert zones("bmi", "weight", Who(40, "male", ""), Settings()) == []


def test_beyond_the_lines_of_the_community_it_is_urgent() -> None:
    found = zones("bp", "systolic", Who(40, "male", ""), Settings(urgent_systolic=170))
    assert (found[-1].low, found[-1].level) == (170, "urgent")
    assert [one.low for one in found if one.name == "正常高值"] == [120]
