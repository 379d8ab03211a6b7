"""A database of its own with one volunteer whose hours are in every state, and a browser for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from app.accounts.service.sessions import start_session
from app.shared.clock import now
from app.shared.db import transaction
from app.volunteers.models import Volunteer
from app.volunteers.service.notice import put_on_notice
from app.volunteers.service.records import make_record
from app.volunteers.service.who import Me
from app.web import web
from tests.cast import Cast, make_cast
from tests.volunteers.people import actor, volunteer
from tests.volunteers.service.ledgers import BEGAN, credited, proposed

ORIGIN = "http://localhost:8000"


@dataclass(frozen=True)
class House:
    """`credited`, `hanging`, `proposed`: services of 王一; `link`: what goes with their own address."""

    engine: Engine
    cast: Cast
    me: Me
    link: str
    credited: UUID
    hanging: UUID
    proposed: UUID
    record: UUID
    code: str

    def cookie(self, login: str) -> dict[str, str]:
        with transaction(self.engine) as session:
            return {"cookie": f"linju={start_session(session, getattr(self.cast, login).id, 'x', '', now())}"}


@pytest.fixture
def house(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        me = volunteer(session, cast, "王一")
        done = credited(session, cast, me)
        hanging = proposed(session, cast, me, BEGAN - timedelta(days=1))
        put_on_notice(session, actor(session, cast.cadre), cast.hupan.id, [hanging.about], now())
        waiting = proposed(session, cast, me, BEGAN - timedelta(days=2))
        made = make_record(session, me, me.volunteer_id, done.on_day, done.on_day, now())
        link = f"?code={session.get_one(Volunteer, me.volunteer_id).code}"
        return House(
            empty_engine, cast, me, link, done.about, hanging.about, waiting.about, made.id, made.code
        )  # fmt: skip


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    with TestClient(web, base_url=ORIGIN, headers={"origin": ORIGIN}, follow_redirects=False) as made:
        yield made
