"""可能重复: records that may be one person, and what somebody said about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.households.models import Door, Household, Person, PersonDistinct
from app.households.rules.duplicates import Pair, Record, possible_twins
from app.households.service.reach import LIVES_THERE, person_of, reach


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
