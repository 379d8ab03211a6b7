"""What an admin changes about accounts, and what nobody may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.accounts.models import AccessRecord, Account, Grant, Role
from app.accounts.rules import Actor, Permission
from app.accounts.rules.people import Place
from app.accounts.service import people
from app.accounts.service.people import actor_of
from app.accounts.service.sessions import own_sessions, start_session
from app.shared.errors import Conflict, NotFound, Refused, SignInNeeded
from app.shared.ids import new_id
from tests.accounts.conftest import actor
from tests.cast import Cast
from tests.conftest import NOW

NOT_ADMINS = [
    "cadre", "cadre_all", "far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor",
    "stranger",
]  # fmt: skip


def far_admin(session: Session, cast: Cast) -> Actor:
    """An admin of the other community."""
    return actor(session, add(session, "far-admin", Role.ADMIN, Place(cast.shanjiao.id)))


def top_admin(session: Session) -> Actor:
    """An admin of everything."""
    return actor(session, add(session, "top-admin", Role.ADMIN, Place(None)))


def add(session: Session, login: str, role: Role, *places: Place) -> Account:
    account = people.new_account(session, login, login, None)
    for place in places:
        people.new_grant(session, account.id, role, place, None)
    return account


def grant_of(session: Session, account: Account) -> Grant:
    return session.exec(select(Grant).where(Grant.account_id == account.id)).one()


def test_an_actor_carries_what_holds_now(session: Session, cast: Cast) -> None:
    who = actor(session, cast.leader)
    assert who.may(Permission.HOUSEHOLD_NAMES, cast.hupan.id, cast.grid_one.id, cast.door_501.id)
    grant_of(session, cast.leader).ended_at = NOW
    assert actor(session, cast.leader).scopes == ()


@pytest.mark.parametrize("account_id", [new_id(), None])
def test_who_is_unknown_or_disabled_is_nobody(session: Session, cast: Cast, account_id) -> None:
    cast.cadre.disabled_at = NOW
    with pytest.raises(SignInNeeded):
        actor_of(session, account_id or cast.cadre.id, NOW)


def test_an_account_name_is_taken_once_however_it_is_written(session: Session, cast: Cast) -> None:
    with pytest.raises(Conflict) as error:
        people.new_account(session, "ＣＡＤＲＥ", "x", None)
    assert (error.value.code, error.value.field) == ("login_taken", "login")
    assert people.new_account(session, "someone", "", None).name == "someone", "the transaction still works"


def test_an_admin_sees_the_people_of_their_communities(session: Session, cast: Cast) -> None:
    seen = {account.login for account in people.accounts_of(session, actor(session, cast.admin))}
    assert seen == {*NOT_ADMINS, "cadre_two", "admin"} - {"far_cadre", "stranger"}
    assert {a.login for a in people.accounts_of(session, far_admin(session, cast))} == {"far_cadre", "far-admin"}
    assert {"stranger", "cadre", "far_cadre"} < {a.login for a in people.accounts_of(session, top_admin(session))}


@pytest.mark.parametrize("role", NOT_ADMINS)
def test_nobody_but_an_admin_sees_or_changes_an_account(session: Session, cast: Cast, role: str) -> None:
    who, target = actor(session, getattr(cast, role)), cast.cadre_two
    here = Place(cast.hupan.id)
    assert people.accounts_of(session, who) == []
    for verb in (
        lambda: people.disable(session, who, target.id, NOW),
        lambda: people.enable(session, who, target.id),
        lambda: people.sign_out_everywhere(session, who, target.id, NOW),
        lambda: people.grant_role(session, who, target.id, Role.ADMIN, here),
        lambda: people.grant_role(session, who, who.account_id, Role.ADMIN, here),
        lambda: people.end_grant(session, who, grant_of(session, target).id, NOW),
        lambda: people.give_doors(session, who, grant_of(session, cast.leader).id, set()),
    ):
        with pytest.raises(NotFound):
            verb()
    assert target.disabled_at is None
    assert grant_of(session, target).ended_at is None


def test_the_admin_of_another_community_is_as_powerless(session: Session, cast: Cast) -> None:
    who = far_admin(session, cast)
    with pytest.raises(NotFound):
        people.disable(session, who, cast.cadre.id, NOW)
    with pytest.raises(NotFound):
        people.grant_role(session, who, cast.cadre.id, Role.CADRE, Place(cast.shanjiao.id))
    with pytest.raises(NotFound):
        people.end_grant(session, who, grant_of(session, cast.cadre).id, NOW)


def test_a_disabled_account_is_out_at_once_and_comes_back_when_enabled(session: Session, cast: Cast) -> None:
    admin, cadre = actor(session, cast.admin), actor(session, cast.cadre)
    start_session(session, cast.cadre.id, "phone", "", NOW)
    people.disable(session, admin, cast.cadre.id, NOW)
    assert own_sessions(session, cadre, NOW) == []
    people.enable(session, admin, cast.cadre.id)
    assert actor(session, cast.cadre).scopes


def test_nobody_locks_themselves_out(session: Session, cast: Cast) -> None:
    admin = actor(session, cast.admin)
    with pytest.raises(Refused, match="自己"):
        people.disable(session, admin, cast.admin.id, NOW)
    with pytest.raises(Refused, match="自己"):
        people.end_grant(session, admin, grant_of(session, cast.admin).id, NOW)


def test_an_account_that_is_more_elsewhere_is_not_taken_over(session: Session, cast: Cast) -> None:
    """Or an admin of one community would sign in as an admin of all."""
    admin = actor(session, cast.admin)
    top = add(session, "both", Role.ADMIN, Place(None), Place(cast.hupan.id))
    for verb in (people.disable, people.sign_out_everywhere):
        with pytest.raises(Refused) as error:
            verb(session, admin, top.id, NOW)
        assert error.value.code == "not_yours_alone"


def test_an_ended_role_elsewhere_counts_as_well(session: Session, cast: Cast) -> None:
    account = add(session, "moved", Role.CADRE, Place(cast.hupan.id), Place(cast.shanjiao.id))
    for grant in people.grants_of(session, [account.id]):
        grant.ended_at = NOW
    with pytest.raises(Refused):
        people.disable(session, actor(session, cast.admin), account.id, NOW)


@pytest.mark.parametrize("place", ["everywhere", "other community", "grid of the other community", "no grid"])
def test_a_role_is_given_inside_the_own_scope_only(session: Session, cast: Cast, place: str) -> None:
    where = {
        "everywhere": Place(None),
        "other community": Place(cast.shanjiao.id),
        "grid of the other community": Place(cast.hupan.id, cast.door_far.grid_id),
        "no grid": Place(cast.hupan.id, new_id()),
    }[place]
    with pytest.raises(NotFound):
        people.grant_role(session, actor(session, cast.admin), cast.cadre.id, Role.CADRE, where)


def test_a_role_is_given_once_and_taken_away(session: Session, cast: Cast) -> None:
    admin, where = actor(session, cast.admin), Place(cast.hupan.id, cast.grid_two.id)
    grant = people.grant_role(session, admin, cast.cadre.id, Role.CADRE, where)
    assert grant.granted_by == cast.admin.id
    with pytest.raises(Conflict):
        people.grant_role(session, admin, cast.cadre.id, Role.CADRE, where)
    people.end_grant(session, admin, grant.id, NOW)
    people.end_grant(session, admin, grant.id, NOW + timedelta(days=1))
    assert grant.ended_at == NOW
    assert people.grant_role(session, admin, cast.cadre.id, Role.CADRE, where).id != grant.id


def test_a_neighbour_leader_gets_exactly_these_doors(session: Session, cast: Cast) -> None:
    admin, grant = actor(session, cast.admin), grant_of(session, cast.leader)
    people.give_doors(session, admin, grant.id, {cast.door_101.id, cast.door_far.id, new_id()})
    assert people.doors_of(session, [grant.id])[grant.id] == {cast.door_101.id}, "doors of elsewhere are left out"
    people.give_doors(session, admin, grant.id, set())
    assert people.doors_of(session, [grant.id])[grant.id] == set()


def test_only_a_neighbour_leader_has_doors(session: Session, cast: Cast) -> None:
    with pytest.raises(Refused):
        people.give_doors(session, actor(session, cast.admin), grant_of(session, cast.cadre).id, {cast.door_501.id})


def test_what_an_admin_does_is_on_record_for_the_auditor_of_the_community(session: Session, cast: Cast) -> None:
    people.disable(session, actor(session, cast.admin), cast.cadre.id, NOW)
    row = session.exec(select(AccessRecord)).one()
    assert (row.action, row.subject, row.community_id) == ("account:disable", "cadre", cast.hupan.id)
    assert row.account_id == cast.admin.id
