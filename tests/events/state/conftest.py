"""An event of the cast's community that is on, and whoever looks at it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.accounts.service import actor_of
from app.events.payload import EventPlan, Family, OnePerson
from app.events.service.edit import add_event
from app.events.service.signing import SignedUp, sign_up_for
from app.shared.clock import now
from app.shared.db import transaction
from tests.test_authorisation import press
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


@dataclass
class Afternoon:
    """One event; `look` presses a handler at its address."""

    desk: Desk
    id: UUID

    def look(self, role: str, cls: Any, name: str, *arguments: Any, before: Any = None, path: str = "") -> Any:
        cookie = self.desk.cookie(role) if role else ""
        address = path or f"/events/{self.id}"
        return asyncio.run(press(cls, name, cookie, arguments, before or {}, address))

    def family(self, *names: str, phone: str = "13800000001") -> SignedUp:
        """Staff sign somebody up."""
        moment = now()
        with transaction(self.desk.engine) as session:
            admin = actor_of(session, self.desk.town.admin.id, moment)
            family = Family(people=[OnePerson(name=name) for name in names], phone=phone)
            return sign_up_for(session, admin, self.id, family, moment)


def hold(desk: Desk, starts: datetime | None = None, *, published: bool = True, **changes: Any) -> Afternoon:
    """Make an event, by default one that began a minute ago with three places."""
    moment = now()
    begins = starts or moment - timedelta(minutes=1)
    values = {"title": "书法课", "place": "公共客厅", "starts_at": begins, "ends_at": begins + timedelta(hours=2),
              "capacity": 3} | changes  # fmt: skip
    with transaction(desk.engine) as session:
        admin = actor_of(session, desk.town.admin.id, moment)
        made = add_event(session, admin, desk.town.hupan.id, EventPlan(**values), moment, publish_now=published)
        return Afternoon(desk, made.id)


@pytest.fixture
def afternoon(desk: Desk) -> Afternoon:
    return hold(desk)
