"""Fetching through the person: not yours and not there are the same answer."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlmodel import Session, select

from app.accounts.models import Grant, Role
from app.accounts.rules import Actor, Permission, Scope
from app.accounts.service import actor_of
from app.households.models import Door, Person
from app.households.service import community_of, door_of, doors_of, household_of, person_of, reach, surviving
from app.shared.errors import NotFound, Refused
from tests.cast import NAMES, Cast
from tests.conftest import NOW


def actor(session: Session, cast: Cast, login: str) -> Actor:
    return actor_of(session, getattr(cast, login).id, NOW)


@pytest.mark.thorough
@pytest.mark.parametrize("login", NAMES)
@pytest.mark.parametrize("permission", list(Permission))
def test_the_condition_on_doors_says_what_the_actor_says(
    session: Session, cast: Cast, login: str, permission: Permission
) -> None:
    who = actor(session, cast, login)
    found = set(session.exec(select(Door.id).where(reach(who, permission))))
    everywhere = session.exec(select(Door)).all()
    assert found == {d.id for d in everywhere if who.may(permission, d.community_id, d.grid_id, d.id)}


def test_somebody_of_every_community_reaches_every_door(session: Session, cast: Cast) -> None:
    who = Actor(cast.admin.id, "x", (Scope(Role.ADMIN, None),))
    assert len(doors_of(session, who)) == 3


def test_a_cadre_has_the_doors_of_the_grid_and_a_leader_those_given(session: Session, cast: Cast) -> None:
    assert [d.id for d in doors_of(session, actor(session, cast, "cadre"))] == [cast.door_501.id]
    assert [d.id for d in doors_of(session, actor(session, cast, "leader"))] == [cast.door_501.id]
    assert len(doors_of(session, actor(session, cast, "cadre_all"))) == 2
    assert doors_of(session, actor(session, cast, "stranger")) == []


def test_a_household_of_another_grid_is_not_there(session: Session, cast: Cast) -> None:
    who = actor(session, cast, "cadre")
    assert household_of(session, who, cast.lin_home.id).id == cast.lin_home.id
    for household_id in (cast.chen_home.id, cast.far_home.id, uuid4()):
        with pytest.raises(NotFound) as missing:
            household_of(session, who, household_id)
        assert missing.value.code == "household_unknown"


def test_a_leader_may_name_a_household_but_not_read_it(session: Session, cast: Cast) -> None:
    who = actor(session, cast, "leader")
    assert household_of(session, who, cast.lin_home.id, Permission.HOUSEHOLD_NAMES)
    with pytest.raises(NotFound):
        household_of(session, who, cast.lin_home.id)


@pytest.mark.parametrize("login", ["cadre_two", "far_cadre", "supervisor", "volunteer", "resident", "stranger"])
def test_a_person_of_somebody_elses_door_is_not_there(session: Session, cast: Cast, login: str) -> None:
    with pytest.raises(NotFound):
        person_of(session, actor(session, cast, login), cast.lin_apo.id)
    with pytest.raises(NotFound):
        door_of(session, actor(session, cast, login), cast.door_501.id)


def test_a_stand_in_reaches_the_other_grid_until_it_ends(session: Session, cast: Cast) -> None:
    grant = Grant(account_id=cast.cadre.id, role=Role.CADRE, community_id=cast.hupan.id, grid_id=cast.grid_two.id)
    session.add(grant)
    session.flush()
    assert person_of(session, actor(session, cast, "cadre"), cast.chen_da.id)
    grant.ended_at = NOW
    session.flush()
    with pytest.raises(NotFound):
        person_of(session, actor(session, cast, "cadre"), cast.chen_da.id)


def test_a_merged_record_is_resolved_to_the_one_that_stands_for_it(session: Session, cast: Cast) -> None:
    third = Person(community_id=cast.hupan.id, household_id=cast.chen_home.id, name="陈大")
    session.add(third)
    cast.chen_xiao.merged_into = cast.chen_da.id
    third.merged_into = cast.chen_xiao.id
    session.flush()
    ids = [third.id, cast.chen_xiao.id, cast.lin_apo.id]
    assert surviving(session, ids) == {
        third.id: cast.chen_da.id,
        cast.chen_xiao.id: cast.chen_da.id,
        cast.lin_apo.id: cast.lin_apo.id,
    }


def test_the_community_is_the_one_where_the_permission_holds_as_a_whole(session: Session, cast: Cast) -> None:
    admin = actor(session, cast, "admin")
    assert community_of(session, admin, Permission.ROSTER_IMPORT).id == cast.hupan.id
    with pytest.raises(NotFound):
        community_of(session, admin, Permission.ROSTER_IMPORT, cast.shanjiao.code)
    with pytest.raises(NotFound):
        community_of(session, actor(session, cast, "cadre"), Permission.HOUSEHOLD_READ)  # a grid only
    everywhere = Actor(cast.admin.id, "x", (Scope(Role.ADMIN, None),))
    with pytest.raises(Refused) as refused:
        community_of(session, everywhere, Permission.ROSTER_IMPORT)
    assert refused.value.code == "which_community"
    assert community_of(session, everywhere, Permission.ROSTER_IMPORT, cast.shanjiao.code).id == cast.shanjiao.id
