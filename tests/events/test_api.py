"""Events over HTTP: attendance and files for staff; sign-ups, calendars and stars for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.accounts.service.sessions import start_session
from app.events.rules.pace import PACES, Pace
from app.events.service.edit import cancel
from app.shared.clock import now
from app.shared.db import transaction
from app.web import web
from tests.cast import Cast, make_cast
from tests.events.events import actor, event

ORIGIN = "http://localhost:8000"
WANG = {"people": [{"name": "王芳"}, {"name": "王二"}], "phone": "138 0000 0001"}


@pytest.fixture
def cast(empty_engine: Engine) -> Cast:
    with transaction(empty_engine) as session:
        return make_cast(session)


@pytest.fixture
def on(empty_engine: Engine, cast: Cast) -> UUID:
    moment = now()
    with transaction(empty_engine) as session:
        changes = {"starts_at": moment, "ends_at": moment + timedelta(hours=2), "capacity": 3, "about": "一,二;三"}
        return event(session, cast, **changes).id


@pytest.fixture
def client(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    with TestClient(web, base_url=ORIGIN, headers={"origin": ORIGIN}) as made:
        yield made


@pytest.fixture
def staff(client: TestClient, empty_engine: Engine, cast: Cast) -> dict[str, str]:
    with transaction(empty_engine) as session:
        return {"cookie": f"linju={start_session(session, cast.cadre.id, '', '', now())}"}


def test_a_family_signs_up_looks_again_and_gives_up(client: TestClient, on: UUID, staff: dict[str, str]) -> None:
    made = client.post(f"/api/events/{on}/sign-ups", json=WANG)
    assert (made.status_code, made.json()["state"], made.json()["names"]) == (201, "confirmed", ["王芳", "王二"])
    second = client.post(f"/api/events/{on}/sign-ups", json={"people": [{"name": "赵"}, {}], "phone": "13800000002"})
    assert (second.json()["state"], second.json()["ahead"]) == ("waiting", 0)
    rows = client.get(f"/api/events/{on}/attendance", headers=staff).json()["rows"]
    assert [(row["name"], row["state"]) for row in rows] == [
        ("王芳", "confirmed"), ("王二", "confirmed"), ("赵", "waiting"), ("", "waiting"),
    ]  # fmt: skip
    assert client.post("/api/sign-ups/cancel", json={"code": made.json()["code"]}).json()["state"] == "cancelled"
    looked = client.post("/api/sign-ups/look-up", json={"code": second.json()["code"].lower()})
    assert looked.json()["state"] == "confirmed"


def test_what_is_wrong_is_a_problem_with_a_field(client: TestClient, on: UUID) -> None:
    answer = client.post(f"/api/events/{on}/sign-ups", json=WANG | {"phone": "1"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "phone")
    assert client.post(f"/api/events/{on}/sign-ups", json=WANG).status_code == 201
    assert client.post(f"/api/events/{on}/sign-ups", json=WANG).status_code == 409


def test_calendars_are_for_everybody(client: TestClient, on: UUID, cast: Cast, empty_engine: Engine) -> None:
    one, feed = client.get(f"/api/events/{on}.ics"), client.get(f"/api/events/calendar.ics?community={cast.hupan.code}")
    for answer in (one, feed, client.get("/api/events/calendar.ics")):
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert "SUMMARY:书法课" in answer.text and r"一\,二\;三" in answer.text
        assert f"URL:http://localhost:8000/events/{on}" in answer.text.replace("\r\n ", "")
    assert "VEVENT" not in client.get(f"/api/events/calendar.ics?community={cast.shanjiao.code}").text
    assert client.get("/api/events/calendar.ics?community=1").status_code == 404
    with transaction(empty_engine) as session:
        cancel(session, actor(session, cast.admin), on, "停电", now())
    assert "STATUS:CANCELLED" in client.get(f"/api/events/{on}.ics").text


def test_files_have_a_name_and_are_not_kept_on_the_way(client: TestClient, on: UUID, staff: dict[str, str]) -> None:
    for ending in ("xlsx", "csv"):
        answer = client.get(f"/api/events/{on}/attendance.{ending}", headers=staff)
        assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"
        assert f"attendance.{ending}" in answer.headers["content-disposition"]


def test_stars_are_given_once(client: TestClient, on: UUID) -> None:
    assert client.post(f"/api/events/{on}/feedback", json={"stars": 5, "words": "好"}).status_code == 204
    assert client.post(f"/api/events/{on}/feedback", json={"stars": 1}).status_code == 409
    assert client.post(f"/api/events/{on}/feedback", json={"stars": 9}).json()["code"] == "stars_range"


def test_wrong_codes_come_slower_and_slower_and_a_right_one_is_always_answered(client: TestClient, on: UUID) -> None:
    made = client.post(f"/api/events/{on}/sign-ups", json=WANG).json()
    answers = [client.post("/api/sign-ups/look-up", json={"code": "AAAAABBBBB"}) for _ in range(80)]
    codes = [answer.status_code for answer in answers]
    assert codes[:60] == [404] * 60 and 429 in codes[60:]
    slow = next(answer for answer in answers if answer.status_code == 429)
    assert int(slow.headers["retry-after"]) <= 2 and "请公共客厅的工作人员替您办" in slow.json()["detail"]
    assert client.post("/api/sign-ups/look-up", json={"code": made["code"]}).json()["state"] == "confirmed"
    assert client.post("/api/sign-ups/cancel", json={"code": made["code"]}).json()["state"] == "cancelled"


def test_sign_ups_and_opinions_of_a_flood_are_refused_with_when_to_come_back(
    client: TestClient, on: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    for what in ("sign_up", "opinion"):
        monkeypatch.setitem(PACES, what, Pace(0, 0, timedelta(seconds=2)))
    answers = (
        client.post(f"/api/events/{on}/sign-ups", json=WANG),
        client.post(f"/api/events/{on}/feedback", json={"stars": 5}),
    )
    assert [(answer.status_code, answer.headers["retry-after"]) for answer in answers] == [(429, "2")] * 2
