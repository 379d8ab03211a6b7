"""林阿婆 has measured and shares her blood pressure with the system of the health centre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

from app.accounts.passwords import hash_password
from app.accounts.rules import Actor
from app.health.models import ConsentKind, Measure, Reading
from app.health.rules.sharing import Terms
from app.health.service.clients import add_client
from app.health.service.sharing import offer_to_client
from app.health.service.whose import Owner, owner_of
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.people import DAY, actor, kept, resident

SECRET = "a-secret-of-the-health-centre"


@dataclass
class World:
    """Who is who. `client`: `HealthClient.id`; `login`: what it signs in with; `grant`: of the blood pressure."""

    cast: Cast
    who: Actor
    owner: Owner
    client: UUID
    login: str
    grant: Any
    readings: list[Reading]
    sugar: Reading


@pytest.fixture(scope="session")
def secret_hash() -> str:
    return hash_password(SECRET)


def make_world(session: Session, cast: Cast, secret_hash: str) -> World:
    """As the module says; the glucose is shared with nobody."""
    who = resident(session, cast.lin_apo, ConsentKind.KEEP)
    readings = [
        kept(session, who, Measure.BP, NOW - day * DAY, systolic=140.0 + day, diastolic=80.0, pulse=70.0)
        for day in (5, 3, 1)
    ]
    sugar = kept(session, who, Measure.GLUCOSE, NOW - DAY, glucose=6.3)
    client = add_client(session, actor(session, cast.admin), cast.hupan.id, "卫生中心", secret_hash, NOW)
    grant = offer_to_client(session, who, client.id, Terms((Measure.BP,), NOW + 7 * DAY), NOW)
    return World(cast, who, owner_of(session, who), client.id, client.client_id, grant, readings, sugar)


@pytest.fixture
def world(session: Session, cast: Cast, secret_hash: str) -> World:
    return make_world(session, cast, secret_hash)
