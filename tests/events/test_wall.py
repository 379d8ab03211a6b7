"""The wall: what its screen gets, who may have it, and figures that follow who comes."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session
from starlette.websockets import WebSocketDisconnect

from app.accounts.service.sessions import start_session
from app.events import wall
from app.events.models import Attendee, Event, NamesShown, Via
from app.events.rules.codes import Reading, read, rotating, take_apart, window_at
from app.shared.clock import now
from app.shared.crypto import keys
from app.web import web
from tests.cast import Cast, make_cast

ORIGIN = "http://localhost:8000"


@pytest.fixture
def screen(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[TestClient, Cast, UUID, Engine]]:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    monkeypatch.setattr(wall, "EVERY", 0.01)
    with Session(empty_engine, expire_on_commit=False) as session, session.begin():
        cast = make_cast(session)
        hours = {"starts_at": now(), "ends_at": now() + timedelta(hours=2), "published_at": now() - timedelta(days=1)}
        event = Event(community_id=cast.hupan.id, short="K7M2QX", title="象棋角", capacity=9, **hours)
        session.add(event)
        session.flush()
        made = event.id
    with TestClient(web, base_url=ORIGIN, headers={"origin": ORIGIN}) as client:
        yield client, cast, made, empty_engine


def sign_in(client: TestClient, engine: Engine, account_id: UUID) -> None:
    with Session(engine) as session, session.begin():
        client.cookies.set("linju", start_session(session, account_id, "wall", "", now()))


def arrive(engine: Engine, cast: Cast, event_id: UUID) -> None:
    with Session(engine) as session, session.begin():
        person = cast.lin_apo
        session.add(
            Attendee(
                community_id=cast.hupan.id, event_id=event_id, person_id=person.id, who=person.id, came_at=now(),
                via=Via.WALL,
            )
        )  # fmt: skip


def test_the_key_on_the_wall_makes_codes_that_the_door_takes(screen) -> None:
    client, cast, event_id, engine = screen
    sign_in(client, engine, cast.cadre.id)
    got = client.get(f"/api/events/{event_id}/wall").json()
    code = rotating(b64decode(got["key"]), got["short"], window_at(got["now"]))
    parts = take_apart(code)
    assert parts is not None
    assert read(parts, keys().derive("event-code", str(event_id)), now().timestamp()) is Reading.GOOD
    assert (got["title"], got["live"]["capacity"], got["zone"]) == ("象棋角", 9, "Asia/Shanghai")


def test_the_figures_follow_who_comes_and_hide_names(screen) -> None:
    client, cast, event_id, engine = screen
    sign_in(client, engine, cast.cadre.id)
    with client.websocket_connect(f"/api/events/{event_id}/live", headers=dict(client.headers)) as socket:
        assert socket.receive_json()["come"] == 0
        arrive(engine, cast, event_id)
        while (seen := socket.receive_json())["come"] == 0:
            pass
    assert (seen["come"], seen["latest"]) == (1, ["林**"])


def test_no_names_where_the_event_shows_none(screen) -> None:
    client, cast, event_id, engine = screen
    sign_in(client, engine, cast.cadre.id)
    with Session(engine) as session, session.begin():
        session.get_one(Event, event_id).names_shown = NamesShown.NONE
    arrive(engine, cast, event_id)
    live = client.get(f"/api/events/{event_id}/wall").json()["live"]
    assert (live["come"], live["capacity"], live["latest"], live["standing"]) == (1, 9, [], "running")


@pytest.mark.parametrize(
    "login", [None, "resident", "volunteer", "leader", "clinician", "supervisor", "auditor", "far_cadre", "stranger"]
)
def test_nobody_else_hears_the_figures(screen, login: str | None) -> None:
    client, cast, event_id, engine = screen
    if login:
        sign_in(client, engine, getattr(cast, login).id)
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(f"/api/events/{event_id}/live") as socket:
        socket.receive_json()
