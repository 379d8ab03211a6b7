"""A try is counted before it is checked, and given back if it was right."""

from __future__ import annotations

from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.devices import remember
from app.accounts.models import SignInSession, SignInTries
from app.accounts.rules.throttle import ADDRESS_FREE, ATTACK, FREE_TRIES
from app.accounts.service.sign_in import (
    Attempt,
    Visitor,
    begin_sign_in,
    finish_sign_in,
    give_back,
    let_in,
    renew_hash,
)
from app.accounts.service.tries import KEEP
from app.shared.db import transaction
from app.shared.errors import SignInNeeded, TooMany
from tests.cast import Cast
from tests.conftest import NOW

HOME = Visitor("203.0.113.1", device="Chrome · Android")
STRANGER = Visitor("198.51.100.9")


def fail(session: Session, times: int, login: str = "cadre", visitor: Visitor = STRANGER, now: datetime = NOW) -> None:
    for _ in range(times):
        begin_sign_in(session, login, visitor, now)


def counts(session: Session) -> dict[tuple[str, str], int]:
    return {(row.login, row.address): row.failures for row in session.exec(select(SignInTries))}


def waits(session: Session, login: str = "cadre", visitor: Visitor = STRANGER, now: datetime = NOW) -> int:
    try:
        begin_sign_in(session, login, visitor, now)
    except TooMany as error:
        return error.retry_after
    return 0


def test_a_right_password_lets_in_and_leaves_no_failure_behind(session: Session, cast: Cast) -> None:
    attempt = begin_sign_in(session, " Cadre ", HOME, NOW)
    assert attempt.account_id == cast.cadre.id
    entry = finish_sign_in(session, attempt, HOME, NOW)
    assert entry.who.account_id == cast.cadre.id
    assert set(counts(session).values()) == {0}


def test_an_unknown_name_and_a_disabled_account_look_like_any_other(session: Session, cast: Cast) -> None:
    cast.cadre.disabled_at = NOW
    for login in ("nobody", "cadre", "stranger\0", "x" * 500, ""):
        attempt = begin_sign_in(session, login, HOME, NOW)
        assert (attempt.account_id, attempt.password_hash) == (None, None)


def test_after_a_few_failures_the_caller_waits_and_the_wait_grows(session: Session, cast: Cast) -> None:
    fail(session, FREE_TRIES)
    assert waits(session) == 1
    later = NOW + timedelta(seconds=1)
    fail(session, 1, now=later)
    assert waits(session, now=later) == 2


def test_a_try_that_is_refused_is_not_counted(session: Session, cast: Cast) -> None:
    fail(session, FREE_TRIES)
    for _ in range(10):
        assert waits(session) == 1
    assert counts(session)["cadre", STRANGER.address] == FREE_TRIES


def test_an_unknown_name_is_slowed_down_the_same_way(session: Session, cast: Cast) -> None:
    fail(session, FREE_TRIES, login="nobody")
    assert waits(session, login="nobody") == 1


def test_a_stranger_elsewhere_does_not_make_the_owner_wait(session: Session, cast: Cast) -> None:
    for number in range(ATTACK * 3):
        fail(session, 1, visitor=Visitor(f"198.51.100.{number}"))
    assert counts(session)["cadre", ""] == ATTACK * 3
    assert waits(session, visitor=HOME) == 0


def test_an_attacked_account_gives_new_callers_one_free_try(session: Session, cast: Cast) -> None:
    for number in range(ATTACK):
        fail(session, 1, visitor=Visitor(f"198.51.100.{number}"))
    assert waits(session, visitor=HOME) == 0
    assert waits(session, visitor=HOME) > 0


def test_a_stranger_behind_the_same_router_does_not_keep_a_known_phone_out(session: Session, cast: Cast) -> None:
    for number in range(ADDRESS_FREE + 8):
        fail(session, 1, login=f"guess{number}", visitor=STRANGER, now=NOW + timedelta(minutes=number))
    moment = NOW + timedelta(minutes=ADDRESS_FREE + 7)
    known = Visitor(STRANGER.address, proof=remember(None, cast.cadre.id))
    assert waits(session, visitor=Visitor(STRANGER.address), now=moment) > 0
    assert waits(session, visitor=known, now=moment) == 0


