"""The server and the phone find the same people. `js/match.test.mjs` reads the same cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.households.address import Address
from app.households.models import Building, Door, Household, Person
from app.households.names import spell
from app.households.sealed import identity_columns, phone_columns
from app.households.service import directory_rows, search
from tests.cast import Cast
from tests.conftest import NOW

CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))


@pytest.fixture
def who(session: Session, cast: Cast) -> Actor:
    """The cadre of the whole community, who finds nobody but the people of the cases."""
    for person in (cast.lin_apo, cast.chen_da, cast.chen_xiao):
        person.moved_out_on = NOW.date()
    for one in CASES["people"]:
        _move_in(session, cast, one)
    session.flush()
    return actor_of(session, cast.cadre_all.id, NOW)


def _move_in(session: Session, cast: Cast, one: dict[str, Any]) -> None:
    at = Address(one["estate"], one["building"], one["unit"], None, one["room"])
    here = {"community_id": cast.hupan.id, "grid_id": cast.grid_one.id}
    block = session.exec(select(Building).where(Building.climb_key == at.building_key)).first()
    if block is None:
        block = Building(**here, estate=at.estate, label=at.building_label, climb_key=at.building_key)
        session.add(block)
        session.flush()
    door = Door(
        **here, building_id=block.id, unit=at.unit, room=at.room, label=at.label, climb_key=at.climb_key
    )  # fmt: skip
    home = Household(community_id=cast.hupan.id, door_id=door.id)
    spelling = spell(one["name"])
    person = Person(
        community_id=cast.hupan.id, household_id=home.id, name=one["name"], pinyin=spelling.pinyin,
        initials=spelling.initials, **identity_columns(one.get("identity")), **phone_columns(one.get("phone")),
    )  # fmt: skip
    for row in (door, home, person):
        session.add(row)
        session.flush()


@pytest.mark.thorough
@pytest.mark.parametrize("case", CASES["finds"], ids=lambda case: case["text"] or "nothing")
def test_the_server_finds_them(session: Session, who: Actor, case: dict[str, Any]) -> None:
    assert {found.name for found in search(session, who, case["text"])} == set(case["names"])


def test_the_rows_that_the_phone_is_tested_on_are_those_the_server_sends(session: Session, who: Actor) -> None:
    sent = sorted((row.at, row.door, row.people) for row in directory_rows(session, who))
    file = Path(__file__).parent / "rows.json"
    expected = [(row["at"], row["door"], row["people"]) for row in json.loads(file.read_text(encoding="utf-8"))]
    assert sent == sorted(expected), "write rows.json anew from directory_rows of the cases"
