"""The offline contract over HTTP, as a phone meets it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.accounts.models import Account
from app.accounts.service.sessions import start_session
from app.accounts.session import cookie_name
from app.offline import photos, registry
from app.shared.clock import now
from app.shared.db import transaction
from app.shared.ids import new_id
from app.web import web
from tests.offline.test_photos import jpeg

SENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC).isoformat()


@dataclass
class Line:
    """A row of a view."""

    id: str
    text: str


@pytest.fixture
def anonymous(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    with TestClient(web, base_url="http://localhost:8000", headers={"origin": "http://localhost:8000"}) as client:
        yield client


@pytest.fixture
def phone(anonymous: TestClient, empty_engine: Engine) -> TestClient:
    account = Account(login="zhang", name="张姐")
    with transaction(empty_engine) as session:
        session.add(account)
        session.flush()
        token = start_session(session, account.id, "phone", "127.0.0.1", now())
    anonymous.cookies.set(cookie_name(), token)
    return anonymous


def batch(*commands: Any, **changes: Any) -> dict[str, Any]:
    return {"device_id": "phone-0001", "sent_at": SENT, "commands": list(commands)} | changes


def test_nobody_signed_in_is_told_to_sign_in(anonymous: TestClient) -> None:
    for answer in (
        anonymous.post("/api/commands", json=batch()),
        anonymous.get("/api/views/round"),
        anonymous.put("/api/photos/" + "0" * 64, content=b""),
    ):
        assert answer.status_code == 401


def test_an_empty_batch_is_a_heartbeat(phone: TestClient) -> None:
    answer = phone.post("/api/commands", json=batch(heartbeat={"unsent": 0, "last_number": 12, "engine": "test"}))
    assert answer.status_code == 200
    body = answer.json()
    assert (body["results"], body["last_number"], body["wipe"]) == ([], 12, False)


def test_one_bad_command_does_not_spoil_the_batch(phone: TestClient) -> None:
    unknown = {"id": str(new_id()), "kind": "no.such", "version": 1, "made_at": SENT, "data": {}}
    answer = phone.post("/api/commands", json=batch("nonsense", unknown))
    assert answer.status_code == 200
    assert [result["status"] for result in answer.json()["results"]] == ["rejected", "rejected"]


def test_more_than_a_hundred_commands_are_too_many(phone: TestClient) -> None:
    assert phone.post("/api/commands", json=batch(*["x"] * 101)).status_code == 422


def test_a_phone_learns_who_works_on_it_and_what_it_said_last_time(phone: TestClient) -> None:
    lost = {"id": str(new_id()), "number": 3, "label": "1栋2单元501", "made_at": SENT}
    phone.post("/api/commands", json=batch(heartbeat={"unsent": 1, "waiting": [lost], "last_number": 3}))
    me = phone.get("/api/me", params={"device": "phone-after1"}).json()
    assert me["name"] == "张姐"
    assert [item["label"] for item in me["device"]["waiting"]] == ["1栋2单元501"]


def test_a_phone_nobody_is_signed_in_on_is_told_so(anonymous: TestClient) -> None:
    answer = anonymous.get("/api/me", params={"device": "phone-0001"})
    assert (answer.status_code, answer.json()["wipe"]) == (401, False)


def test_work_of_one_person_does_not_travel_under_the_name_of_another(phone: TestClient) -> None:
    answer = phone.post("/api/commands", json=batch(), headers={"linju-account": str(new_id())})
    assert answer.status_code == 401


def test_a_photo_is_stored_under_its_hash(phone: TestClient) -> None:
    data = jpeg()
    sha256 = hashlib.sha256(data).hexdigest()
    for _again in (1, 2):
        answer = phone.put(f"/api/photos/{sha256}", content=data)
        assert answer.status_code == 200
        assert answer.json()["sha256"] == sha256


def test_a_photo_that_never_ends_is_cut_off(phone: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.offline.api.MAX_BYTES", 1000)
    answer = phone.put("/api/photos/" + "0" * 64, content=b"x" * 2000)
    assert answer.status_code == 422
    assert str(photos.MAX_BYTES >> 20) in answer.text


def test_an_unknown_view_is_not_there(phone: TestClient) -> None:
    assert phone.get("/api/views/no-such").status_code == 404


def test_a_view_says_how_much_it_is_so_that_a_phone_can_count_it(
    phone: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [Line("a", "一"), Line("b", "二")]
    monkeypatch.setitem(registry.VIEWS, "test", registry.View("test", lambda _session, _who: rows))
    answer = phone.get("/api/views/test")
    assert answer.headers["linju-rows"] == "2"
    assert answer.headers["linju-length"] == str(len(answer.content))


def test_the_contract_is_described(anonymous: TestClient) -> None:
    described = anonymous.get("/api/openapi.json").json()
    assert "/api/commands" in described["paths"]
    assert "/api/views/{name}" in described["paths"]
