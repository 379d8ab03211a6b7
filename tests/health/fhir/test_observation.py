"""What goes out is FHIR R4, validated by `fhir.resources`, and says what was read off."""

from __future__ import annotations

import json

import pytest
from fhir.resources.R4B.observation import Observation
from hypothesis import given, settings

from app.health.fhir.observation import observations_of
from app.health.models import Measure
from app.health.rules.reading import Taken
from app.health.service.readings import ReadingRow
from tests.health.fhir.readings import WHO, a_row, row, rows


def only(found: ReadingRow) -> dict:
    (made,) = observations_of(found, WHO)
    return made


def codes(observation: dict) -> set[str]:
    return {one["code"] for one in observation["code"]["coding"]}


@given(rows())
def test_every_reading_is_valid_fhir(found: ReadingRow) -> None:
    for one in observations_of(found, WHO):
        made = Observation.model_validate_json(json.dumps(one))
        assert made.status == "final"
        assert made.subject.reference == f"Patient/{WHO}"
        assert len(one["id"]) <= 64
        has_value = "valueQuantity" in one
        assert has_value + ("dataAbsentReason" in one) == (0 if "component" in one and not has_value else 1)


@given(rows())
@settings(max_examples=30)
def test_units_are_those_of_ucum(found: ReadingRow) -> None:
    for one in observations_of(found, WHO):
        for part in (one, *one.get("component", [])):
            if "valueQuantity" in part:
                assert part["valueQuantity"]["system"] == "http://unitsofmeasure.org"
                assert part["valueQuantity"]["code"] in {
                    "mm[Hg]", "/min", "kg", "cm", "kg/m2", "Cel", "%", "mmol/L", "umol/L",
                }  # fmt: skip


def test_a_blood_pressure_is_a_panel_without_a_value_of_its_own() -> None:
    panel, pulse = observations_of(a_row(systolic=128, diastolic=80, pulse=72), WHO)
    assert codes(panel) == {"85354-9"}
    assert "valueQuantity" not in panel
    said = {codes(one).pop(): one["valueQuantity"] for one in panel["component"]}
    assert said["8480-6"] == {"value": 128, "unit": "mmHg", "system": "http://unitsofmeasure.org", "code": "mm[Hg]"}
    assert said["8462-4"]["value"] == 80
    assert (codes(pulse), pulse["valueQuantity"]["value"]) == ({"8867-4"}, 72)
    assert pulse["id"] == f"{panel['id']}-pulse"


def test_a_diastolic_that_was_not_heard_has_a_reason_and_no_value() -> None:
    panel = only(row(Measure.BP, Taken({"systolic": 150}, not_heard=True)))
    systolic, diastolic = panel["component"]
    assert systolic["valueQuantity"]["value"] == 150
    assert "valueQuantity" not in diastolic
    assert diastolic["dataAbsentReason"]["coding"][0]["code"] == "error"


def test_hi_and_lo_are_comparators() -> None:
    high = only(row(Measure.GLUCOSE, Taken({}, comparators={"glucose": ">"})))
    assert high["valueQuantity"]["comparator"] == ">"
    assert "comparator" not in only(a_row(Measure.GLUCOSE, glucose=6.1))["valueQuantity"]


def test_a_glucose_is_laboratory_and_says_when_it_was_measured() -> None:
    made = only(row(Measure.GLUCOSE, Taken({"glucose": 6.1}, context="fasting")))
    assert made["category"][0]["coding"][0]["code"] == "laboratory"
    assert made["component"][0]["valueCodeableConcept"]["coding"][0]["code"] == "fasting"
    assert made["valueQuantity"]["value"] == 6.1


def test_a_weight_with_a_height_is_both_and_the_bmi() -> None:
    bmi, weight, height = observations_of(a_row(Measure.BMI, weight=65, height=170), WHO)
    assert (codes(bmi), bmi["valueQuantity"]["value"]) == ({"39156-5"}, 22.49)
    assert [one["reference"] for one in bmi["derivedFrom"]] == [f"Observation/{one['id']}" for one in (weight, height)]
    assert codes(weight) | codes(height) == {"29463-7", "8302-2"}


def test_oxygen_has_both_codes_and_a_waist_says_how_it_was_measured() -> None:
    assert codes(only(a_row(Measure.SPO2, spo2=97))) == {"2708-6", "59408-5"}
    waist = only(a_row(Measure.WAIST, waist=85))
    assert (waist["category"][0]["coding"][0]["code"], "WS/T 428" in waist["method"]["text"]) == ("exam", True)


@pytest.mark.parametrize("arm", ["left", "right"])
def test_the_arm_the_device_and_the_clock_of_the_place_are_said(arm: str) -> None:
    made = only(row(Measure.BP, Taken({"systolic": 128, "diastolic": 80}, arm=arm, device="bluetooth:BP-7")))
    assert made["bodySite"]["coding"][0]["code"] == arm
    assert made["device"] == {"display": "bluetooth:BP-7"}
    assert made["effectiveDateTime"] == "2026-03-02T10:00:00+08:00"


def test_nobodys_name_is_in_it() -> None:
    assert set(only(a_row())["subject"]) == {"reference"}
