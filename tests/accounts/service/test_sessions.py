"""Signed-in devices are seen and signed out by their owner, and by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.accounts.rules.sessions import IDLE
from app.accounts.service.sessions import (
    end_session,
    own_sessions,
    revoke_everywhere,
    revoke_session,
    session_of,
    start_session,
)
from app.shared.errors import NotFound, SignInNeeded
from tests.accounts.conftest import actor
from tests.cast import Cast
from tests.conftest import NOW


def test_everybody_sees_their_own_devices_only(session: Session, cast: Cast) -> None:
    start_session(session, cast.cadre.id, "phone", "1.1.1.1", NOW)
    start_session(session, cast.cadre.id, "tablet", "1.1.1.1", NOW + timedelta(hours=1))
    start_session(session, cast.admin.id, "desk", "1.1.1.1", NOW)
    assert [row.device for row in own_sessions(session, actor(session, cast.cadre), NOW)] == ["tablet", "phone"]


def test_a_device_that_is_long_out_is_not_listed(session: Session, cast: Cast) -> None:
    start_session(session, cast.cadre.id, "old", "", NOW - IDLE)
    assert own_sessions(session, actor(session, cast.cadre), NOW) == []


def test_signing_one_device_out_leaves_the_others(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    kept, lost = (start_session(session, cast.cadre.id, name, "", NOW) for name in ("kept", "lost"))
    revoke_session(session, who, session_of(session, lost, NOW).id, NOW)
    assert session_of(session, kept, NOW)
    with pytest.raises(SignInNeeded):
        session_of(session, lost, NOW)


def test_nobody_signs_out_somebody_elses_device(session: Session, cast: Cast) -> None:
    token = start_session(session, cast.cadre.id, "phone", "", NOW)
    with pytest.raises(NotFound):
        revoke_session(session, actor(session, cast.admin), session_of(session, token, NOW).id, NOW)
    assert session_of(session, token, NOW)


def test_everywhere_means_everywhere_but_the_one_kept(session: Session, cast: Cast) -> None:
    here, there = (start_session(session, cast.cadre.id, name, "", NOW) for name in ("here", "there"))
    other = start_session(session, cast.admin.id, "desk", "", NOW)
    who = actor(session, cast.cadre)
    revoke_everywhere(session, who, NOW, but=session_of(session, here, NOW).id)
    assert [row.device for row in own_sessions(session, who, NOW)] == ["here"]
    revoke_everywhere(session, who, NOW)
    for token in (here, there):
        with pytest.raises(SignInNeeded):
            session_of(session, token, NOW)
    assert session_of(session, other, NOW)


def test_signing_out_twice_is_harmless(session: Session, cast: Cast) -> None:
    token = start_session(session, cast.cadre.id, "phone", "", NOW)
    for _ in range(2):
        end_session(session, token, NOW)
    end_session(session, None, NOW)
    end_session(session, "invented", NOW)


def test_no_two_tokens_are_alike(session: Session, cast: Cast) -> None:
    tokens = {start_session(session, cast.cadre.id, "", "", NOW) for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 43  # 256 bits
