"""The codes are those of DOMAIN §3.5, and every measure has all of its own."""

from __future__ import annotations

from app.health.fhir import codes
from app.health.models import Measure
from app.health.rules.measures import CONTEXTS, LIMITS, SPECS


def test_every_value_of_every_measure_has_a_code_and_a_unit() -> None:
    assert set(codes.WHERE) == set(Measure)
    for measure, names in codes.WHERE.items():
        assert set(names) == set(SPECS[measure].fields)
    assert set(LIMITS) == set(codes.QUANTITIES) - {"bmi"}
    assert set(CONTEXTS) == set(codes.CONTEXTS)


def test_no_code_means_two_things() -> None:
    written = [code for one in codes.QUANTITIES.values() for code in one.codes]
    assert len(written) == len(set(written))
    assert all(codes.READ[code] == name for name, one in codes.QUANTITIES.items() for code in one.codes)


def test_a_unit_without_a_certain_factor_is_none() -> None:
    assert codes.converter("glucose", "g/L") is None
    assert codes.converter("spo2", "1") is None
    same = codes.converter("weight", "kg")
    assert same is not None and same(65.35) == 65.35
