"""The PIN of a pass: guesses are counted before they are checked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.accounts.rules.throttle import FREE_TRIES
from app.passes.models import ResidentPass, Verified
from app.passes.service import begin_pin, clear_pin, device_of, finish_pin, issue_pass, remember_person, set_pin
from app.passes.service.lookup import own_pass
from app.shared.errors import NotFound, Refused, TooMany
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import actor


@pytest.fixture
def card(session: Session, cast: Cast) -> ResidentPass:
    return issue_pass(session, actor(session, cast.cadre), cast.lin_apo.id, NOW)


def test_the_right_pin_opens_the_pass_and_does_not_count(session: Session, card: ResidentPass) -> None:
    set_pin(session, card.token, "hash", None, NOW)
    for _ in range(FREE_TRIES * 2):
        tried = begin_pin(session, card.community_id, card.short_code.lower(), "1.2.3.4", NOW)
        assert tried.pin_hash == "hash"
        assert finish_pin(session, tried, True, NOW).person_id == card.person_id


def test_wrong_pins_wait_longer_and_longer(session: Session, card: ResidentPass) -> None:
    set_pin(session, card.token, "hash", None, NOW)
    for _ in range(FREE_TRIES):
        tried = begin_pin(session, card.community_id, card.token, "1.2.3.4", NOW)
        with pytest.raises(Refused):
            finish_pin(session, tried, False, NOW)
    with pytest.raises(TooMany):
        begin_pin(session, card.community_id, card.token, "1.2.3.4", NOW)
    assert begin_pin(session, card.community_id, card.token, "1.2.3.4", NOW + timedelta(seconds=2))
    assert begin_pin(session, card.community_id, card.token, "5.6.7.8", NOW), "a stranger does not keep the owner out"


@pytest.mark.parametrize("code", ["", "ABCDEF", "王", "A" * 16])
def test_an_unknown_pass_and_one_without_a_pin_say_the_same(session: Session, card: ResidentPass, code: str) -> None:
    for typed in (code, card.token):
        tried = begin_pin(session, card.community_id, typed, "1.2.3.4", NOW)
        assert tried.pin_hash is None
        with pytest.raises(Refused) as refused:
            finish_pin(session, tried, True, NOW)
        assert refused.value.code == "wrong_pin"


def test_a_set_pin_is_changed_only_by_who_is_known(session: Session, cast: Cast, card: ResidentPass) -> None:
    set_pin(session, card.token, "first", None, NOW)
    for stranger in (None, cast.chen_da.id):
        with pytest.raises(Refused):
            set_pin(session, card.token, "second", stranger, NOW)
    set_pin(session, card.token, "second", card.person_id, NOW)
    assert session.get_one(ResidentPass, card.id).pin_hash == "second"


def test_a_pin_forgets_the_phones_that_the_bare_pass_made_known(session: Session, card: ResidentPass) -> None:
    cookie = remember_person(session, own_pass(session, card.token), Verified.PASS, NOW)
    set_pin(session, card.token, "hash", None, NOW)
    assert device_of(session, cookie, NOW) is None


def test_staff_clear_a_forgotten_pin(session: Session, cast: Cast, card: ResidentPass) -> None:
    set_pin(session, card.token, "hash", None, NOW)
    for role in ("far_cadre", "leader", "supervisor", "resident"):
        with pytest.raises(NotFound):
            clear_pin(session, actor(session, getattr(cast, role)), card.id, NOW)
    clear_pin(session, actor(session, cast.cadre), card.id, NOW)
    assert not own_pass(session, card.token).has_pin
