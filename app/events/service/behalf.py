"""替人报名: staff find somebody of the roster, and who lives with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy
from sqlmodel import Session, col

from app.accounts.rules import Actor, Permission
from app.events.models import Attendee, Event
from app.events.service.find import event_for
from app.households.models import Door, Household, Person
from app.households.service.reach import LIVES_THERE, reach
from app.households.service.search import search
from app.shared.errors import NotFound

MOST = 8  # on a phone's screen; more of them is a name to be narrowed down


@dataclass(frozen=True)
class Candidate:
    """Somebody of the roster. `expected`: on the list of the event already."""

    person_id: UUID
    household_id: UUID
    name: str
    door: str
    relation: str
    born: int | None
    expected: bool


def candidates(session: Session, who: Actor, event_id: UUID, typed: str) -> list[Candidate]:
    """By name, pinyin or initials, door, or the last four digits; among the doors they may see. Raises `NotFound`."""
    event = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    ids = [UUID(one.id) for one in search(session, who, typed[:64], 2 * MOST)]
    found = {one.person_id: one for one in _rows(session, who, event, col(Person.id).in_(ids))}
    return [found[one] for one in ids if one in found][:MOST]


def with_kin(session: Session, who: Actor, event_id: UUID, person_id: UUID) -> tuple[Candidate, list[Candidate]]:
    """Somebody of their doors, and who else lives there. Raises `NotFound`."""
    event = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    person = next(iter(_rows(session, who, event, col(Person.id) == person_id)), None)
    if person is None:
        raise NotFound("person_unknown", "找不到这个人。", field="person_id")
    home = _rows(session, who, event, col(Person.household_id) == person.household_id)
    return person, [one for one in home if one.person_id != person_id]


def _rows(session: Session, who: Actor, event: Event, which: Any) -> Iterable[Candidate]:
    columns: Any = (
        Person.id, Person.household_id, Person.name, Door.label, Person.relation, Person.born_on,
        col(Attendee.id).is_not(None),
    )  # fmt: skip
    here = (col(Attendee.who) == col(Person.id)) & (col(Attendee.event_id) == event.id)
    wanted = (
        sqlalchemy.select(*columns)
        .join(Household, col(Household.id) == col(Person.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .join(Attendee, here, isouter=True)
        .where(which, reach(who, Permission.HOUSEHOLD_NAMES), *LIVES_THERE)
        .where(col(Person.community_id) == event.community_id)
        .order_by(col(Person.born_on), col(Person.id))
    )
    for person_id, home, name, door, relation, born, expected in session.execute(wanted):
        yield Candidate(person_id, home, name, door, relation, born.year if born else None, bool(expected))
