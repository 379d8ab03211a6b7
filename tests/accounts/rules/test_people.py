"""Nobody gains more than they have by managing somebody else."""

from __future__ import annotations

import pytest

from app.accounts.models import Role
from app.accounts.rules import Actor, Scope
from app.accounts.rules.people import Place, manages, manages_account
from app.shared.ids import new_id

HERE, ELSEWHERE, GRID = new_id(), new_id(), new_id()
EVERYWHERE = Place(None)


def admin(community=None, grid=None, role: Role = Role.ADMIN) -> Actor:
    return Actor(new_id(), "x", (Scope(role, community, grid),))


@pytest.mark.parametrize(
    ("who", "place", "answer"),
    [
        (admin(), EVERYWHERE, True),
        (admin(), Place(HERE, GRID), True),
        (admin(HERE), Place(HERE), True),
        (admin(HERE), Place(HERE, GRID), True),
        (admin(HERE), Place(ELSEWHERE), False),
        (admin(HERE), EVERYWHERE, False),  # or a community's admin would make an admin of everything
        (admin(HERE, GRID), Place(HERE, GRID), True),
        (admin(HERE, GRID), Place(HERE), False),
        (admin(HERE, role=Role.CADRE), Place(HERE), False),
        (admin(HERE, role=Role.SUPERVISOR), Place(HERE), False),
        (Actor(new_id(), "x"), Place(HERE), False),
    ],
)
def test_roles_are_given_inside_the_own_scope_only(who: Actor, place: Place, answer: bool) -> None:
    assert manages(who, place) is answer


@pytest.mark.parametrize(
    ("who", "places", "answer"),
    [
        (admin(HERE), [Place(HERE), Place(HERE, GRID)], True),
        (admin(HERE), [Place(HERE), Place(ELSEWHERE)], False),  # more elsewhere
        (admin(HERE), [Place(HERE), EVERYWHERE], False),
        (admin(HERE), [], False),
        (admin(), [], True),
        (admin(), [Place(HERE), Place(ELSEWHERE), EVERYWHERE], True),
    ],
)
def test_an_account_belongs_to_who_manages_all_of_it(who: Actor, places: list[Place], answer: bool) -> None:
    assert manages_account(who, places) is answer
