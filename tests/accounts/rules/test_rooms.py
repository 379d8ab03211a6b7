"""Everybody starts where their work is, with a dock of their own."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.accounts.rules import Actor, Scope
from app.accounts.rules.rooms import STARTS, dock_of, landing
from app.shared.docks import docks
from app.shared.ids import new_id


def person(*roles: Role) -> Actor:
    here = new_id()
    return Actor(new_id(), "x", tuple(Scope(role, here) for role in roles))


@pytest.mark.parametrize(
    ("roles", "path"),
    [
        ((Role.CADRE,), "/round"),
        ((Role.ADMIN,), "/admin"),
        ((Role.ADMIN, Role.CADRE), "/round"),
        ((Role.SUPERVISOR,), "/admin/coverage"),
        ((Role.AUDITOR,), "/admin/access"),
        ((Role.NEIGHBOUR_LEADER,), "/search"),
        ((Role.CLINICIAN,), "/"),
        ((Role.RESIDENT,), "/health"),
        ((), "/"),
    ],
)
def test_everybody_starts_where_their_work_is(roles: tuple[Role, ...], path: str) -> None:
    assert landing(person(*roles)) == path


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_dock_and_starts_on_its_first_place(role: Role) -> None:
    dock = docks()[dock_of(person(role))]
    assert dock[0].href == landing(person(role))


def test_every_dock_belongs_to_somebody() -> None:
    assert set(STARTS) == set(docks())


def test_every_place_of_every_dock_is_a_screen_there_is() -> None:
    from app.app import app

    places = {place.href.strip("/") or "index" for dock in docks().values() for place in dock}
    assert places <= set(app._unevaluated_pages)
