"""Small helpers of the tests of events: an afternoon of calligraphy, and people who come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.accounts.models import Account
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.events.models import Event, Via
from app.events.payload import EventPlan, Family, OnePerson
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown, Told
from app.events.service.edit import add_event
from app.households.models import Household, Person
from app.households.sealed import phone_columns
from tests.cast import Cast
from tests.conftest import NOW

HOUR = timedelta(hours=1)
WALL = How(Via.WALL, code="good")


def actor(session: Session, account: Account) -> Actor:
    return actor_of(session, account.id, NOW)


def plan(**changes: Any) -> EventPlan:
    """Calligraphy from now on, for two hours."""
    return EventPlan(**{"title": "书法课", "place": "公共客厅", "starts_at": NOW, "ends_at": NOW + 2 * HOUR} | changes)


def event(session: Session, cast: Cast, *, published: bool = True, **changes: Any) -> Event:
    admin = actor(session, cast.admin)
    return add_event(session, admin, cast.hupan.id, plan(**changes), NOW - HOUR, publish_now=published)


def phone(number: int) -> str:
    return f"138{number:08d}"


def family(name: str, number: int = 0, *others: str) -> Family:
    return Family(people=[OnePerson(name=one) for one in (name, *others)], phone=phone(number))


def resident(session: Session, home: Household, name: str, number: int) -> Person:
    made = Person(community_id=home.community_id, household_id=home.id, name=name, **phone_columns(phone(number)))
    session.add(made)
    session.flush()
    return made


def come(session: Session, event_id: UUID, name: str, number: int = 0, at: datetime = NOW, how: How = WALL) -> Told:
    """A resident checks in with their own phone."""
    return check_in(session, how.who, event_id, Shown(name=name, phone=phone(number)), how, at)
