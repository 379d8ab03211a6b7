"""Who asks, and may they still: tokens are short-lived, hashed, revocable; guesses are slowed down."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.health.fhir import tokens
from app.health.models import HealthClient, HealthToken
from app.health.service.clients import disable_client
from app.shared.errors import SignInNeeded, TooMany
from tests.conftest import NOW
from tests.health.fhir.conftest import World
from tests.health.people import actor

TOKEN = "a-token"


@pytest.fixture
def issued(session: Session, world: World) -> World:
    tokens.keep_token(session, world.client, TOKEN, "system/Observation.rs", NOW)
    return world


def test_a_token_says_who_asks(session: Session, issued: World) -> None:
    caller = tokens.caller_of(session, TOKEN, NOW)
    assert (caller.id, caller.name, caller.scopes) == (issued.client, "卫生中心", {"system/Observation.rs"})


def test_only_its_digest_is_kept(session: Session, issued: World) -> None:
    row = session.exec(select(HealthToken)).one()
    assert TOKEN not in row.model_dump_json()


def test_it_ends_after_five_minutes(session: Session, issued: World) -> None:
    tokens.caller_of(session, TOKEN, NOW + timedelta(seconds=299))
    with pytest.raises(SignInNeeded):
        tokens.caller_of(session, TOKEN, NOW + timedelta(seconds=300))


def test_a_client_that_is_disabled_is_out_at_once(session: Session, issued: World) -> None:
    disable_client(session, actor(session, issued.cast.admin), issued.client, NOW)
    with pytest.raises(SignInNeeded):
        tokens.caller_of(session, TOKEN, NOW)
    assert tokens.client_named(session, issued.login) is None


def test_a_token_that_slips_in_after_the_client_was_disabled_opens_nothing(session: Session, issued: World) -> None:
    disable_client(session, actor(session, issued.cast.admin), issued.client, NOW)
    tokens.keep_token(session, issued.client, "late", "system/Observation.rs", NOW)
    with pytest.raises(SignInNeeded):
        tokens.caller_of(session, "late", NOW)


def test_a_client_gives_only_its_own_token_back(session: Session, issued: World) -> None:
    other = HealthClient(community_id=issued.cast.hupan.id, client_id="other", name="别的", secret_hash="x")
    session.add(other)
    session.flush()
    tokens.revoke_token(session, other.id, TOKEN, NOW)
    tokens.caller_of(session, TOKEN, NOW)
    tokens.revoke_token(session, issued.client, TOKEN, NOW)
    with pytest.raises(SignInNeeded):
        tokens.caller_of(session, TOKEN, NOW)


@pytest.mark.parametrize("token", ["", "nobody's", "\0", "x" * 100_000, "\ud800"])
def test_any_other_token_is_nobodys(session: Session, issued: World, token: str) -> None:
    with pytest.raises(SignInNeeded):
        tokens.caller_of(session, token, NOW)


def test_guessing_a_secret_becomes_slow_and_a_right_one_costs_nothing(session: Session, world: World) -> None:
    for _ in range(50):
        tokens.give_back(session, tokens.begin_secret(session, world.login, "1.1.1.1", NOW), NOW)
    for _ in range(5):
        tokens.begin_secret(session, world.login, "1.1.1.1", NOW)
    with pytest.raises(TooMany):
        tokens.begin_secret(session, world.login, "1.1.1.1", NOW)
    tokens.begin_secret(session, world.login, "2.2.2.2", NOW)  # the client itself is not kept out by somebody


def test_guessing_names_of_clients_becomes_slow_too(session: Session, world: World) -> None:
    with pytest.raises(TooMany):
        for n in range(60):
            tokens.begin_secret(session, f"linju-{n}", "1.1.1.1", NOW)


def test_a_client_that_asks_without_end_waits(session: Session, issued: World) -> None:
    caller = tokens.caller_of(session, TOKEN, NOW)
    for _ in range(240):
        tokens.take_turn(session, caller, NOW)
    with pytest.raises(TooMany):
        tokens.take_turn(session, caller, NOW)
    tokens.take_turn(session, caller, NOW + timedelta(seconds=1))


def test_tokens_that_have_long_expired_go(session: Session, issued: World) -> None:
    tokens.keep_token(session, issued.client, "next", "system/Observation.rs", NOW + timedelta(days=2))
    assert len(session.exec(select(HealthToken)).all()) == 1
