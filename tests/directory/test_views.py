"""The view "people" as a phone gets it."""

from __future__ import annotations

import dataclasses
import json

import pytest
from sqlmodel import Session

from app.accounts.models import Role
from app.accounts.rules import PERMISSIONS, Actor, Permission
from app.accounts.service import actor_of
from app.directory.views import people
from app.households.demo import seed_demo
from app.households.sealed import identity_columns, phone_columns
from app.households.service.directory import door_key
from app.offline.registry import VIEWS, views_for
from tests.cast import Cast
from tests.conftest import NOW


def test_phones_of_people_who_may_name_somebody_keep_it(session: Session, cast: Cast) -> None:
    assert VIEWS["people"].query is people
    for role in Role:
        who = actor_of(session, cast.account(role.value).id, NOW)
        assert ("people" in views_for(who)) == (Permission.HOUSEHOLD_NAMES in PERMISSIONS[role])


@pytest.fixture
def numbered(session: Session, cast: Cast) -> Cast:
    for name, value in (identity_columns("11010519491231002X") | phone_columns("15400001234")).items():
        setattr(cast.lin_apo, name, value)
    session.flush()
    return cast


def test_a_cadre_gets_years_and_last_fours(session: Session, numbered: Cast) -> None:
    (row,) = people(session, actor_of(session, numbered.cadre.id, NOW))
    assert (row.id, row.door) == (str(numbered.lin_home.id), "1栋2单元501")
    assert row.people == ["林阿婆|linapo|lap|1941|1234|002X"]


def test_a_neighbour_leader_gets_names_and_doors(session: Session, numbered: Cast) -> None:
    (row,) = people(session, actor_of(session, numbered.leader.id, NOW))
    assert row.people == ["林阿婆|linapo|lap|||"]


def test_who_is_in_two_roles_gets_each_door_once_with_what_the_wider_one_shows(
    session: Session, numbered: Cast
) -> None:
    leader, cadre = (actor_of(session, a.id, NOW) for a in (numbered.leader, numbered.cadre))
    both = Actor(cadre.account_id, "x", leader.scopes + cadre.scopes)
    (row,) = people(session, both)
    assert row.people == ["林阿婆|linapo|lap|1941|1234|002X"]


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (("榕湾一里", "3栋", "2", "501"), "榕湾1里|3|2|501"),
        (("兴华小区", "A座", "", "1203"), "兴华|a||1203"),
        (("", "12号之一", "1", "101"), "|12号之1|1|101"),
    ],
)
def test_a_door_is_compared_without_regard_to_spelling(parts: tuple[str, str, str, str], key: str) -> None:
    assert door_key(*parts) == key


def test_a_whole_community_is_small_enough_for_a_phone(session: Session) -> None:
    result = seed_demo(session, households=300, now=NOW)
    from sqlmodel import select

    from app.accounts.models import Account

    director = session.exec(select(Account.id).where(Account.login == "director")).one()
    rows = people(session, actor_of(session, director, NOW))
    raw = json.dumps([dataclasses.asdict(row) for row in rows], ensure_ascii=False).encode()
    assert sum(len(row.people) for row in rows) >= result.people
    assert len(raw) / result.people < 100  # bytes a person
