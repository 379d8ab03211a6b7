from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.models import Account, Grant, Role, SignInSession
from app.accounts.rules.rooms import dock_of, landing
from app.accounts.service import actor_of
from app.accounts.service.sign_in import Visitor
from app.health.service.sign_in import account_for, community_for, sign_in
from app.health.service.whose import owner_of
from app.passes.models import PersonAccount
from app.passes.service import begin_pin, clear_pin, finish_pin, issue_pass, own_pass, set_pin
from app.shared.db import transaction
from app.shared.errors import Refused, SignInNeeded
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.races import at_once


def test_the_first_time_makes_an_account_and_the_next_one_finds_it(session: Session, cast: Cast) -> None:
    issued = issue_pass(session, actor_of(session, cast.admin.id, NOW), cast.lin_apo.id, NOW)
    entries = [sign_in(session, own_pass(session, issued.token), Visitor("10.0.0.1"), NOW) for _ in range(2)]
    assert entries[0].who.account_id == entries[1].who.account_id and entries[0].token != entries[1].token
    who = entries[0].who
    assert (who.name, who.roles) == ("林阿婆", {Role.RESIDENT})
    assert [scope.community_id for scope in who.scopes] == [cast.hupan.id]
    assert owner_of(session, who).person_id == cast.lin_apo.id
    assert session.get_one(Account, who.account_id).password_hash is None


def test_residents_start_on_their_health_page_with_a_dock_of_their_own(session: Session, cast: Cast) -> None:
    who = actor_of(session, account_for(session, cast.lin_apo.id, NOW), NOW)
    assert (dock_of(who), landing(who)) == ("resident", "/health")


def test_two_records_made_one_sign_in_to_one_account(session: Session, cast: Cast) -> None:
    account = account_for(session, cast.chen_da.id, NOW)
    cast.lin_apo.merged_into = cast.chen_da.id
    session.flush()
    assert account_for(session, cast.lin_apo.id, NOW) == account


def test_a_disabled_account_does_not_come_in(session: Session, cast: Cast) -> None:
    issued = issue_pass(session, actor_of(session, cast.admin.id, NOW), cast.lin_apo.id, NOW)
    session.get_one(Account, account_for(session, cast.lin_apo.id, NOW)).disabled_at = NOW
    session.flush()
    with pytest.raises(SignInNeeded):
        sign_in(session, own_pass(session, issued.token), Visitor("10.0.0.1"), NOW)


def test_first_sign_ins_at_the_same_moment_make_one_account(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        person_id = make_cast(session).lin_apo.id
    found = at_once(empty_engine, [lambda session: account_for(session, person_id, NOW)] * 6)
    assert len(set(map(str, found))) == 1, found
    with transaction(empty_engine) as session:
        assert len(session.exec(select(PersonAccount)).all()) == 1
        assert len(session.exec(select(Grant).where(Grant.account_id == found[0])).all()) == 1
        assert len(session.exec(select(Account).where(Account.name == "林阿婆")).all()) == 1


def test_a_pass_is_looked_for_where_it_is(session: Session, cast: Cast) -> None:
    admin = actor_of(session, cast.far_cadre.id, NOW)
    far = issue_pass(session, admin, cast.far_person.id, NOW)
    assert community_for(session, far.short_code, "") == cast.shanjiao.id
    assert community_for(session, f"https://x/p/{far.token}", "") == cast.shanjiao.id
    assert community_for(session, far.short_code, cast.hupan.code) == cast.hupan.id
    assert community_for(session, far.short_code, "nowhere") is None
    assert community_for(session, "", "") is not None
    assert community_for(session, "zzz zzz", "") is not None


def test_nobody_comes_in_with_a_pin_that_is_being_cleared(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        admin = actor_of(session, cast.admin.id, NOW)
        issued = issue_pass(session, admin, cast.lin_apo.id, NOW)
        set_pin(session, issued.token, "hash", None, NOW)
    with transaction(empty_engine) as session:
        tried = begin_pin(session, issued.community_id, issued.token, "10.0.0.1", NOW)

    def come_in() -> object:
        with transaction(empty_engine) as session:
            return sign_in(session, finish_pin(session, tried, True, NOW), Visitor("10.0.0.1"), NOW)

    with ThreadPoolExecutor(1) as pool:
        with transaction(empty_engine) as session:
            clear_pin(session, admin, issued.id, NOW)
            later = pool.submit(come_in)
            with pytest.raises(TimeoutError):  # they would be in by now
                later.result(timeout=0.3)
        with pytest.raises(Refused):
            later.result(timeout=20)
    with transaction(empty_engine) as session:
        assert session.exec(select(SignInSession)).all() == []