def test_the_proof_of_one_account_is_none_for_another(session: Session, cast: Cast) -> None:
    fail(session, FREE_TRIES, visitor=STRANGER)
    other = Visitor(STRANGER.address, proof=remember(None, cast.admin.id))
    assert waits(session, visitor=other) > 0


def test_a_stolen_proof_is_slowed_down_too(session: Session, cast: Cast) -> None:
    known = Visitor("203.0.113.77", proof=remember(None, cast.cadre.id))
    fail(session, FREE_TRIES, visitor=known)
    assert waits(session, visitor=Visitor("203.0.113.78", proof=known.proof)) == 1, "from another address as well"


def test_a_success_forgives_the_caller_but_not_the_strangers(session: Session, cast: Cast) -> None:
    fail(session, 3, visitor=STRANGER)
    fail(session, 3, visitor=HOME)
    finish_sign_in(session, begin_sign_in(session, "cadre", HOME, NOW), HOME, NOW)
    assert counts(session)["cadre", HOME.address] == 0
    assert counts(session)["cadre", STRANGER.address] == 3
    assert counts(session)["cadre", ""] == 6


def test_an_office_that_signs_in_at_eight_does_not_slow_itself_down(session: Session, cast: Cast) -> None:
    for _ in range(ADDRESS_FREE * 3):
        finish_sign_in(session, begin_sign_in(session, "cadre", HOME, NOW), HOME, NOW)
    assert waits(session, login="admin", visitor=HOME) == 0


def test_signing_in_always_makes_a_new_token_and_ends_the_session_the_browser_had(session: Session, cast: Cast) -> None:
    first = let_in(session, cast.cadre.id, HOME, NOW)
    again = let_in(session, cast.cadre.id, Visitor(HOME.address, old_token=first.token), NOW)
    assert again.token != first.token
    rows = session.exec(select(SignInSession).order_by(SignInSession.id)).all()
    assert [row.revoked_at for row in rows] == [NOW, None]


def test_a_planted_token_is_never_taken_over(session: Session, cast: Cast) -> None:
    entry = let_in(session, cast.cadre.id, Visitor(HOME.address, old_token="planted"), NOW)
    assert entry.token != "planted"


def test_an_account_disabled_in_this_moment_is_not_let_in(session: Session, cast: Cast) -> None:
    attempt = begin_sign_in(session, "cadre", HOME, NOW)
    cast.cadre.disabled_at = NOW
    with pytest.raises(SignInNeeded):
        finish_sign_in(session, attempt, HOME, NOW)


def test_old_counts_are_thrown_away(session: Session, cast: Cast) -> None:
    fail(session, 1, login="long-ago", now=NOW - KEEP - timedelta(seconds=1))
    give_back(session, begin_sign_in(session, "cadre", HOME, NOW), NOW)
    assert not [login for login, _ in counts(session) if login == "long-ago"]


def test_a_renewed_hash_does_not_undo_a_changed_password(session: Session, cast: Cast) -> None:
    cast.cadre.password_hash = "changed meanwhile"
    renew_hash(session, cast.cadre.id, "old", "old, stronger")
    assert cast.cadre.password_hash == "changed meanwhile"
    renew_hash(session, cast.cadre.id, "changed meanwhile", "new")
    assert cast.cadre.password_hash == "new"


def test_a_hundred_tries_at_once_do_not_pass_as_one(empty_engine: Engine) -> None:
    """Each is counted before any is checked, also the very first ones, when there is no row to lock yet."""
    callers = 12
    start, passed = Barrier(callers), []

    def knock() -> None:
        start.wait()
        try:
            with transaction(empty_engine) as session:
                attempt: Attempt = begin_sign_in(session, "cadre", STRANGER, NOW)
            passed.append(attempt)
        except TooMany:
            pass

    threads = [Thread(target=knock) for _ in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(passed) == FREE_TRIES
    with Session(empty_engine) as session:
        assert counts(session) == {
            ("cadre", STRANGER.address): FREE_TRIES, ("cadre", ""): FREE_TRIES, ("", STRANGER.address): FREE_TRIES
        }  # fmt: skip
