"""A cadre stands in for a colleague: for a while, on record, and only in their own community."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.accounts.models import AccessRecord, Role
from app.accounts.rules import Permission
from app.accounts.rules.people import Place
from app.accounts.service.people import actor_of, grants_of, new_grant
from app.accounts.service.stand_in import end_stand_in, grids_for, take_over
from app.shared.errors import NotFound, Refused
from app.shared.ids import new_id
from tests.accounts.conftest import actor
from tests.accounts.service.test_people import NOT_ADMINS
from tests.cast import Cast
from tests.conftest import NOW

WEEK = NOW + timedelta(days=7)


def may_visit_grid_two(session: Session, cast: Cast, at=NOW) -> bool:
    return actor_of(session, cast.cadre.id, at).may(Permission.VISIT_LOG, cast.hupan.id, cast.grid_two.id)


def test_a_cadre_takes_over_a_colleagues_grid_until_it_ends_by_itself(session: Session, cast: Cast) -> None:
    assert not may_visit_grid_two(session, cast)
    grant = take_over(session, actor(session, cast.cadre), cast.grid_two.id, WEEK, "李哥休假", NOW)
    assert may_visit_grid_two(session, cast)
    assert may_visit_grid_two(session, cast, WEEK - timedelta(seconds=1))
    assert not may_visit_grid_two(session, cast, WEEK)
    assert (grant.standing_in_for, grant.reason, grant.granted_by) == (cast.cadre_two.id, "李哥休假", cast.cadre.id)


def test_it_is_on_record(session: Session, cast: Cast) -> None:
    take_over(session, actor(session, cast.cadre), cast.grid_two.id, WEEK, "李哥休假", NOW)
    row = session.exec(select(AccessRecord)).one()
    assert (row.action, row.community_id, row.reason) == ("stand_in:take", cast.hupan.id, "李哥休假")


def test_it_can_be_given_back_early_by_either_of_the_two(session: Session, cast: Cast) -> None:
    for who in (cast.cadre, cast.cadre_two):
        grant = take_over(session, actor(session, cast.cadre), cast.grid_two.id, WEEK, "休假", NOW)
        end_stand_in(session, actor(session, who), grant.id, NOW)
        assert not may_visit_grid_two(session, cast)
        with pytest.raises(NotFound):
            end_stand_in(session, actor(session, who), grant.id, NOW)


def test_taking_it_again_changes_the_end(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    take_over(session, who, cast.grid_two.id, WEEK, "休假", NOW)
    take_over(session, who, cast.grid_two.id, NOW + timedelta(days=1), "提前回来", NOW)
    assert [grant.reason for grant in grids_for(session, who, NOW).taken] == ["提前回来"]
    assert not may_visit_grid_two(session, cast, NOW + timedelta(days=2))


@pytest.mark.parametrize("role", [*(role for role in NOT_ADMINS if role not in ("cadre", "cadre_all")), "admin"])
def test_nobody_but_a_cadre_of_the_community_stands_in(session: Session, cast: Cast, role: str) -> None:
    who = actor(session, getattr(cast, role))
    with pytest.raises(NotFound):
        take_over(session, who, cast.grid_two.id, WEEK, "休假", NOW)
    assert cast.grid_two.id not in {grid.id for grid in grids_for(session, who, NOW).to_take}
    assert actor(session, getattr(cast, role)).scopes == who.scopes


def test_a_grid_that_does_not_exist_is_not_found(session: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        take_over(session, actor(session, cast.cadre), new_id(), WEEK, "休假", NOW)


@pytest.mark.parametrize("role", ["cadre_two", "cadre_all"])
def test_ones_own_grid_needs_no_stand_in(session: Session, cast: Cast, role: str) -> None:
    with pytest.raises(Refused) as error:
        take_over(session, actor(session, getattr(cast, role)), cast.grid_two.id, WEEK, "休假", NOW)
    assert error.value.code == "already_yours"


def test_a_stand_in_does_not_carry_on_when_the_own_role_has_ended(session: Session, cast: Cast) -> None:
    """Somebody moved away keeps what they took, until it ends, and can take nothing more."""
    who = actor(session, cast.cadre)
    take_over(session, who, cast.grid_two.id, WEEK, "休假", NOW)
    own = next(grant for grant in grants_of(session, [cast.cadre.id]) if not grant.stand_in)
    own.ended_at = NOW
    with pytest.raises(NotFound):
        take_over(session, actor(session, cast.cadre), cast.grid_two.id, WEEK + timedelta(days=7), "接着替", NOW)


@pytest.mark.parametrize(
    ("until", "reason", "code"),
    [
        (NOW, "休假", "until_past"),
        (NOW + timedelta(days=90), "休假", "until_far"),
        (WEEK, " ", "no_reason"),
        (WEEK, "\0", "no_reason"),
    ],
)
def test_it_needs_an_end_and_a_reason(session: Session, cast: Cast, until, reason: str, code: str) -> None:
    with pytest.raises(Refused) as error:
        take_over(session, actor(session, cast.cadre), cast.grid_two.id, until, reason, NOW)
    assert error.value.code == code


def test_one_sees_the_grids_one_could_take(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    assert [grid.id for grid in grids_for(session, who, NOW).to_take] == [cast.grid_two.id]
    take_over(session, who, cast.grid_two.id, WEEK, "休假", NOW)
    assert grids_for(session, who, NOW).to_take == []
    assert grids_for(session, actor(session, cast.cadre_all), NOW).to_take == [], "who has all grids takes none"


def test_a_grid_of_several_cadres_is_nobodys_in_particular(session: Session, cast: Cast) -> None:
    new_grant(session, cast.stranger.id, Role.CADRE, Place(cast.hupan.id, cast.grid_two.id), None)
    grant = take_over(session, actor(session, cast.cadre), cast.grid_two.id, WEEK, "休假", NOW)
    assert grant.standing_in_for is None
    with pytest.raises(NotFound):
        end_stand_in(session, actor(session, cast.cadre_two), grant.id, NOW)


def test_an_ordinary_role_is_not_ended_as_a_stand_in(session: Session, cast: Cast) -> None:
    grant = new_grant(session, cast.cadre.id, Role.CADRE, Place(cast.hupan.id), None)
    with pytest.raises(NotFound):
        end_stand_in(session, actor(session, cast.cadre), grant.id, NOW)
