"""The probes tell a proxy whether to send people here."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

from app.serve import probes
from app.serve.migrations import Standing


@pytest.fixture
def client() -> TestClient:
    web = FastAPI()
    web.include_router(probes.router)
    return TestClient(web)


def stands(monkeypatch: pytest.MonkeyPatch, current: str | None, known: bool = True) -> None:
    monkeypatch.setattr(probes, "standing", lambda: Standing(current, "abc", known))


def test_a_living_process_answers(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_migrated_database_is_ready(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    stands(monkeypatch, "abc")
    assert client.get("/readyz").json() == {"status": "ready", "revision": "abc"}


@pytest.mark.parametrize(("current", "known", "word"), [(None, True, "linju migrate"), ("zzz", False, "newer")])
def test_another_revision_is_not_ready_and_says_why(client, monkeypatch, current, known, word) -> None:
    stands(monkeypatch, current, known)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "not_migrated")
    assert word in answer.json()["detail"]
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_unreachable_database_is_not_ready_and_tells_no_secret(client, monkeypatch) -> None:
    def fail() -> Standing:
        raise OperationalError("SELECT 1", None, Exception("password=hunter2"))

    monkeypatch.setattr(probes, "standing", fail)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "database_unreachable")
    assert "hunter2" not in answer.text
