"""An invitation makes one account, once, inside the scope of who invited."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func
from sqlmodel import Session, select

from app.accounts.models import Account, Grant, Invitation, Role
from app.accounts.rules.people import Place
from app.accounts.service import invitations
from app.accounts.service.invitations import (
    RESET_LASTS,
    accept,
    invite,
    look_at,
    offer_new_password,
    open_invitations,
    revoke_invitation,
)
from app.accounts.service.sessions import own_sessions, start_session
from app.shared.db import transaction
from app.shared.errors import Conflict, NotFound, Refused
from tests.accounts.conftest import actor
from tests.accounts.service.test_people import NOT_ADMINS, add, far_admin
from tests.cast import Cast, make_cast
from tests.conftest import NOW


def invited(session: Session, cast: Cast, days: int = 3) -> str:
    place = Place(cast.hupan.id, cast.grid_one.id)
    return invite(session, actor(session, cast.admin), " 小赵 ", Role.CADRE, place, days, NOW)[1]


def test_an_invitation_makes_an_account_with_its_role(session: Session, cast: Cast) -> None:
    token = invited(session, cast)
    assert look_at(session, token, NOW).name == "小赵"
    account_id = accept(session, token, "Zhao", "", "hash", NOW)
    account = session.get(Account, account_id)
    assert account is not None
    assert (account.login, account.name, account.password_hash) == ("zhao", "小赵", "hash")
    scope = actor(session, account).scopes[0]
    assert (scope.role, scope.community_id, scope.grid_id) == (Role.CADRE, cast.hupan.id, cast.grid_one.id)


def test_it_works_once(session: Session, cast: Cast) -> None:
    token = invited(session, cast)
    accept(session, token, "zhao", "", "hash", NOW)
    for again in (lambda: accept(session, token, "zhao2", "", "hash", NOW), lambda: look_at(session, token, NOW)):
        with pytest.raises(NotFound):
            again()


def test_a_name_that_is_taken_does_not_use_it_up(session: Session, cast: Cast) -> None:
    token = invited(session, cast)
    with pytest.raises(Conflict):
        accept(session, token, "cadre", "", "hash", NOW)
    with pytest.raises(Refused):
        accept(session, token, "!", "", "hash", NOW)
    assert accept(session, token, "zhao", "", "hash", NOW)


@pytest.mark.parametrize("days", invitations.DAYS)
def test_it_ends_by_itself(session: Session, cast: Cast, days: int) -> None:
    token = invited(session, cast, days)
    assert look_at(session, token, NOW + timedelta(days=days, seconds=-1))
    with pytest.raises(NotFound):
        accept(session, token, "zhao", "", "hash", NOW + timedelta(days=days))


@pytest.mark.parametrize("days", [0, 2, 365, -1])
def test_it_never_lasts_for_ever(session: Session, cast: Cast, days: int) -> None:
    with pytest.raises(Refused):
        invited(session, cast, days)


def test_it_can_be_taken_back(session: Session, cast: Cast) -> None:
    token = invited(session, cast)
    admin = actor(session, cast.admin)
    (row,) = open_invitations(session, admin, NOW)
    revoke_invitation(session, admin, row.id, NOW)
    assert open_invitations(session, admin, NOW) == []
    with pytest.raises(NotFound):
        accept(session, token, "zhao", "", "hash", NOW)
    with pytest.raises(NotFound):
        revoke_invitation(session, admin, row.id, NOW)


def test_an_invented_link_is_nothing(session: Session, cast: Cast) -> None:
    invited(session, cast)
    for token in ("", "x", "' OR 1=1"):
        with pytest.raises(NotFound):
            look_at(session, token, NOW)


def test_the_token_itself_is_not_stored(session: Session, cast: Cast) -> None:
    token = invited(session, cast)
    assert token not in str(session.exec(select(Invitation)).one().model_dump())


@pytest.mark.parametrize("role", NOT_ADMINS)
def test_nobody_but_an_admin_invites(session: Session, cast: Cast, role: str) -> None:
    who = actor(session, getattr(cast, role))
    invited(session, cast)
    with pytest.raises(NotFound):
        invite(session, who, "x", Role.RESIDENT, Place(cast.hupan.id), 3, NOW)
    with pytest.raises(NotFound):
        offer_new_password(session, who, cast.cadre_two.id, NOW)
    assert open_invitations(session, who, NOW) == []
    with pytest.raises(NotFound):
        revoke_invitation(session, who, session.exec(select(Invitation)).one().id, NOW)


def test_an_admin_invites_into_their_own_community_only(session: Session, cast: Cast) -> None:
    invited(session, cast)
    who = far_admin(session, cast)
    assert open_invitations(session, who, NOW) == []
    for place in (Place(cast.hupan.id), Place(None), Place(cast.shanjiao.id, cast.grid_one.id)):
        with pytest.raises(NotFound):
            invite(session, who, "x", Role.ADMIN, place, 3, NOW)


def test_who_forgot_their_password_chooses_a_new_one_and_is_signed_out_elsewhere(session: Session, cast: Cast) -> None:
    cast.cadre.password_hash = "old"
    start_session(session, cast.cadre.id, "lost phone", "", NOW)
    _, token = offer_new_password(session, actor(session, cast.admin), cast.cadre.id, NOW)
    assert cast.cadre.password_hash == "old", "until the link is used"
    assert look_at(session, token, NOW).login == "cadre"
    assert accept(session, token, "ignored", "ignored", "new", NOW) == cast.cadre.id
    assert (cast.cadre.login, cast.cadre.password_hash) == ("cadre", "new")
    assert own_sessions(session, actor(session, cast.cadre), NOW) == []
    assert not open_invitations(session, actor(session, cast.admin), NOW)


def test_a_link_for_a_new_password_lasts_a_day_and_not_past_disabling(session: Session, cast: Cast) -> None:
    _, token = offer_new_password(session, actor(session, cast.admin), cast.cadre.id, NOW)
    cast.cadre.disabled_at = NOW
    with pytest.raises(NotFound):
        accept(session, token, "", "", "new", NOW)
    cast.cadre.disabled_at = None
    with pytest.raises(NotFound):
        accept(session, token, "", "", "new", NOW + RESET_LASTS)


def test_an_admin_resets_no_password_of_somebody_who_is_more_elsewhere(session: Session, cast: Cast) -> None:
    top = add(session, "both", Role.ADMIN, Place(None), Place(cast.hupan.id))
    with pytest.raises(Refused):
        offer_new_password(session, actor(session, cast.admin), top.id, NOW)


def _two_at_once(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two people use the same link in the same moment. Returns the logins that were made."""
    with transaction(engine) as session:
        token = invited(session, make_cast(session))
    both_have_looked = Barrier(2)
    check = invitations._usable

    def slowly(row: Invitation, now) -> bool:
        answer = check(row, now)
        if answer:
            try:
                both_have_looked.wait(timeout=0.5)  # whoever holds the lock waits in vain
            except Exception:
                both_have_looked.reset()
        return answer

    monkeypatch.setattr(invitations, "_usable", slowly)

    def use(login: str) -> None:
        try:
            with transaction(engine) as session:
                accept(session, token, login, "", "hash", NOW)
        except NotFound:
            pass

    threads = [Thread(target=use, args=(login,)) for login in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        return list(session.exec(select(Account.login).where(Account.login.in_(["first", "second"]))))


def test_two_people_with_the_same_link_make_one_account(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(_two_at_once(empty_engine, monkeypatch)) == 1
    with Session(empty_engine) as session:
        assert session.exec(select(func.count()).select_from(Grant).where(Grant.granted_by.is_not(None))).one() == 1


def test_without_the_lock_they_would_make_two(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard is what does it. SQLite has one writer at a time, so only PostgreSQL can show it."""
    if empty_engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    monkeypatch.setattr(invitations, "_locked", lambda query: query)
    assert len(_two_at_once(empty_engine, monkeypatch)) == 2
