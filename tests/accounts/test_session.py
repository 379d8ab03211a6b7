"""A cookie stands for a person only while the session behind it is open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.accounts.models import SignInSession
from app.accounts.rules.sessions import IDLE, LONGEST
from app.accounts.service.sessions import start_session, touch
from app.accounts.session import actor_from_cookie, find
from app.shared.errors import SignInNeeded
from tests.cast import Cast
from tests.conftest import NOW


def row_of(session: Session) -> SignInSession:
    return session.exec(select(SignInSession)).one()


@pytest.fixture
def header(session: Session, cast: Cast) -> str:
    token = start_session(session, cast.cadre.id, "a phone", "10.0.0.1", NOW)
    return f"other=1; linju={token}; linju-lang=en"


def test_the_cookie_of_a_signed_in_device_is_its_person(session: Session, cast: Cast, header: str) -> None:
    assert actor_from_cookie(session, header, NOW).account_id == cast.cadre.id


@pytest.mark.parametrize("bad", [None, "", "linju=", "linju=guess", "linju", "=;;=", "__Host-linju=x", "linju=\x00é"])
def test_any_other_cookie_is_nobody(session: Session, header: str, bad: str | None) -> None:
    with pytest.raises(SignInNeeded):
        actor_from_cookie(session, bad, NOW)


def test_the_token_itself_is_not_stored(session: Session, header: str) -> None:
    assert row_of(session).token_hash not in header


def test_a_revoked_session_is_nobody(session: Session, header: str) -> None:
    row_of(session).revoked_at = NOW
    with pytest.raises(SignInNeeded):
        actor_from_cookie(session, header, NOW)


def test_a_disabled_account_is_nobody(session: Session, cast: Cast, header: str) -> None:
    cast.cadre.disabled_at = NOW
    with pytest.raises(SignInNeeded):
        actor_from_cookie(session, header, NOW)


def test_an_unused_session_ends(session: Session, header: str) -> None:
    assert actor_from_cookie(session, header, NOW + IDLE - timedelta(seconds=1))
    with pytest.raises(SignInNeeded):
        actor_from_cookie(session, header, NOW + IDLE)


def test_a_used_session_slides_up_to_its_absolute_limit(session: Session, header: str) -> None:
    moment, id_ = NOW, row_of(session).id
    while moment < NOW + LONGEST - timedelta(days=20):
        assert find(session, header, moment).session_id == id_
        touch(session, id_, moment)
        moment += timedelta(days=20)
    touch(session, id_, moment)
    assert row_of(session).expires_at == NOW + LONGEST
    with pytest.raises(SignInNeeded):
        find(session, header, NOW + LONGEST)


def test_being_seen_never_reopens_an_ended_session(session: Session, header: str) -> None:
    touch(session, row_of(session).id, NOW + IDLE)
    assert row_of(session).expires_at == NOW + IDLE
