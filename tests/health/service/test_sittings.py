from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.accounts.models import Account
from app.accounts.service import actor_of
from app.health.models import HealthSettings, Sitting
from app.health.rules.settings import Settings
from app.health.service.sittings import LONGEST, end_of_idle, enter, leave, sitting_of, touch
from app.passes.models import PersonAccount
from app.passes.service import OwnPass, clear_pin, issue_pass, own_pass, revoke_pass, set_pin
from app.shared.errors import SignInNeeded
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.owners import rows

SECOND = timedelta(seconds=1)
IDLE = end_of_idle(Settings())


@pytest.fixture
def own(session: Session, cast: Cast) -> OwnPass:
    issued = issue_pass(session, actor_of(session, cast.admin.id, NOW), cast.lin_apo.id, NOW)
    return own_pass(session, issued.token)


def test_who_sits_down_is_known_until_they_get_up(session: Session, own: OwnPass) -> None:
    token = enter(session, own, None, NOW)
    owner = sitting_of(session, token, NOW)
    assert (owner.name, owner.person_id) == ("林阿婆", own.person_id)
    assert owner.account_id is not None
    leave(session, token, NOW)
    leave(session, token, NOW)
    with pytest.raises(SignInNeeded):
        sitting_of(session, token, NOW)


def test_only_a_hash_of_the_token_is_kept(session: Session, own: OwnPass) -> None:
    token = enter(session, own, None, NOW)
    (row,) = rows(session, Sitting, own.person_id)
    assert token not in repr(row)


@pytest.mark.parametrize("token", [None, "", "invented"])
def test_an_invented_token_is_nobodys(session: Session, cast: Cast, token: str | None) -> None:
    leave(session, token, NOW)
    with pytest.raises(SignInNeeded):
        sitting_of(session, token, NOW)


def test_whoever_sits_down_next_ends_the_sitting_before(session: Session, own: OwnPass) -> None:
    first = enter(session, own, None, NOW)
    second = enter(session, own, first, NOW)
    with pytest.raises(SignInNeeded):
        sitting_of(session, first, NOW)
    assert sitting_of(session, second, NOW).person_id == own.person_id


def test_it_ends_by_itself_when_nobody_touches_it_but_not_while_somebody_rests(session: Session, own: OwnPass) -> None:
    token = enter(session, own, None, NOW)
    assert timedelta(seconds=Settings().rest_seconds) <= IDLE
    assert touch(session, token, NOW + IDLE)
    assert sitting_of(session, token, NOW + 2 * IDLE)
    with pytest.raises(SignInNeeded):
        sitting_of(session, token, NOW + 2 * IDLE + SECOND)
    with pytest.raises(SignInNeeded):
        touch(session, token, NOW + 2 * IDLE + SECOND)


def test_the_community_says_how_soon(session: Session, own: OwnPass) -> None:
    session.add(HealthSettings(community_id=own.community_id, idle_seconds=20, rest_seconds=60, between_seconds=30))
    session.flush()
    token = enter(session, own, None, NOW)
    assert sitting_of(session, token, NOW + 110 * SECOND)
    with pytest.raises(SignInNeeded):
        sitting_of(session, token, NOW + 111 * SECOND)


def test_it_ends_after_an_hour_however_often_it_is_touched(session: Session, own: OwnPass) -> None:
    token, at = enter(session, own, None, NOW), NOW
    while at + IDLE < NOW + LONGEST:
        at += IDLE
        touch(session, token, at)
    with pytest.raises(SignInNeeded):
        touch(session, token, NOW + LONGEST)


def test_nobody_sits_on_once_their_pass_or_pin_has_ended(session: Session, cast: Cast, own: OwnPass) -> None:
    admin = actor_of(session, cast.admin.id, NOW)
    ends = (
        lambda: clear_pin(session, admin, own.id, NOW),
        lambda: set_pin(session, own.token, "hash", None, NOW),
        lambda: revoke_pass(session, admin, own.id, "丢了", NOW),
    )
    for end in ends:
        token = enter(session, own, None, NOW)
        end()
        with pytest.raises(SignInNeeded):
            sitting_of(session, token, NOW)


def test_whose_account_is_disabled_neither_sits_on_nor_sits_down(session: Session, own: OwnPass) -> None:
    token = enter(session, own, None, NOW)
    account = session.exec(select(Account).join(PersonAccount).where(PersonAccount.person_id == own.person_id)).one()
    account.disabled_at = NOW
    session.flush()
    for refused in (sitting_of, touch):
        with pytest.raises(SignInNeeded):
            refused(session, token, NOW)
    with pytest.raises(SignInNeeded):
        enter(session, own, token, NOW)
