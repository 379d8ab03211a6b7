"""Every permission, every role, every place: the whole table, written out."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest

from app.accounts.models import Grant, Role
from app.accounts.rules import PERMISSIONS, Actor, Permission, Scope, holds
from app.shared.ids import new_id
from tests.conftest import NOW

P = Permission

# Written out once more, by permission: a change in the code must be made here too, on purpose.
WHO_MAY = {
    P.ROUND_READ: "cadre",
    P.HOUSEHOLD_READ: "cadre admin",
    P.HOUSEHOLD_NAMES: "cadre neighbour_leader admin",
    P.HOUSEHOLD_EDIT: "cadre admin",
    P.HOUSEHOLD_MERGE: "admin",
    P.ROSTER_IMPORT: "admin",
    P.ROSTER_EXPORT: "admin",
    P.VISIT_LOG: "cadre",
    P.VISIT_READ: "cadre",
    P.VISIT_EXPORT: "cadre supervisor",
    P.VISIT_SETTINGS: "admin",
    P.NEED_CLOSE: "cadre admin",
    P.CORRECTION_DECIDE: "cadre admin",
    P.STAND_IN: "cadre",
    P.COVERAGE_READ: "supervisor admin",
    P.DEVICE_READ: "supervisor admin",
    P.DEVICE_WIPE: "admin",
    P.ACCOUNT_MANAGE: "admin",
    P.ACCESS_READ: "auditor admin",
    P.FEEDBACK_ANSWER: "admin",
    P.EVENT_SETTINGS: "admin",
    P.EVENT_EDIT: "cadre admin",
    P.EVENT_READ: "cadre admin",
    P.EVENT_COUNT: "cadre admin supervisor",
    P.EVENT_CHECK_IN: "cadre admin",
    P.PASS_ISSUE: "cadre admin",
    P.VOLUNTEER_COORDINATE: "cadre admin",
    P.VOLUNTEER_SETTINGS: "admin",
    P.HEALTH_OWN: "resident",
    P.HEALTH_FOLLOW_UP: "cadre",
    P.HEALTH_SHARED: "clinician",
    P.HEALTH_COUNT: "cadre supervisor admin",
    P.HEALTH_SETTINGS: "admin",
}

HERE, ELSEWHERE, ONE, TWO, DOOR, OTHER_DOOR = (new_id() for _ in range(6))


@pytest.mark.parametrize(("permission", "role"), list(product(Permission, Role)))
def test_who_may_do_what(permission: Permission, role: Role) -> None:
    assert (permission in PERMISSIONS[role]) is (role in WHO_MAY[permission].split())


def one_scope(role: Role, community: UUID | None, grid: UUID | None = None, *doors: UUID) -> Actor:
    return Actor(new_id(), "x", (Scope(role, community, grid, frozenset(doors)),))


@pytest.mark.parametrize(
    ("scope", "community", "grid", "answer"),
    [
        ((HERE, ONE), HERE, ONE, True),
        ((HERE, ONE), HERE, TWO, False),
        ((HERE, ONE), HERE, None, False),  # a place without a grid belongs to the whole community
        ((HERE, ONE), ELSEWHERE, ONE, False),
        ((HERE, None), HERE, ONE, True),
        ((HERE, None), HERE, None, True),
        ((HERE, None), ELSEWHERE, None, False),
        ((None, None), ELSEWHERE, TWO, True),
    ],
)
def test_where_a_role_holds(scope: tuple, community: UUID, grid: UUID | None, answer: bool) -> None:
    assert one_scope(Role.CADRE, *scope).may(P.VISIT_LOG, community, grid) is answer


@pytest.mark.parametrize(
    ("community", "door", "answer"),
    [(HERE, DOOR, True), (HERE, OTHER_DOOR, False), (HERE, None, False), (ELSEWHERE, DOOR, False)],
)
def test_a_neighbour_leader_reaches_their_doors_only(community: UUID, door: UUID | None, answer: bool) -> None:
    leader = one_scope(Role.NEIGHBOUR_LEADER, HERE, None, DOOR)
    assert leader.may(P.HOUSEHOLD_NAMES, community, ONE, door) is answer
    assert not leader.may(P.HOUSEHOLD_READ, community, ONE, door)


@pytest.mark.parametrize(("scope", "answer"), [((HERE, ONE), True), ((None, None), True), ((ELSEWHERE, None), False)])
def test_a_grid_is_enough_for_what_its_community_shares(scope: tuple, answer: bool) -> None:
    assert one_scope(Role.CADRE, *scope).may_within(P.EVENT_EDIT, HERE) is answer
    assert not one_scope(Role.VOLUNTEER, *scope).may_within(P.EVENT_EDIT, HERE)


def test_two_scopes_do_not_mix() -> None:
    """A cadre here who is a supervisor elsewhere is no supervisor here."""
    both = Actor(new_id(), "x", (Scope(Role.CADRE, HERE), Scope(Role.SUPERVISOR, ELSEWHERE)))
    assert both.may(P.VISIT_LOG, HERE, ONE)
    assert not both.may(P.VISIT_LOG, ELSEWHERE, ONE)
    assert not both.may(P.COVERAGE_READ, HERE, ONE)
    assert both.may_somewhere(P.COVERAGE_READ)
    assert [scope.community_id for scope in both.scopes_for(P.VISIT_LOG)] == [HERE]


def test_nobody_may_anything_without_a_scope() -> None:
    nobody = Actor(new_id(), "x")
    assert not any(nobody.may_somewhere(permission) for permission in Permission)


@pytest.mark.parametrize(
    ("until", "ended", "answer"),
    [
        (None, None, True),
        (timedelta(seconds=1), None, True),
        (timedelta(0), None, False),
        (timedelta(days=1), timedelta(0), False),
        (None, timedelta(days=-1), False),
    ],
)
def test_a_grant_holds_until_it_is_over(until: timedelta | None, ended: timedelta | None, answer: bool) -> None:
    grant = Grant(account_id=new_id(), role=Role.CADRE)
    grant.until = None if until is None else NOW + until
    grant.ended_at = None if ended is None else NOW + ended
    assert holds(grant, NOW) is answer
