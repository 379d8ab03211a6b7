"""What a client may ask for, and that nothing it says is silently left aside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from fhir.resources.R4B.bundle import Bundle

from app.health.fhir.bundle import search_bundle
from app.health.fhir.observation import Part, observation
from app.health.fhir.search import Search, read_search
from app.health.models import Measure
from app.shared.errors import Refused
from tests.health.fhir.readings import AT, WHO, a_row

ZONE = "Asia/Shanghai"
PATIENT = ("patient", f"Patient/{WHO}")


def asked(*more: tuple[str, str]) -> Search:
    return read_search([PATIENT, *more], ZONE)


def interval(*dates: str) -> tuple[str | None, str | None]:
    wanted = asked(*(("date", one) for one in dates))
    return tuple(one.astimezone(UTC).isoformat()[:19] if one else None for one in (wanted.since, wanted.until))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("dates", "since", "until"),
    [
        (("2026-03-02",), "2026-03-01T16:00:00", "2026-03-02T16:00:00"),
        (("eq2026-03",), "2026-02-28T16:00:00", "2026-03-31T16:00:00"),
        (("2026",), "2025-12-31T16:00:00", "2026-12-31T16:00:00"),
        (("2026-12",), "2026-11-30T16:00:00", "2026-12-31T16:00:00"),
        (("ge2026-03-02",), "2026-03-01T16:00:00", None),
        (("gt2026-03-02",), "2026-03-02T16:00:00", None),
        (("sa2026-03-02",), "2026-03-02T16:00:00", None),
        (("le2026-03-02",), None, "2026-03-02T16:00:00"),
        (("lt2026-03-02",), None, "2026-03-01T16:00:00"),
        (("eb2026-03-02",), None, "2026-03-01T16:00:00"),
        (("ge2026-03-01", "lt2026-03-03"), "2026-02-28T16:00:00", "2026-03-02T16:00:00"),
        (("ge2026-01-01", "ge2026-02-01"), "2026-01-31T16:00:00", None),
        (("ge2026-03-02T10:00:00Z",), "2026-03-02T10:00:00", None),
        (("gt2026-03-02T10:00:00Z",), "2026-03-02T10:00:01", None),
        (("2026-03-02T10:00:00+08:00",), "2026-03-02T02:00:00", "2026-03-02T02:00:01"),
        (("2026-03-02T10:00",), "2026-03-02T02:00:00", "2026-03-02T02:01:00"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(dates: tuple[str, ...], since: str | None, until: str | None) -> None:
    assert interval(*dates) == (since, until)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ([], "patient"),
        ([("patient", "Patient/1")], "patient"),
        ([PATIENT, PATIENT], "patient"),
        ([PATIENT, ("subject", str(WHO))], "patient"),
        ([PATIENT, ("date", "ap2026-03-02")], "date"),
        ([PATIENT, ("date", "2026-13-01")], "date"),
        ([PATIENT, ("date", "2026-02-30")], "date"),
        ([PATIENT, ("date", "gestern")], "date"),
        ([PATIENT, ("date", "9999-12-31")], "date"),
        ([PATIENT, ("date", "")], "date"),
        ([PATIENT, ("code", "http://snomed.info/sct|1")], "code"),
        ([PATIENT, ("category", "survey")], "category"),
        ([PATIENT, ("_count", "-1")], "_count"),
        ([PATIENT, ("_count", "many")], "_count"),
        ([PATIENT, ("_sort", "code")], "_sort"),
        ([PATIENT, ("_format", "xml")], "_format"),
        ([PATIENT, ("value-quantity", "gt5")], "value-quantity"),
        ([PATIENT, ("code:missing", "true")], "code:missing"),
        ([PATIENT, ("code", "8" * 401)], "code"),
    ],
)
def test_what_is_not_understood_is_an_error_that_names_the_parameter(given: list[tuple[str, str]], field: str) -> None:
    with pytest.raises(Refused) as refused:
        read_search(given, ZONE)
    assert refused.value.field == field


def test_a_code_says_in_which_measures_it_can_be() -> None:
    assert asked().measures is None
    assert asked(("code", "85354-9")).measures == (Measure.BP,)
    assert asked(("code", "http://loinc.org|8867-4")).measures == (Measure.BP, Measure.SPO2, Measure.PULSE)
    assert asked(("code", "29463-7,8280-0")).measures == (Measure.BMI, Measure.WAIST)
    assert asked(("code", "718-7")).measures == ()


def test_a_page_has_at_most_five_hundred() -> None:
    assert (asked().count, asked(("_count", "7")).count, asked(("_count", "100000")).count) == (100, 7, 500)


READINGS = [a_row(number=n, at=AT + timedelta(days=n), systolic=120 + n, diastolic=80, pulse=70) for n in range(1, 6)]


def page(wanted: Search, rows: list = READINGS) -> dict:
    made = search_bundle(rows, wanted, "https://x", ZONE)
    Bundle.model_validate(made)
    return made


def ids(made: dict) -> list[str]:
    return [one["resource"]["id"] for one in made.get("entry", [])]


def test_only_what_has_the_code_is_in_it_newest_first() -> None:
    found = page(asked(("code", "8867-4")))
    assert ids(found) == [f"{row.id}-pulse" for row in reversed(READINGS)]
    assert found["total"] == 5
    assert ids(page(asked(("code", "85354-9"), ("_sort", "date")))) == [str(row.id) for row in READINGS]


def test_a_component_is_found_by_its_panel_only() -> None:
    assert page(asked(("code", "8480-6")))["total"] == 0


def test_a_category_narrows() -> None:
    rows = [*READINGS, a_row(Measure.GLUCOSE, 9, AT + timedelta(days=9), glucose=6.1)]
    assert page(asked(("category", "laboratory")), rows)["total"] == 1


def next_of(made: dict) -> Search | None:
    links = {one["relation"]: one["url"] for one in made["link"]}
    return read_search(parse_qsl(urlsplit(links["next"]).query), ZONE) if "next" in links else None


@pytest.mark.parametrize("count", [1, 3, 4, 10])
def test_following_the_links_gives_everything_once_in_order(count: int) -> None:
    wanted: Search | None = asked(("_count", str(count)), ("date", "ge2020"))
    seen: list[str] = []
    while wanted is not None:
        made = page(wanted)
        assert made["total"] == 10
        assert len(made["entry"]) <= count
        seen += ids(made)
        wanted = next_of(made)
    assert seen == [one for row in reversed(READINGS) for one in (str(row.id), f"{row.id}-pulse")]


def test_what_is_measured_meanwhile_moves_no_page() -> None:
    first = page(asked(("_count", "4")), READINGS[:4])
    following = next_of(first)
    assert following is not None
    assert not set(ids(page(following))) & set(ids(first))
    assert len(ids(page(following))) == 4


def test_a_count_of_nothing_says_only_how_many() -> None:
    found = page(asked(("_count", "0")))
    assert (found["total"], ids(found), [one["relation"] for one in found["link"]]) == (10, [], ["self"])


def test_a_page_after_something_that_is_not_there_is_an_error() -> None:
    with pytest.raises(Refused):
        page(asked(("_page", "x")))


def test_the_moment_of_a_reading_is_what_a_date_is_compared_with() -> None:
    assert asked(("date", "ge2026-03-02")).since == datetime(2026, 3, 1, 16, tzinfo=UTC)


def test_of_many_readings_only_the_page_is_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten years of measuring are looked through for every page."""
    written: list[str] = []

    def counted(part: Part, *whose: Any) -> dict[str, Any]:
        written.append(part.id)
        return observation(part, *whose)

    monkeypatch.setattr("app.health.fhir.bundle.observation", counted)
    many = [a_row(number=n + 1, at=AT + timedelta(minutes=n), systolic=128, diastolic=80, pulse=70) for n in range(999)]
    found = page(asked(("_count", "50"), ("code", "8867-4")), many)
    assert (found["total"], len(written)) == (999, 50)
    assert written == ids(found)
