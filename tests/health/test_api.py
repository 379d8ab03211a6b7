"""`POST /api/health/classify`: a band for anybody, or a problem that names the field, the limit and the mistake."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.events.rules.pace import Pace
from app.health import api
from app.health.crowd import Crowd
from app.web import web

ADDRESS = "/api/health/classify"
CASES = [
    case
    for case in json.loads((Path(__file__).parent / "boundaries.json").read_text(encoding="utf-8"))
    if "settings" not in case["who"] and case.get("errors", [""])[0][-3:] != "jin"  # rare is not refused here
]


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    def no_database() -> None:
        raise AssertionError("it was about to touch the database")

    monkeypatch.setattr("app.shared.db.engine", no_database)
    monkeypatch.setattr(api, "crowd", Crowd())
    with TestClient(web, base_url="http://localhost:8000") as made:
        yield made


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_another_method_is_told_which_one_is_taken(client: TestClient, method: str) -> None:
    answer = client.request(method, ADDRESS, headers={"origin": "http://localhost:8000"})
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def ask(client: TestClient, measure: str, values: Any, **more: Any) -> Any:
    return client.post(ADDRESS, json={"measure": measure, "values": values, **more})


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['measure']} {case['name']}")
def test_the_table_is_answered_without_a_look_at_the_database(client: TestClient, case: dict[str, Any]) -> None:
    more = {key: value for key, value in (case["taken"] | case["who"]).items() if value != ""}
    answer = client.post(ADDRESS, json={"measure": case["measure"], **more})
    said = answer.json()
    if "errors" in case:
        assert answer.status_code == 422
        assert [f"{e['field']} {e['code']} {e.get('mistake', '')}" for e in said["errors"]] == case["errors"]
    else:
        assert (answer.status_code, said["band"], said["level"]) == (200, case["band"], case["level"])
        assert said["words"] and said["source"]


def test_a_problem_names_the_field_the_limit_and_the_likely_mistake(client: TestClient) -> None:
    answer = ask(client, "glucose", {"glucose": 126})
    assert answer.headers["content-type"] == "application/problem+json"
    (error,) = answer.json()["errors"]
    assert (error["field"], error["mistake"]) == ("glucose", "mg_dl")
    assert error["limit"] == {"least": 0.6, "most": 33.3, "unit": "mmol/L"} and "mg/dL" in error["message"]


def test_it_speaks_the_language_of_the_phone(client: TestClient) -> None:
    client.cookies.set("linju-lang", "en")
    assert ask(client, "bp", {"systolic": 118, "diastolic": 76}).json()["words"] == "The blood pressure is normal."


def test_a_rare_number_is_answered_with_why_to_measure_again(client: TestClient) -> None:
    assert "再量一次" in ask(client, "bp", {"systolic": 230, "diastolic": 100}).json()["repeat"]
    assert "repeat" not in ask(client, "bp", {"systolic": 118, "diastolic": 76}).json()


def test_120_is_spoken_of_only_with_its_symptoms(client: TestClient) -> None:
    urgent = ask(client, "bp", {"systolic": 185, "diastolic": 90}).json()
    assert urgent["symptoms"] and "120" not in urgent["advice"] + urgent["words"]
    assert "symptoms" not in ask(client, "bp", {"systolic": 150, "diastolic": 90}).json()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"measure": "pulse", "values": {"pulse": NaN}}', "pulse"),
        ('{"measure": "pulse", "values": {"pulse": Infinity}}', "pulse"),
        ('{"measure": "pulse", "values": {"pulse": 1e999}}', "pulse"),
        ('{"measure": "pulse", "values": {"pulse": 1' + "0" * 400 + "}}", "pulse"),
        ('{"measure": "pulse", "values": {"pulse": "72"}}', "pulse"),
        ('{"measure": "pulse", "values": {"pulse": true}}', "pulse"),
        ('{"measure": "pulse", "values": {"pulse": null}}', "pulse"),
        ('{"measure": "pulse", "values": {"pulse": [72]}}', "pulse"),
        ('{"measure": "pulse", "values": {"pulse": 72, "mood": 3}}', "mood"),
        ('{"measure": "pulse", "values": {}}', "pulse"),
        ('{"measure": "pulse", "values": [72]}', "values"),
        ('{"measure": "pulse", "values": {"pulse": 72}, "who": "me"}', "who"),
        ('{"measure": "pulse", "values": {"pulse": 72}, "age": -1}', "age"),
        ('{"measure": "pulse", "values": {"pulse": 72}, "age": true}', "age"),
        ('{"measure": "pulse", "values": {"pulse": 72}, "sex": "x"}', "sex"),
        ('{"measure": "glucose", "values": {"glucose": 5}, "context": "brunch"}', "context"),
        ('{"measure": "mood", "values": {"mood": 3}}', "measure"),
        ('{"values": {"pulse": 72}}', "measure"),
    ],
)
def test_whatever_does_not_fit_is_named(client: TestClient, body: str, field: str) -> None:
    answer = client.post(ADDRESS, content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert all(error["message"] for error in answer.json()["errors"])


def test_the_answer_is_not_kept_and_the_value_not_written_down(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "linju")
    answer = ask(client, "bp", {"systolic": 187, "diastolic": 93})
    assert answer.headers["cache-control"] == "no-store"
    assert "187" not in answer.text + caplog.text
    assert "187" not in ask(client, "bp", {"systolic": 93, "diastolic": 187}).text + caplog.text


def test_a_program_that_asks_without_end_is_slowed_down(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "crowd", Crowd(Pace(free=0, burst=2, every=timedelta(hours=1))))
    answers = [ask(client, "pulse", {"pulse": 72}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "slow_down" and answers[2].headers["retry-after"]


def test_it_is_described(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert ADDRESS in described["paths"]
    assert described["components"]["schemas"]["Just"]["properties"]["values"]["additionalProperties"] == {
        "type": "number"
    }
    answers = described["paths"][ADDRESS]["post"]["responses"]
    assert set(answers) == {"200", "400", "422", "429"}
    assert "application/problem+json" in answers["422"]["content"]
