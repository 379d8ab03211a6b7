"""What somebody typed to put a reading right."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.health.models import Measure, Origin
from app.health.rules.reading import Taken, check_taken
from app.health.service.readings import ReadingRow
from app.health.state.correcting import again_of, local_minute, taken_of, time_of
from app.shared.errors import Invalid, Refused
from app.shared.ids import new_id

AT = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
ZONE = "Asia/Shanghai"


def row(measure: Measure, taken: Taken) -> ReadingRow:
    return ReadingRow(new_id(), measure, new_id(), AT, Origin.HOME, taken)


OLD = row(Measure.BP, Taken({"systolic": 146.0, "diastolic": 92.0, "pulse": 72.0}, arm="left", device="欧姆龙"))


def test_what_was_typed_replaces_the_values_and_nothing_else() -> None:
    made = taken_of(OLD, {"systolic": "136", "diastolic": "92", "pulse": ""}, {})
    assert (made.values, made.arm, made.device) == ({"systolic": 136, "diastolic": 92}, "left", "欧姆龙")


@pytest.mark.parametrize("typed", ["１４0,5", "很高", "--"])
def test_what_is_no_number_is_said_below_its_field(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        taken_of(OLD, {"systolic": "很高" if typed.startswith("１") else typed}, {})
    assert refused.value.field == "systolic"


def test_a_comma_of_a_chinese_keyboard_is_a_point() -> None:
    sugar = row(Measure.GLUCOSE, Taken({"glucose": 6.1}, "fasting"))
    made = taken_of(sugar, {"glucose": "7。2", "context": "post2h"}, {})
    assert (made.values["glucose"], made.context) == (7.2, "post2h")
    assert taken_of(sugar, {"glucose": "7.2", "context": "invented"}, {}).context == "fasting"


def test_what_the_meter_could_not_measure_is_no_limit_any_more_when_a_number_is_typed() -> None:
    low = row(Measure.GLUCOSE, Taken({"glucose": 0.6}, comparators={"glucose": "<"}))
    assert taken_of(low, {"glucose": "0.6"}, {}).comparators == {"glucose": "<"}
    assert taken_of(low, {"glucose": "3.9"}, {}).comparators == {}


def test_what_is_rare_is_asked_back_once_and_stands_when_it_is_sent_again() -> None:
    form = {"systolic": "225", "diastolic": "95", "pulse": "72"}
    with pytest.raises(Invalid) as asked:
        check_taken(Measure.BP, taken_of(OLD, form, {}))
    again = again_of(asked.value, form)
    assert again == {"systolic": "225"}
    assert check_taken(Measure.BP, taken_of(OLD, form, again)).values["systolic"] == 225
    with pytest.raises(Invalid):
        check_taken(Measure.BP, taken_of(OLD, form | {"systolic": "230"}, again))


def test_a_time_is_local_and_the_old_one_stays_to_the_second() -> None:
    assert local_minute(AT, ZONE) == "2026-11-23T12:30"
    assert time_of("2026-11-23T12:30", AT, ZONE) is None
    assert time_of("2026-11-23T08:00", AT, ZONE) == datetime(2026, 11, 23, 0, tzinfo=UTC)
    with pytest.raises(Refused):
        time_of("gestern", AT, ZONE)
