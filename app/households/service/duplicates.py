"""可能重复: records that may be one person, and what somebody said about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.households.models import Door, Household, Person, PersonCareGroup, PersonDistinct
from app.households.rules.duplicates import Pair, Record, possible_twins
from app.households.rules.fields import EDITABLE, shown_text, stored_text
from app.households.service.care import care_groups_of
from app.households.service.reach import LIVES_THERE, person_of, reach
from app.shared.clock import local_day


@dataclass(frozen=True, slots=True)
class Twin:
    """A pair with what a list shows of it."""

    pair: Pair
    names: tuple[str, str]
    doors: tuple[str, str]


def possible_duplicates(session: Session, who: Actor) -> list[Twin]:
    """Pairs of records in the communities whose records they may merge, the surest first.

    Leaves out pairs that somebody called two people. 20,000 people take about half a second.
    """
    columns: Any = (
        Person.id, Person.household_id, Person.name, Person.sex, Person.born_on, Person.identity_index,
        Person.phone_index, Door.label,
    )  # fmt: skip
    rows = session.execute(
        sql_select(*columns)
        .join(Household, col(Person.household_id) == col(Household.id))
        .join(Door, col(Household.door_id) == col(Door.id))
        .where(reach(who, Permission.HOUSEHOLD_MERGE), *LIVES_THERE)
    ).all()
    shown = {row[0]: (row[2], row[7]) for row in rows}
    told_apart = set(session.exec(select(PersonDistinct.first_id, PersonDistinct.second_id)).all())
    pairs = possible_twins(Record(*row[:7]) for row in rows)
    return [_twin(pair, shown) for pair in pairs if (pair.first, pair.second) not in told_apart]


def _twin(pair: Pair, shown: dict[UUID, tuple[str, str]]) -> Twin:
    (name, door), (other_name, other_door) = shown[pair.first], shown[pair.second]
    return Twin(pair, (name, other_name), (door, other_door))


def tell_apart(session: Session, who: Actor, one_id: UUID, other_id: UUID) -> None:
    """These are two people: never show the pair again. Saying it twice changes nothing. Raises `NotFound`."""
    one, other = (person_of(session, who, p, Permission.HOUSEHOLD_MERGE, lock=True) for p in sorted((one_id, other_id)))
    known = select(PersonDistinct.id).where(PersonDistinct.first_id == one.id, PersonDistinct.second_id == other.id)
    if session.exec(known).first() is None:
        row = PersonDistinct(
            community_id=one.community_id, first_id=one.id, second_id=other.id, decided_by=who.account_id
        )
        session.add(row)
        session.flush()


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of two records in words, secrets masked. `same` compares what is stored, not what is shown."""

    field: str
    label: str
    first: str
    second: str
    same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side. `fuller` is the one that says more: "first" or "second"."""

    first_id: UUID
    second_id: UUID
    doors: tuple[str, str]
    verified: tuple[str, str]
    tags: tuple[list[str], list[str]]
    fields: list[FieldPair]
    fuller: str


def compare_records(session: Session, who: Actor, first_id: UUID, second_id: UUID) -> Comparison:
    """Everything of two records that may be one person. Raises `NotFound`."""
    people = [person_of(session, who, i, Permission.HOUSEHOLD_MERGE) for i in (first_id, second_id)]
    doors = [_door(session, person) for person in people]
    groups = {g.code: g.name for g in care_groups_of(session, people[0].community_id)}
    held = select(PersonCareGroup.person_id, PersonCareGroup.code).where(
        col(PersonCareGroup.person_id).in_([first_id, second_id]), col(PersonCareGroup.ended_on).is_(None)
    )
    tags: dict[UUID, list[str]] = {first_id: [], second_id: []}
    for person_id, code in session.exec(held):
        tags[person_id].append(groups.get(code, code))
    filled = [sum(1 for name in EDITABLE if getattr(person, name)) for person in people]
    return Comparison(
        first_id, second_id, (doors[0], doors[1]), (_verified(people[0]), _verified(people[1])),
        (tags[first_id], tags[second_id]), [_pair(name, *people) for name in EDITABLE if _said(name, *people)],
        "second" if filled[1] > filled[0] else "first",
    )  # fmt: skip


def _door(session: Session, person: Person) -> str:
    at = select(Door.label).join(Household).where(Household.id == person.household_id)
    return session.exec(at).one()


def _verified(person: Person) -> str:
    return local_day(person.verified_at).isoformat() if person.verified_at else ""


def _said(name: str, one: Person, other: Person) -> bool:
    return bool(getattr(one, name) or getattr(other, name))


def _pair(name: str, one: Person, other: Person) -> FieldPair:
    stored = [stored_text(getattr(person, name)) for person in (one, other)]
    first, second = (shown_text(name, text) for text in stored)
    return FieldPair(name, EDITABLE[name].label, first, second, stored[0] == stored[1])
