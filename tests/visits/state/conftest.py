"""States built without a server, on a committed cast."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from app.accounts.service.sessions import start_session
from app.shared.clock import local_day, now
from app.shared.db import transaction
from app.visits.service import recompute
from tests.cast import Cast, make_cast
from tests.test_authorisation import press
from tests.visits.visiting import visit


@dataclass
class Desk:
    """Somebody at a desk: `press(State, "load")` gives the State afterwards."""

    town: Cast
    engine: Engine
    cookie: Callable[[str], str]

    def press(self, role: str, cls: Any, name: str, *arguments: Any, **before: Any) -> Any:
        return asyncio.run(press(cls, name, self.cookie(role), arguments, before))


@pytest.fixture
def desk(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    moment = now()
    with transaction(empty_engine) as session:
        town = make_cast(session)
        need = {"category": "repair", "text": "灯坏了", "urgency": "now"}
        change = {"person_id": str(town.lin_apo.id), "field": "employment", "value": "退休"}
        visit(
            session, town.cadre, town.lin_home, at=moment - timedelta(hours=1), people=[str(town.lin_apo.id)],
            needs=[need], corrections=[change],
        )  # fmt: skip
        town.chen_home.created_at = moment - timedelta(days=400)
        session.add(town.chen_home)
        recompute(session, town.hupan.id, None, local_day(moment))
    tokens: dict[str, str] = {}

    def cookie(role: str) -> str:
        if role not in tokens:
            with transaction(empty_engine) as session:
                tokens[role] = start_session(session, town.account(role).id, "a desk", "", now())
        return f"linju={tokens[role]}"

    return Desk(town, empty_engine, cookie)
