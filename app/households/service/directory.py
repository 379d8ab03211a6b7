"""The directory that lies on a phone: everybody of their doors, small enough to search 20,000 people there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, case, or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col

from app.accounts.rules import Actor, Permission
from app.households.models import Building, Door, Household, Person
from app.households.numerals import arabic
from app.households.service.reach import LIVES_THERE, reach


@dataclass(slots=True)
class DirectoryRow:
    """One household. `id` is its id, `door` the label people read, `at` what a typed door is compared with:
    `estate|building|unit|room`, lower case, numerals as digits. `people` are texts
    `name|pinyin|initials|born|phone|identity` (a year and two times four characters; empty for a neighbour leader).

    A household a row and texts inside: 20,000 people are 1.6 MB of JSON instead of 6.
    """

    id: str
    door: str
    at: str
    people: list[str] = field(default_factory=list)


def directory_rows(session: Session, who: Actor) -> list[DirectoryRow]:
    """Everybody whom they may name, by household, as people climb."""
    names, read = (reach(who, p) for p in (Permission.HOUSEHOLD_NAMES, Permission.HOUSEHOLD_READ))
    columns: Any = (
        Person.household_id, Door.label, Building.estate, Building.label, Door.unit, Door.room,
        Person.name, Person.pinyin, Person.initials, case((read, col(Person.born_on))),
        case((read, col(Person.phone_last4)), else_=""), case((read, col(Person.identity_last4)), else_=""),
    )  # fmt: skip
    wanted = (
        sql_select(*columns)
        .join(Household, col(Person.household_id) == col(Household.id))
        .join(Door, col(Household.door_id) == col(Door.id))
        .join(Building, col(Door.building_id) == col(Building.id))
        .where(and_(or_(names, read), *LIVES_THERE))
        .order_by(col(Door.climb_key), col(Household.id), col(Person.born_on), col(Person.id))
    )
    rows: dict[Any, DirectoryRow] = {}
    for home, door, estate, building, unit, room, *person in session.execute(wanted):
        row = rows.get(home)
        if row is None:
            row = rows[home] = DirectoryRow(str(home), door, door_key(estate, building, unit, room))
        row.people.append(_text(*person))
    return list(rows.values())


def door_key(estate: str, building: str, unit: str, room: str) -> str:
    """`榕湾1里|3|2|501`: the parts of a door as the phone compares them with what was typed."""
    block = re.sub("[栋座]$", "", building)
    return "|".join(arabic(part).lower() for part in (estate.removesuffix("小区"), block, unit, room))


def _text(name: str, pinyin: str, initials: str, born: Any, phone: str, identity: str) -> str:
    year = str(born.year) if born else ""
    return "|".join(part.replace("|", "") for part in (name, pinyin, initials, year, phone, identity))
