"""Passes are given out, replaced and taken back at the desk."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlmodel import select

from app.passes.models import ResidentPass
from app.passes.state.desk import PassesState
from app.shared.db import transaction
from tests.test_authorisation import press
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def lin(desk: Desk) -> str:
    return str(desk.town.lin_apo.id)


def given_out(desk: Desk, person: str) -> Any:
    """Found, and given a pass."""
    rows = desk.press("cadre", PassesState, "find", {"q": "林阿婆"}).rows
    return desk.press("cadre", PassesState, "issue", person, rows=rows)


def test_somebody_is_found_without_a_pass_and_gets_one(desk: Desk, lin: str) -> None:
    (row,) = desk.press("cadre", PassesState, "find", {"q": "林阿婆"}).rows
    assert (row.name, row.pass_id) == ("林阿婆", "")
    state = given_out(desk, lin)
    assert len(state.rows[0].code) == 7 and state.sheet == [lin]


def test_the_people_of_a_household_are_listed(desk: Desk) -> None:
    path = f"/admin/passes?household={desk.town.chen_home.id}"
    state: Any = asyncio.run(press(PassesState, "load", desk.cookie("cadre_two"), (), {}, path))
    assert {row.name for row in state.rows} == {"陈大文", "陈小文"}


def test_a_lost_one_is_replaced_and_the_old_one_is_dead(desk: Desk, lin: str) -> None:
    rows = given_out(desk, lin).rows
    state = desk.press("cadre", PassesState, "replace", {"person": lin, "why": "丢了"}, rows=rows, one=rows[0])
    assert state.rows[0].code != rows[0].code and state.one.person == ""
    with transaction(desk.engine) as session:
        old, new = session.exec(select(ResidentPass).order_by(ResidentPass.created_at)).all()
        assert (old.why, old.revoked_at is not None, new.revoked_at) == ("丢了", True, None)


def test_one_is_taken_back(desk: Desk, lin: str) -> None:
    given = given_out(desk, lin)
    form = {"person": lin, "pass": given.rows[0].pass_id, "why": "搬走"}
    state = desk.press("cadre", PassesState, "revoke", form, rows=given.rows, sheet=[lin])
    assert (state.rows[0].pass_id, state.sheet) == ("", [])


def test_the_sheet_is_put_together(desk: Desk, lin: str) -> None:
    given_out(desk, lin)
    assert desk.press("cadre", PassesState, "put", lin).sheet == [lin]
    assert desk.press("cadre", PassesState, "put", str(desk.town.chen_da.id)).sheet == []
    assert desk.press("cadre", PassesState, "take", lin, sheet=[lin]).sheet == []
    assert desk.press("cadre", PassesState, "clear_sheet", sheet=[lin]).sheet == []


def test_a_pass_opens_with_what_can_be_done(desk: Desk, lin: str) -> None:
    rows = given_out(desk, lin).rows
    assert desk.press("cadre", PassesState, "open", lin, rows=rows, replacing=True).one == rows[0]
    assert desk.press("cadre", PassesState, "think_of_replacing").replacing
    assert desk.press("cadre", PassesState, "think_of_revoking").revoking
    assert desk.press("cadre", PassesState, "close", one=rows[0]).one.person == ""
    state = desk.press("cadre", PassesState, "forget_pin", rows[0].pass_id, rows=rows, one=rows[0])
    assert state.one.has_pin is False


def test_another_communitys_people_get_none(desk: Desk, lin: str) -> None:
    assert desk.press("far_cadre", PassesState, "issue", lin).rows == []
    with transaction(desk.engine) as session:
        assert session.exec(select(ResidentPass)).all() == []
