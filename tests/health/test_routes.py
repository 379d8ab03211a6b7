"""Coming in with pass and PIN: on one's own phone, and at the lounge's tablet."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from httpx import Response

from app.accounts import passwords
from app.accounts.rules.throttle import FREE_TRIES
from app.accounts.service import actor_of
from app.health.models import ConsentKind, Sitting
from app.health.rules.consent import version_of
from app.health.service.readings import readings_of
from app.passes.models import ResidentPass
from app.passes.service import clear_pin, issue_pass
from app.shared.clock import now
from app.shared.db import transaction
from app.web import web
from tests.health.measured import check, one
from tests.health.owners import rows
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]
ORIGIN = "http://localhost:8000"
PIN = "802615"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    cheap = PasswordHasher(1, 8, 1)
    monkeypatch.setattr(passwords, "_hasher", cheap)
    monkeypatch.setattr(passwords, "DECOY", cheap.hash("nobody kept it"))


@pytest.fixture
def card(desk: Desk) -> ResidentPass:
    with transaction(desk.engine) as session:
        return issue_pass(session, actor_of(session, desk.town.admin.id, now()), desk.town.lin_apo.id, now())


def browser() -> TestClient:
    return TestClient(web, base_url=ORIGIN, headers={"origin": ORIGIN}, follow_redirects=False)


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with browser() as made:
        yield made


def set_at(card: ResidentPass, pin: str = PIN) -> Response:
    """The PIN, on the page of the pass, in a browser of its own."""
    with browser() as other:
        return other.post(f"/p/{card.token}", data={"do": "pin", "pin": pin})


def come_in(client: TestClient, card: ResidentPass, pin: str = PIN, **more: str) -> Response:
    return client.post("/auth/pass", data={"pass": card.short_code.lower(), "pin": pin} | more)


def mine(client: TestClient) -> int:
    """How the phone's view of the resident answers."""
    return client.get("/api/views/health").status_code


def test_a_pin_is_set_at_the_pass_and_then_opens_the_phone(client: TestClient, card: ResidentPass) -> None:
    assert come_in(client, card).headers["location"] == "/health?why=wrong#wrong", "none was set yet"
    assert mine(client) == 401
    assert set_at(card).status_code == 200
    answer = come_in(client, card)
    assert (answer.status_code, answer.headers["location"]) == (303, "/health")
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert mine(client) == 200


def test_a_forgotten_pin_is_cleared_by_staff_and_set_anew(client: TestClient, card: ResidentPass, desk: Desk) -> None:
    set_at(card)
    come_in(client, card)
    refused = set_at(card, "730264")
    assert "已经设过密码" in refused.text, "whoever only holds the card cannot change it"
    with transaction(desk.engine) as session:
        clear_pin(session, actor_of(session, desk.town.admin.id, now()), card.id, now())
    assert mine(client) == 401, "who came in with the old one is out"
    assert come_in(client, card).headers["location"].startswith("/health?why=wrong")
    set_at(card, "730264")
    assert come_in(client, card).headers["location"].startswith("/health?why=wrong")
    assert come_in(client, card, "730264").headers["location"] == "/health"
    assert mine(client) == 200


def test_wrong_pins_and_unknown_passes_are_one_answer_and_are_slowed_down(
    client: TestClient, card: ResidentPass
) -> None:
    set_at(card)
    unknown = client.post("/auth/pass", data={"pass": "ZZZZZZ", "pin": PIN})
    wrong = come_in(client, card, "111222")
    assert unknown.headers["location"] == wrong.headers["location"] == "/health?why=wrong#wrong"
    for _ in range(FREE_TRIES):
        last = come_in(client, card, "111222")
    assert last.headers["location"].startswith("/health?why=wait&seconds=")
    assert come_in(client, card).headers["location"].startswith("/health?why=wait"), "the right one waits too"


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"])
def test_nobody_is_sent_elsewhere(client: TestClient, card: ResidentPass, away: str) -> None:
    set_at(card)
    assert come_in(client, card, next=away).headers["location"] == "/health"


def test_at_the_tablet_one_sits_down_agrees_measures_and_gets_up(
    client: TestClient, card: ResidentPass, desk: Desk
) -> None:
    set_at(card)
    assert client.get("/api/health/sitting").json()["person"] is None
    answer = client.post("/health/lounge/enter", data={"pass": card.token, "pin": PIN})
    cookie = answer.headers["set-cookie"].lower()
    assert answer.headers["location"] == "/health/lounge" and "httponly" in cookie and "samesite=strict" in cookie
    assert "max-age" not in cookie and "expires" not in cookie, "it is gone with the browser"
    assert mine(client) == 401, "a sitting is no sign-in"
    seen = client.get("/api/health/sitting")
    assert seen.json()["person"]["name"] == "林阿婆" and seen.headers["cache-control"] == "no-store"
    body = check(one(taken_at=now())).model_dump(mode="json")
    assert client.post("/api/health/sitting/measure", json=body).status_code == 422, "nobody agreed yet"
    said = {"kind": "keep", "version": version_of(ConsentKind.KEEP)}
    assert client.post("/api/health/sitting/consent", json=said).json()["person"]["consent_keep"]
    for _ in range(2):
        kept = client.post("/api/health/sitting/measure", json=body)
        assert kept.json()["kept"] == [body["readings"][0]["id"]]
    left = client.post("/health/lounge/leave")
    assert left.headers["clear-site-data"] == '"cache"'
    assert client.get("/api/health/sitting").json()["person"] is None
    assert client.post("/api/health/sitting/measure", json=body).status_code == 401
    with transaction(desk.engine) as session:
        assert len(readings_of(session, desk.town.lin_apo.id)) == 1
        assert [row.ended_at is not None for row in rows(session, Sitting, desk.town.lin_apo.id)] == [True]


def test_a_wrong_pin_at_the_tablet_goes_back_to_its_start(client: TestClient, card: ResidentPass) -> None:
    set_at(card)
    answer = client.post("/health/lounge/enter", data={"pass": card.token, "pin": "000000"})
    assert answer.headers["location"] == "/health/lounge?why=wrong#wrong" and "set-cookie" not in answer.headers


def test_a_reading_that_cannot_be_is_named_by_its_field_and_stands_in_no_log(
    client: TestClient, card: ResidentPass, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    set_at(card)
    client.post("/health/lounge/enter", data={"pass": card.token, "pin": PIN})
    client.post("/api/health/sitting/consent", json={"kind": "keep", "version": version_of(ConsentKind.KEEP)})
    body = check(one(taken_at=now())).model_dump(mode="json")
    body["readings"][0]["values"] = {"systolic": 84.25, "diastolic": 137.75}
    answer = client.post("/api/health/sitting/measure", json=body)
    assert answer.status_code == 422 and answer.headers["content-type"] == "application/problem+json"
    (error, *_) = answer.json()["errors"]
    assert error["field"].startswith("readings.0.") and error["mistake"] == "swapped"
    body["readings"][0]["values"] = {"systolic": 137.75, "diastolic": 84.25}
    assert client.post("/api/health/sitting/measure", json=body).status_code == 200
    assert "sitting/measure" in caplog.text and "137.75" not in caplog.text and "84.25" not in caplog.text
