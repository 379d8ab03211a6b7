"""A pass instead of name and phone: what it proves, and that it tells nobody whose it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.events.models import Event
from app.events.payload import Family, OnePerson
from app.events.service.people import Caller
from app.events.service.proof import Proof, refusal, show_pass
from app.events.service.signing import sign_up
from app.passes.models import ResidentPass
from app.passes.rules.codes import grouped
from app.passes.service import issue_pass, reissue_pass, revoke_pass, set_pin
from app.shared.errors import NotFound, TooMany
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import actor, event

STRANGER = Caller(browser="a phone", address="203.0.113.7")


@pytest.fixture
def card(session: Session, cast: Cast) -> ResidentPass:
    return issue_pass(session, actor(session, cast.cadre), cast.lin_apo.id, NOW)


def proof(session: Session, on: Event, typed: str, **how: bool) -> Proof:
    return show_pass(session, STRANGER, on.id, typed, NOW, **how)


def test_letters_token_and_address_prove_the_same(session: Session, cast: Cast, card: ResidentPass) -> None:
    on = event(session, cast)
    small = grouped(card.short_code).lower()
    for typed in (card.short_code, small, card.token, f"https://linju.example/p/{card.token}?x=1"):
        assert proof(session, on, typed) == Proof("good", cast.lin_apo.id)


def test_who_has_shown_a_pass_signs_up_with_others(session: Session, cast: Cast, card: ResidentPass) -> None:
    on = event(session, cast)
    shown = Caller(browser="b", person_id=proof(session, on, card.short_code).person_id)
    made = sign_up(session, shown, on.id, Family(people=[OnePerson(name=""), OnePerson(name="外孙")]), NOW)
    assert made.names == ("林阿婆", "外孙")


def test_a_pass_that_was_taken_back_says_so_and_the_new_one_counts(
    session: Session, cast: Cast, card: ResidentPass
) -> None:
    on, staff = event(session, cast), actor(session, cast.cadre)
    old = card.token
    new = reissue_pass(session, staff, cast.lin_apo.id, "丢了", NOW)
    assert (proof(session, on, old).verdict, proof(session, on, new.token).verdict) == ("revoked", "good")
    revoke_pass(session, staff, new.id, "搬走了", NOW)
    assert refusal(proof(session, on, new.short_code)).code == "pass_revoked"


def test_who_has_moved_away_holds_a_pass_no_more(session: Session, cast: Cast, card: ResidentPass) -> None:
    cast.lin_apo.moved_out_on = NOW.date()
    session.flush()
    assert proof(session, event(session, cast), card.token) == Proof("revoked")


def test_a_pin_is_asked_for_and_tells_nobody_whose_pass_it_is(session: Session, cast: Cast, card: ResidentPass) -> None:
    on = event(session, cast)
    set_pin(session, card.token, "hash", None, NOW)
    assert proof(session, on, card.short_code) == Proof("needs_pin")
    assert (refusal(Proof("needs_pin")).field, refusal(Proof("revoked")).field) == ("pin", "pass")
    assert proof(session, on, card.short_code, pin_right=True).person_id == cast.lin_apo.id


@pytest.mark.parametrize("typed", ["AAAAAA", "A" * 16, "林阿婆", "123", "https://x/p/", "\0"])
def test_what_is_no_pass_proves_nothing(session: Session, cast: Cast, card: ResidentPass, typed: str) -> None:
    on = event(session, cast)
    assert proof(session, on, typed) == Proof("unknown")
    assert isinstance(refusal(Proof("unknown")), NotFound)
    far = issue_pass(session, actor(session, cast.far_cadre), cast.far_person.id, NOW)
    assert {proof(session, on, one).verdict for one in (far.token, far.short_code)} == {"unknown"}
    with pytest.raises(NotFound):
        proof(session, event(session, cast, published=False), card.token)


def test_guessing_letters_is_slowed_down_for_the_guesser_first(
    session: Session, cast: Cast, card: ResidentPass
) -> None:
    on = event(session, cast)
    for _ in range(5):
        proof(session, on, "AAAAAA")
    with pytest.raises(TooMany):
        proof(session, on, card.short_code)
    other = Caller(browser="another phone", address=STRANGER.address)
    assert show_pass(session, other, on.id, card.short_code, NOW).verdict == "good"
    assert show_pass(session, STRANGER, on.id, card.short_code, NOW + timedelta(seconds=1)).verdict == "good"


def test_letters_guessed_here_and_at_the_door_are_counted_together(
    session: Session, cast: Cast, card: ResidentPass
) -> None:
    on = event(session, cast)
    for number in range(30):
        show_pass(session, Caller(browser=f"{number}", address="203.0.113.7"), on.id, "AAAAAA", NOW)
    fresh = Caller(browser="fresh", address="203.0.113.7")
    with pytest.raises(TooMany):
        show_pass(session, fresh, on.id, card.short_code, NOW)
    assert show_pass(session, fresh, on.id, card.token, NOW).verdict == "good", "nobody guesses sixteen letters"
