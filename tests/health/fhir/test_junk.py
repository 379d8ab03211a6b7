"""Whatever a system or a phone sends to the FHIR interface is answered in FHIR's words, and nothing of it is kept."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from fhir.resources.R4B.operationoutcome import OperationOutcome
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.health.fhir import routes
from app.health.fhir.search import PARAMETERS
from app.health.models import Look, Reading
from tests.conftest import NOW
from tests.health.fhir.conftest import SECRET
from tests.health.fhir.test_own import file, glucose
from tests.health.fhir.test_routes import ORIGIN, Centre, centre, owner  # noqa: F401  (fixtures)

pytestmark = pytest.mark.thorough
FUZZ = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
NASTY = [
    "", "\0", "a\0b", "%", "\ud800", "\u202e", "ge", "ge0000", "gt9999-12-31", "lt9999", "2026-02-30", "2026-13",
    "2026-03-02T25:00", "2026-03-02T10:00+99:99", "-1", "9" * 390, "1e5", "٣", "|", "||", "http://loinc.org|", "null",
    "../../etc/passwd", "' OR 1=1 --", "Patient/", "Patient/x", str(UUID(int=5)) + "\0", "é" * 390, "é" * 5000,
]  # fmt: skip
WORDS = ["Observation", "Bundle", "final", "http://loinc.org", "15074-8", "85354-9", "mmol/L", "2026-03-01T08:00:00Z"]
KEYS = [
    "resourceType", "status", "code", "coding", "system", "valueQuantity", "value", "unit", "entry", "component",
    "subject", "reference", "effectiveDateTime", "category", "resource", "id",
]  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
JSON = st.recursive(
    LEAVES | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=20,
)
FILES = [
    b"", b"\0", b"\xff\xfe\x00", b"[]", b"null", b'"x"', b"{", b"[" * 100_000, b'{"a":' * 100_000, b"%PDF-1.7",
    b'{"resourceType":"Bundle","entry":' + b"9" * 5000 + b"}", b'{"resourceType":"Bundle","entry":{}}',
    b'{"resourceType":"Bundle","entry":[null,1,"x",[],{}]}', b'{"resourceType":"Patient"}',
    b'{"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"DELETE","url":"Observation/1"}}]}',
]  # fmt: skip


@pytest.fixture
def asking(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> tuple[Centre, dict[str, str]]:  # noqa: F811
    """A system with a token, and no end of turns."""
    monkeypatch.setattr("app.health.fhir.tokens.PACE", routes.tokens.Pace(0, 100_000, timedelta(seconds=1)))
    return centre, centre.bearer()


def refused(answer: Any) -> None:
    assert answer.status_code in (400, 404), answer.text[:300]
    assert answer.headers["content-type"].startswith("application/fhir+json")
    OperationOutcome.model_validate_json(answer.text)


@pytest.mark.parametrize(
    "name", [*PARAMETERS, "_include", "_has:Observation:patient:code", "constructor", "\0", "date "]
)
def test_no_value_of_a_parameter_breaks_the_search(asking: tuple[Centre, dict[str, str]], name: str) -> None:
    centre, bearer = asking  # noqa: F811
    for nasty in NASTY:
        query = f"{quote(name)}={quote(nasty, errors='surrogatepass')}"
        answers = [centre.get(f"/fhir/Observation?{query}", bearer), centre.search(f"&{query}", bearer)]
        for answer in answers:
            if answer.status_code != 200:
                refused(answer)
            else:
                assert nasty in ("", "gt9999-12-31", "lt9999", "-1", "1e5", "null") or name == "code", (name, nasty)
    assert "145" not in "".join(answer.text for answer in answers if answer.status_code != 200)


@FUZZ
@given(st.lists(st.tuples(st.sampled_from(PARAMETERS) | st.text(max_size=8), st.text(max_size=30)), max_size=5))
def test_any_search_is_answered_in_the_words_of_fhir(
    asking: tuple[Centre, dict[str, str]], parameters: list[tuple[str, str]]
) -> None:
    centre, bearer = asking  # noqa: F811
    query = "".join(f"&{quote(name, errors='replace')}={quote(value, errors='replace')}" for name, value in parameters)
    answer = centre.search(query, bearer)
    if answer.status_code != 200:
        refused(answer)


def test_no_id_breaks_the_reading_of_one(asking: tuple[Centre, dict[str, str]]) -> None:
    centre, bearer = asking  # noqa: F811
    mine = str(centre.world.readings[0].id)
    for nasty in (*NASTY[1:], mine + "-", mine + "-pulse-pulse", mine.upper() + "-pulse", mine[:-1], mine + "\0"):
        refused(centre.get(f"/fhir/Observation/{quote(nasty, safe='', errors='surrogatepass')}", bearer))
    assert centre.rows(Look) == [] or all(one.what == "fhir" for one in centre.rows(Look))


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "bearer \t", "Bearer a b", "Bearer " + "x" * 60_000, "\x7f"])
def test_no_header_breaks_the_question_who_asks(centre: Centre, header: str) -> None:  # noqa: F811
    answer = centre.search(headers={"authorization": header})
    assert answer.status_code in (401, 431)


@settings(FUZZ, max_examples=25)
@given(st.dictionaries(st.sampled_from(["grant_type", "client_id", "scope", "token", "x"]), st.text(max_size=20)))
def test_no_form_gets_a_token_without_the_secret(centre: Centre, form: dict[str, str]) -> None:  # noqa: F811
    form = {name: value.encode("utf-8", "replace").decode() for name, value in form.items()}
    for path in ("/fhir/token", "/fhir/revoke"):
        answer = centre.client.post(path, data=form | {"client_secret": SECRET + "x"})
        assert answer.status_code in (400, 401, 429), answer.text
        assert "access_token" not in answer.text


@pytest.mark.parametrize("data", FILES, ids=[repr(one[:24]) for one in FILES])
def test_a_file_of_any_kind_is_answered_and_nothing_of_it_is_kept(owner: Centre, data: bytes) -> None:  # noqa: F811
    before = len(owner.rows(Reading))
    answer = take_in(owner.client, data)
    assert answer.status_code == 422 or answer.json()["readings"] == 0
    assert len(owner.rows(Reading)) == before


@FUZZ
@given(st.lists(JSON, max_size=4))
def test_entries_of_any_shape_are_told_one_by_one(owner: Centre, entries: list[Any]) -> None:  # noqa: F811
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in entries]}
    answer = take_in(owner.client, json.dumps(bundle).encode())
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert [line["entry"] for line in answer.json()["lines"]] == list(range(len(entries)))


def spoiled(value: Any) -> list[Any]:
    """The value, each time with one thing in it replaced or gone."""
    made: list[Any] = [None, "", "x", "\0", -1, 10**400, 1.5e308, [], {}, [value], True]
    if isinstance(value, dict):
        for key, inner in value.items():
            made.append({name: one for name, one in value.items() if name != key})
            made += [value | {key: one} for one in spoiled(inner)]
    elif isinstance(value, list) and value:
        made += [[one, *value[1:]] for one in spoiled(value[0])] + [value * 3]
    return made


def test_no_observation_with_one_thing_wrong_breaks_the_others(owner: Centre) -> None:  # noqa: F811
    """All of them in files of a hundred, each with one that is right in the middle."""
    right, wrong = glucose(7.7, NOW - timedelta(hours=5)), spoiled(glucose(6.6, NOW - timedelta(hours=7)))
    statuses: set[str] = set()
    for at in range(0, len(wrong), 100):
        part = wrong[at : at + 100]
        answer = take_in(owner.client, file(*part[:50], right, *part[50:]))
        assert answer.status_code == 200, answer.text[:300]
        lines = answer.json()["lines"]
        assert lines[min(50, len(part))]["status"] == ("taken" if at == 0 else "duplicate")
        statuses |= {line["status"] for line in lines}
    assert statuses >= {"taken", "refused", "duplicate"}


def take_in(client: TestClient, data: bytes) -> Any:
    return client.post("/health/own/fhir", content=data, headers={"origin": ORIGIN})
