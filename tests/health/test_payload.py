from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.health.payload import MeasureIn, Placed, ReadingIn, checked
from app.health.rules.retention import oldest_kept
from app.shared.errors import Invalid, Refused
from app.shared.ids import new_id
from tests.conftest import NOW
from tests.health.measured import check, one

OLDEST = oldest_kept(NOW, 5, "Asia/Shanghai")


@pytest.mark.parametrize("value", [True, "137", None, float("nan"), float("inf"), [], {"a": 1}])
def test_only_a_number_is_a_number(value: Any) -> None:
    with pytest.raises(ValidationError):
        one(values={"systolic": value, "diastolic": 84})


def test_what_is_unknown_or_too_much_is_refused() -> None:
    plain = one().model_dump(mode="json")
    for more in ({"band": "ok"}, {"values": dict.fromkeys("abcde", 1)}, {"context": "x" * 17}, {"measure": "x"}):
        with pytest.raises(ValidationError):
            ReadingIn.model_validate(plain | more)
    with pytest.raises(ValidationError):
        MeasureIn(check_id=new_id(), readings=[])
    with pytest.raises(ValidationError):
        check(*[one() for _ in range(13)])


def test_one_sitting_has_three_readings_of_a_kind_at_most_and_each_once() -> None:
    assert len(checked(check(one(), one(), one()), NOW, OLDEST)) == 3
    with pytest.raises(Invalid):
        checked(check(one(), one(), one(), one()), NOW, OLDEST)
    twice = one()
    with pytest.raises(Invalid):
        checked(check(twice, twice), NOW, OLDEST)


def test_what_is_wrong_is_told_in_both_languages_with_its_place_and_its_limit() -> None:
    with pytest.raises(Invalid) as told:
        checked(check(one(), one(values={"systolic": 999, "diastolic": 84})), NOW, OLDEST)
    error = next(each for each in told.value.errors if each.field == "readings.1.systolic")
    assert "999" not in error.sentence() and error.sentence("en") != error.sentence("zh")
    assert error.as_error()["limit"]["most"] == 280


def test_what_belongs_to_no_field_names_its_reading() -> None:
    assert Placed(Refused("x", "x"), 2).field == "readings.2"


@given(st.dictionaries(st.sampled_from(["systolic", "diastolic", "pulse"]), st.floats(allow_nan=False, width=32)))
def test_any_numbers_are_taken_or_refused_and_never_a_bug(values: dict[str, float]) -> None:
    try:
        data = check(one(values=values))
    except ValidationError:
        return
    try:
        (taken,) = checked(data, NOW, OLDEST)
    except Invalid as error:
        assert all(each.field for each in error.errors)
    else:
        assert taken.values.keys() <= values.keys()
