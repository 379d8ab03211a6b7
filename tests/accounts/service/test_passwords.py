"""A changed password signs the other devices out."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.service.passwords import change_password, own_account
from app.accounts.service.sessions import own_sessions, session_of, start_session
from app.shared.errors import SignInNeeded
from app.shared.ids import new_id
from tests.accounts.conftest import actor
from tests.cast import Cast
from tests.conftest import NOW


def test_a_new_password_keeps_this_device_and_signs_the_others_out(session: Session, cast: Cast) -> None:
    here = start_session(session, cast.cadre.id, "here", "", NOW)
    start_session(session, cast.cadre.id, "there", "", NOW)
    who = actor(session, cast.cadre)
    change_password(session, who, "new", NOW, keep=session_of(session, here, NOW).id)
    assert own_account(session, who).password_hash == "new"
    assert [row.device for row in own_sessions(session, who, NOW)] == ["here"]


def test_an_account_that_is_gone_changes_nothing(session: Session, cast: Cast) -> None:
    with pytest.raises(SignInNeeded):
        change_password(session, Actor(new_id(), "x"), "new", NOW, None)
