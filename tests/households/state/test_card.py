"""A household at the desk: whole for admins, names and tags for a neighbour leader, nothing for others."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from app.households.state.card import HomeState
from app.shared.ids import new_id
from tests.test_authorisation import press
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


def opened(desk: Desk, role: str, home: Any) -> Any:
    return asyncio.run(press(HomeState, "load", desk.cookie(role), (), {}, f"/admin/households/{home}/"))


def test_an_admin_reads_the_whole_card(desk: Desk) -> None:
    state = opened(desk, "admin", desk.town.lin_home.id)
    (person,) = state.home.people
    assert (state.home.door, person.name, person.born) == ("1栋2单元501", "林阿婆", "1941-05-06")
    assert (person.tags[0].zh, person.tags[0].en) == ("独居老人", "Elder living alone")


def test_a_neighbour_leader_reads_names_and_no_more(desk: Desk) -> None:
    (person,) = opened(desk, "neighbour_leader", desk.town.lin_home.id).home.people
    assert (person.name, person.relation, person.born, person.phone, person.residency) == ("林阿婆", "户主", "", "", "")


@pytest.mark.parametrize("role", ["neighbour_leader", "cadre", "admin"])
def test_what_is_not_theirs_is_not_found(desk: Desk, role: str) -> None:
    for home in (desk.town.far_home.id, new_id(), "x"):
        state = opened(desk, role, home)
        assert (state.allowed, state.ready, state.home.door, state.home.people) == (True, True, "", [])


@pytest.mark.parametrize("role", ["supervisor", "auditor", "resident"])
def test_others_are_told_that_it_is_not_theirs(desk: Desk, role: str) -> None:
    state = opened(desk, role, desk.town.lin_home.id)
    assert (state.allowed, state.home.people) == (False, [])
