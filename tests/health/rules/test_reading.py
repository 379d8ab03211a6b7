"""What is taken as it was read off, what is refused with the likely mistake, and what is asked back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.health.models import Measure
from app.health.rules.reading import Taken, check_taken, complete, from_json, to_json
from app.shared.errors import Invalid

FULL = Taken({"glucose": 0.6}, "fasting", "left", "bluetooth:糖", {"glucose": "<"}, True, ("glucose",))


KPA = [("systolic", "too_low", "kpa"), ("diastolic", "too_low", "kpa")]
REVERSED = [("weight", "confirm", "weight_height"), ("height", "confirm", "weight_height")]
ODD = (float("nan"), float("inf"), -0.0, 0, 1e308, 10**400, True, None, "", "70", [], 1.65, 70, 120)


def errors_of(measure: str, values: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    try:
        check_taken(measure, Taken(values, **more))
    except Invalid as wrong:
        return [error.as_error() for error in wrong.errors]
    return []


def codes(measure: str, values: dict[str, Any], **more: Any) -> list[tuple[Any, ...]]:
    return [(one["field"], one["code"], one.get("mistake", "")) for one in errors_of(measure, values, **more)]


@pytest.mark.parametrize("taken", [FULL, Taken({}), Taken({"systolic": 128.0, "diastolic": 82.0}, arm="right")])
def test_a_reading_comes_back_from_its_bytes_as_it_was(taken: Taken) -> None:
    assert from_json(to_json(taken)) == taken


def test_the_bytes_carry_nothing_that_is_empty() -> None:
    assert to_json(Taken({"pulse": 60})) == b'{"values":{"pulse":60}}'


USUAL: list[tuple[str, dict[str, Any]]] = [
    ("bp", {"systolic": 128, "diastolic": 82}),
    ("bp", {"systolic": 128, "diastolic": 82, "pulse": 70}),
    ("glucose", {"glucose": 5.6}),
    ("bmi", {"weight": 60, "height": 165}),
    ("waist", {"waist": 82.5}),
    ("spo2", {"spo2": 98, "pulse": 60}),
    ("temperature", {"temperature": 36.5}),
    ("pulse", {"pulse": 72}),
    ("uric_acid", {"uric_acid": 330}),
]


@pytest.mark.parametrize(("measure", "values"), USUAL)
def test_what_is_usual_is_taken(measure: str, values: dict[str, Any]) -> None:
    assert check_taken(measure, Taken(values)).values == values


@pytest.mark.parametrize(
    ("measure", "values", "wrong"),
    [
        ("bp", {"systolic": 80, "diastolic": 120}, [("systolic", "swapped", "swapped")]),
        ("bp", {"systolic": 55, "diastolic": 120}, [("systolic", "swapped", "swapped")]),
        ("bp", {"systolic": 118, "diastolic": 120}, [("diastolic", "too_close", "")]),
        ("bp", {"systolic": 120, "diastolic": 111}, [("diastolic", "too_close", "")]),
        ("bp", {"systolic": 120, "diastolic": 0}, [("diastolic", "not_heard", "not_heard")]),
        (
            "bp",
            {"systolic": 16.0, "diastolic": 10.7},
            KPA,
        ),
        ("bp", {"systolic": 120, "diastolic": 20}, [("diastolic", "too_low", "")]),
        ("bp", {"systolic": 281, "diastolic": 90}, [("systolic", "too_high", "")]),
        ("glucose", {"glucose": 33.4}, [("glucose", "too_high", "mg_dl")]),
        ("glucose", {"glucose": 126}, [("glucose", "too_high", "mg_dl")]),
        ("glucose", {"glucose": 0.5}, [("glucose", "too_low", "")]),
        ("bmi", {"weight": 301, "height": 170}, [("weight", "too_high", "jin")]),
        ("bmi", {"weight": 60, "height": 1.65}, [("height", "too_low", "metres")]),
        ("waist", {"waist": 0.86}, [("waist", "too_low", "metres")]),
        ("waist", {"waist": 2.6}, [("waist", "too_low", "chi")]),
        ("temperature", {"temperature": 98.6}, [("temperature", "too_high", "fahrenheit")]),
        ("spo2", {"spo2": 0.98}, [("spo2", "too_low", "fraction")]),
        ("spo2", {"spo2": 101}, [("spo2", "too_high", "")]),
        ("uric_acid", {"uric_acid": 5.6}, [("uric_acid", "too_low", "mg_dl")]),
        ("bp", {"systolic": 120}, [("diastolic", "missing", "")]),
        ("pulse", {"pulse": 70, "glucose": 5}, [("glucose", "unknown_field", "")]),
        ("pulse", {"pulse": True}, [("pulse", "not_a_number", "")]),
        ("pulse", {"pulse": "70"}, [("pulse", "not_a_number", "")]),
        ("pulse", {"pulse": float("nan")}, [("pulse", "not_a_number", "")]),
        ("pulse", {"pulse": float("inf")}, [("pulse", "not_a_number", "")]),
        ("pulse", {"pulse": 10**400}, [("pulse", "not_a_number", "")]),
        ("pulse", {"pulse": None}, [("pulse", "not_a_number", "")]),
    ],
)
def test_what_cannot_be_is_refused_with_what_it_most_likely_was(
    measure: str, values: dict[str, Any], wrong: list[tuple[str, str, str]]
) -> None:
    assert codes(measure, values) == wrong
    assert codes(measure, values, confirmed=tuple(values)) == wrong, "nobody can confirm it away"


@pytest.mark.parametrize(
    ("measure", "values", "asked"),
    [
        ("bp", {"systolic": 221, "diastolic": 100}, [("systolic", "confirm", "")]),
        ("bp", {"systolic": 79, "diastolic": 44}, [("systolic", "confirm", ""), ("diastolic", "confirm", "")]),
        ("glucose", {"glucose": 2.9}, [("glucose", "confirm", "")]),
        ("bmi", {"weight": 120, "height": 165}, [("weight", "confirm", "jin")]),
        ("bmi", {"weight": 160, "height": 165}, [("weight", "confirm", "jin")]),
        ("bmi", {"weight": 170, "height": 65}, REVERSED),
        ("temperature", {"temperature": 40}, [("temperature", "confirm", "")]),
    ],
)  # fmt: skip
def test_what_is_rare_is_asked_back_once(
    measure: str, values: dict[str, Any], asked: list[tuple[str, str, str]]
) -> None:
    assert codes(measure, values) == asked
    assert codes(measure, values, confirmed=tuple(field for field, *_ in asked)) == []


def test_an_error_names_the_field_the_limit_and_the_likely_mistake_and_not_the_value() -> None:
    (error,) = errors_of("glucose", {"glucose": 126.3})
    assert error["limit"] == {"least": 0.6, "most": 33.3, "unit": "mmol/L"}
    assert "0.6 到 33.3 mmol/L" in error["message"] and "mg/dL" in error["message"]
    assert "126" not in repr(error)


def test_a_diastolic_that_was_not_heard_may_be_left_out() -> None:
    assert check_taken("bp", Taken({"systolic": 130, "diastolic": 0}, not_heard=True)).values == {"systolic": 130}
    assert check_taken("bp", Taken({"systolic": 130}, not_heard=True)).not_heard
    assert codes("bp", {"systolic": 130, "diastolic": 80}, not_heard=True) == [("diastolic", "unknown_field", "")]


def test_lo_and_hi_stand_with_their_limit_and_are_not_asked_back() -> None:
    assert check_taken("glucose", Taken({}, comparators={"glucose": "<"})).values == {"glucose": 0.6}
    assert check_taken("glucose", Taken({"glucose": 27.8}, comparators={"glucose": ">"})).values == {"glucose": 27.8}


def test_below_or_above_a_number_in_the_middle_says_too_little() -> None:
    assert codes("glucose", {"glucose": 7.0}, comparators={"glucose": "<"}) == [("glucose", "comparator_unclear", "")]
    assert codes("glucose", {"glucose": 7.0}, comparators={"glucose": "~"}) == [("glucose", "comparator_unknown", "")]
    assert codes("bmi", {"weight": 60, "height": 165}, comparators={"weight": "<"}) == [
        ("weight", "comparator_unknown", "")
    ]


def test_context_arm_and_device_are_what_is_known() -> None:
    assert codes("glucose", {"glucose": 5}, context="brunch") == [("context", "context_unknown", "")]
    assert codes("pulse", {"pulse": 70}, context="fasting") == [("context", "context_unknown", "")]
    assert codes("pulse", {"pulse": 70}, arm="both") == [("arm", "arm_unknown", "")]
    assert codes("pulse", {"pulse": 70}, device="x" * 61) == [("device", "device_too_long", "")]


@given(
    measure=some.sampled_from(list(Measure)),
    values=some.dictionaries(
        some.sampled_from(["systolic", "diastolic", "pulse", "glucose", "weight", "height", "waist", "spo2", "x"]),
        some.one_of(some.floats(), some.sampled_from(ODD)),
        max_size=4,
    ),
    not_heard=some.booleans(),
)  # fmt: skip
def test_whatever_is_typed_is_taken_or_refused_in_words(measure: Measure, values: Any, not_heard: bool) -> None:
    try:
        made = complete(measure, Taken(values, not_heard=not_heard))
    except Invalid as wrong:
        assert all(error.sentence("zh") and error.sentence("en") for error in wrong.errors)
    else:
        assert complete(measure, made) == made
