"""What is understood of somebody's records, and why the rest is not."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fhir.resources.R4B.observation import Observation
from hypothesis import given, settings
from hypothesis import strategies as st

from app.health.fhir.bundle import own_bundle, patient
from app.health.fhir.reading_in import Contents, read_bundle
from app.health.models import Measure
from app.health.service.readings import ReadingRow
from app.shared.errors import Refused
from tests.health.fhir.readings import WHO, a_row, rows

DATA = Path(__file__).parents[1] / "data"
ZONE = "Asia/Shanghai"
NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
LOINC, UCUM = "http://loinc.org", "http://unitsofmeasure.org"


def example(name: str) -> dict[str, Any]:
    return json.loads((DATA / f"fhir_{name}_example.json").read_text("utf-8"))


def read(*resources: Any, **more: Any) -> Contents:
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}
    return read_bundle(json.dumps(bundle | more).encode(), ZONE, NOW)


def made(code: str, value: Any, unit: str, **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation", "status": "final", "code": {"coding": [{"system": LOINC, "code": code}]},
        "effectiveDateTime": "2026-03-01T08:00:00+08:00",
        "valueQuantity": {"value": value, "system": UCUM, "code": unit},
    } | more  # fmt: skip


def values(*resources: Any) -> dict[str, float]:
    found = read(*resources)
    assert not found.refused, found.refused
    (one,) = found.found
    return one.taken.values


def why(resource: Any) -> str:
    found = read(resource)
    assert not found.found
    return found.refused[0].code


# ------------------------------------------------------------------------------------------------ the examples of HL7


def test_the_example_of_us_core_is_understood() -> None:
    found = read(example("us_core_blood_pressure"))
    (one,) = found.found
    assert (one.measure, one.taken.values) == (Measure.BP, {"systolic": 109, "diastolic": 44})
    assert one.taken_at == datetime(1999, 7, 1, 16, tzinfo=UTC), "a whole day begins where the community lives"


def test_the_example_of_a_personal_cuff_is_understood_without_its_mean() -> None:
    (one,) = read(example("phd_blood_pressure")).found
    assert one.taken.values == {"systolic": 116, "diastolic": 71}
    assert one.taken_at == datetime(2018, 11, 11, 16, 38, 15, tzinfo=UTC)


def test_the_example_of_a_failed_reading_is_no_reading() -> None:
    found = read(example("phd_nan"))
    assert not found.found
    assert found.refused[0].code == "no_value"
    assert "not-a-number" in found.refused[0].sentence()


@pytest.mark.parametrize("name", ["us_core_blood_pressure", "phd_blood_pressure", "phd_nan"])
def test_the_examples_are_valid_for_the_validator_of_these_tests(name: str) -> None:
    Observation.model_validate_json(json.dumps(example(name)))


@pytest.mark.parametrize("name", ["us_core_blood_pressure", "phd_blood_pressure"])
def test_an_example_that_came_in_goes_out_and_comes_in_as_the_same(name: str) -> None:
    (first,) = read(example(name)).found
    row = a_row(first.measure, at=first.taken_at, **first.taken.values)
    (again,) = read_bundle(exported([row]), ZONE, NOW).found
    assert (again.taken.values, again.taken_at, again.own_id) == (first.taken.values, first.taken_at, row.id)


# -------------------------------------------------------------------------------------------------------- the way back


def exported(found: list[ReadingRow]) -> bytes:
    return json.dumps(own_bundle(found, patient(WHO, "林阿婆", None, "female"), "https://x", NOW, ZONE)).encode()


@given(st.lists(rows(), min_size=1, max_size=6, unique_by=lambda row: row.id))
def test_what_went_out_comes_back_as_it_was(found: list[ReadingRow]) -> None:
    contents = read_bundle(exported(found), ZONE, NOW)
    assert contents.refused == {}
    assert contents.skipped == [0], "who they are"
    assert contents.subjects == {str(WHO)}
    back = {one.own_id: one for one in contents.found}
    assert set(back) == {row.id for row in found}
    for row in found:
        one = back[row.id]
        assert (one.measure, one.taken_at, one.check_id) == (row.measure, row.taken_at, row.check_id)
        assert one.taken.values == row.taken.values
        for name in ("context", "arm", "device", "comparators", "not_heard"):
            assert getattr(one.taken, name) == getattr(row.taken, name), name


# ------------------------------------------------------------------------------------------------------ units and codes


@pytest.mark.parametrize(
    ("code", "value", "unit", "name", "ours"),
    [
        ("15074-8", 6.1, "mmol/L", "glucose", 6.1),
        ("2339-0", 126, "mg/dL", "glucose", 7.0),
        ("2345-7", 300, "mg/dL", "glucose", 16.6),
        ("14933-6", 420, "umol/L", "uric_acid", 420),
        ("3084-1", 7, "mg/dL", "uric_acid", 416),
        ("8310-5", 98.6, "[degF]", "temperature", 37.0),
        ("8280-0", 33.5, "[in_i]", "waist", 85.09),
        ("8867-4", 72, "{beats}/min", "pulse", 72),
        ("59408-5", 97, "%", "spo2", 97),
    ],
)
def test_a_certain_unit_is_converted(code: str, value: float, unit: str, name: str, ours: float) -> None:
    assert values(made(code, value, unit)) == {name: ours}


def test_pounds_and_inches_become_kilograms_and_centimetres() -> None:
    assert values(made("29463-7", 150, "[lb_av]"), made("8302-2", 67, "[in_i]")) == {"weight": 68.04, "height": 170.18}


def test_kilopascals_become_millimetres_of_mercury() -> None:
    parts = [{**made(code, value, "kPa")} for code, value in (("8480-6", 16.0), ("8462-4", 10.7))]
    panel = {**made("85354-9", 0, ""), "component": parts}
    del panel["valueQuantity"]
    assert values(panel) == {"systolic": 120, "diastolic": 80}


def test_a_unit_in_words_counts_only_where_it_is_certain() -> None:
    plain = made("8310-5", 36.5, "Cel")
    plain["valueQuantity"] = {"value": 36.5, "unit": "℃"}
    assert values(plain) == {"temperature": 36.5}
    plain["valueQuantity"] = {"value": 36.5, "unit": "degrees"}
    assert why(plain) == "unknown_unit"
    plain["valueQuantity"] = {"value": 36.5, "unit": "℃", "system": "urn:x", "code": "Cel"}
    assert why(plain) == "unknown_unit"


def test_a_fasting_glucose_is_one_by_its_code() -> None:
    (one,) = read(made("1558-6", 99, "mg/dL")).found
    assert (one.taken.context, one.taken.values) == ("fasting", {"glucose": 5.5})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "preliminary"}, "not_final"),
        ({"status": "entered-in-error"}, "not_final"),
        ({"status": None}, "not_final"),
        ({"modifierExtension": [{"url": "x"}]}, "modifier"),
        ({"effectiveDateTime": "2026"}, "bad_time"),
        ({"effectiveDateTime": "2026-02-30"}, "bad_time"),
        ({"effectiveDateTime": "2026-02-03T10:00:00"}, "bad_time"),
        ({"effectiveDateTime": "0001-01-01"}, "bad_time"),
        ({"effectiveDateTime": 5}, "bad_time"),
        ({"effectiveDateTime": "2027-01-01"}, "future"),
        ({"code": {"coding": [{"system": LOINC, "code": "718-7"}]}}, "unknown_code"),
        ({"code": {"coding": [{"system": "urn:x", "code": "15074-8"}]}}, "unknown_code"),
        ({"code": None}, "unknown_code"),
        ({"valueQuantity": None}, "no_number"),
        ({"valueQuantity": {"value": "6.1", "system": UCUM, "code": "mmol/L"}}, "no_number"),
        ({"valueQuantity": {"value": True, "system": UCUM, "code": "mmol/L"}}, "no_number"),
        ({"valueQuantity": {"value": 6.1, "system": UCUM, "code": "g/L"}}, "unknown_unit"),
        ({"valueQuantity": {"value": 6.1, "comparator": "<=", "system": UCUM, "code": "mmol/L"}}, "comparator"),
    ],
)
def test_what_is_not_certain_is_refused(change: dict[str, Any], code: str) -> None:
    assert why(made("15074-8", 6.1, "mmol/L") | change) == code


def test_a_value_beyond_the_limits_is_refused_with_the_reason_of_the_keypad() -> None:
    found = read(made("15074-8", 99, "mmol/L"))
    assert not found.found
    assert found.refused[0].field == "glucose"


def test_half_a_pressure_is_refused() -> None:
    panel = example("us_core_blood_pressure")
    panel["component"].pop()
    assert why(panel) == "half_pressure"
    assert why(made("8480-6", 120, "mm[Hg]")) == "half_pressure"


def test_a_diastolic_with_a_reason_instead_of_a_value_was_not_heard() -> None:
    panel = example("us_core_blood_pressure")
    absent = {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/data-absent-reason", "code": "error"}]}
    panel["component"][1] = {"code": panel["component"][1]["code"], "dataAbsentReason": absent}
    (one,) = read(panel).found
    assert (one.taken.values, one.taken.not_heard) == ({"systolic": 109}, True)
    absent["coding"][0]["code"] = "masked"
    assert why(panel) == "no_value"


def test_a_weight_goes_with_the_height_of_the_same_day_only() -> None:
    weight, height = made("29463-7", 65, "kg"), made("8302-2", 170, "cm", effectiveDateTime="2026-03-01")
    assert values(weight, height) == {"weight": 65, "height": 170}
    other_day = height | {"effectiveDateTime": "2026-02-28"}
    found = read(weight, other_day)
    assert [found.refused[at].code for at in (0, 1)] == ["height_missing", "weight_missing"]
    assert why(made("39156-5", 22.5, "kg/m2")) == "bmi_alone"


# ------------------------------------------------------------------------------------------------------------ the file


def test_one_observation_is_a_file_too() -> None:
    assert len(read_bundle(json.dumps(example("us_core_blood_pressure")).encode(), ZONE, NOW).found) == 1


def test_a_file_about_two_people_is_refused_whole() -> None:
    one, two = made("15074-8", 6.1, "mmol/L"), made("15074-8", 6.2, "mmol/L")
    with pytest.raises(Refused) as refused:
        read(one | {"subject": {"reference": "Patient/1"}}, two | {"subject": {"reference": "Patient/2"}})
    assert refused.value.code == "several_people"


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b"\xff\xfe", b"null", b'{"resourceType":"Patient"}', b'{"resourceType":"Bundle","entry":5}',
     b'{"resourceType":"Observation","status":NaN}', b"[" * 100_000, b'{"a":' * 5000],
)  # fmt: skip
def test_what_is_no_fhir_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_bundle(data, ZONE, NOW)
    assert refused.value.code == "not_fhir"


def test_too_many_and_too_much_are_refused() -> None:
    with pytest.raises(Refused) as many:
        read(*[{}] * 5001)
    with pytest.raises(Refused) as large:
        read_bundle(b" " * (8 * 2**20 + 1), ZONE, NOW)
    assert (many.value.code, large.value.code) == ("too_many_entries", "file_too_large")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
@settings(max_examples=200)
def test_whatever_stands_anywhere_in_it_is_read_or_refused(data: st.DataObject) -> None:
    resource = deepcopy(data.draw(st.sampled_from([example("phd_blood_pressure"), example("phd_nan"),
                                                   made("15074-8", 6.1, "mmol/L")])))  # fmt: skip
    here: Any = resource
    while True:
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else [*range(len(here))]))
        if not (isinstance(here[key], (dict, list)) and here[key] and data.draw(st.booleans())):
            break
        here = here[key]
    here[key] = data.draw(json_values)
    found = read(resource)
    assert found.entries == 1
    assert found.refused.keys() == {0} or len(found.found) == 1 or found.skipped == [0]
    for one in found.refused.values():
        assert one.sentence("zh") and one.sentence("en")
