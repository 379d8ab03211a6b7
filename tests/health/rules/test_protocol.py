"""How a check goes on, and what its readings are together."""

from __future__ import annotations

import pytest

from app.health.rules.protocol import STEPS, average, wants_second, wants_third
from app.health.rules.reading import Taken


def read(systolic: float, diastolic: float | None = 80, **more: object) -> Taken:
    values = {"systolic": systolic} | ({"diastolic": diastolic} if diastolic is not None else {})
    return Taken(values, not_heard=diastolic is None, **more)  # type: ignore[arg-type]


def test_only_blood_pressure_is_measured_twice() -> None:
    assert wants_second("bp", [read(120)]) and not wants_second("bp", [read(120), read(118)])
    assert not wants_second("glucose", [Taken({"glucose": 5.0})])
    assert [measure for measure, steps in STEPS.items() if "wait" in steps] == ["bp"]


def test_a_third_is_asked_for_when_the_two_lie_further_apart_than_the_setting() -> None:
    apart = [read(146), read(138)]
    assert wants_third("bp", apart, 5) and not wants_third("bp", apart, 10)
    assert not wants_third("bp", [read(146), read(141)], 5), "exactly the setting is not over it"
    assert wants_third("bp", [read(146, 90), read(146, 84)], 5), "the lower one counts too"
    assert not wants_third("bp", [*apart, read(140)], 5)
    assert not wants_third("bp", [read(146), read(146, None)], 5)


def test_the_result_is_the_mean_of_all_readings_of_the_check() -> None:
    assert average([read(139), read(140)]).values == {"systolic": 139.5, "diastolic": 80}
    assert average([read(146), read(138), read(142)]).values["systolic"] == 142
    assert average([read(146)]) == read(146)


def test_a_pressure_that_was_heard_once_counts_and_one_never_heard_stays_so() -> None:
    once = average([read(146, None), read(140, 84)])
    assert once.values == {"systolic": 143, "diastolic": 84} and not once.not_heard
    assert average([read(146, None), read(140, None)]).not_heard


def test_the_arm_is_told_only_if_it_was_the_same() -> None:
    assert average([read(146, arm="left"), read(140, arm="left")]).arm == "left"
    assert average([read(146, arm="left"), read(140, arm="right")]).arm == ""


def test_nothing_has_no_mean() -> None:
    with pytest.raises(ValueError, match="nothing"):
        average([])
