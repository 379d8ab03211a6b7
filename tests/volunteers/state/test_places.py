"""The screen of the buildings: the list, one form, and what is wrong below its field."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from app.volunteers.state.places import PlacesState
from tests.test_authorisation import press as press_
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def press(desk: Desk) -> Any:
    """`press(name, …)` as a cadre, on the screen as it was last."""
    last: dict[str, Any] = {"community": str(desk.town.hupan.id)}

    def pressed(name: str, *arguments: Any, who: str = "cadre") -> Any:
        state: Any = asyncio.run(press_(PlacesState, name, desk.cookie(who), arguments, last))
        last.update({one: getattr(state, one) for one in ("community", "places", "one")})
        return state

    return pressed


def test_what_nobody_has_said_is_counted_and_said_once(press: Any) -> None:
    state = press("load")
    assert state.unknown == len(state.places) > 0
    state = press("open", state.places[0].id)
    assert state.one.name == state.places[0].name
    state = press("save", {"east": " 0.3", "north": "-0.25"})
    assert ((state.places[0].east, state.places[0].north), state.one.id) == (("0.3", "-0.25"), "")
    assert state.unknown == len(state.places) - 1


def test_what_is_wrong_stands_below_its_field_and_the_form_stays_open(press: Any) -> None:
    opened = press("open", press("load").places[0].id).one
    state = press("save", {"east": "near", "north": ""})
    assert (set(state.wrong_zh), state.one) == ({"east"}, opened)
    state = press("save", {"east": "0.3", "north": ""})
    assert set(state.wrong_zh) == set(state.wrong_en) == {"north"}
    assert press("load").unknown == len(state.places)


def test_who_makes_no_rota_sees_no_buildings(press: Any) -> None:
    state = press("load", who="clinician")
    assert (state.allowed, state.places) == (False, [])
