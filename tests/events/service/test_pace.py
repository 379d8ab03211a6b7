"""Who has not signed in is slowed down by themselves; nobody is locked out by a stranger behind the same router."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.events.payload import Family
from app.events.service.pace import take_turn
from app.events.service.people import Caller
from app.events.service.signing import sign_up
from app.passes.models import Verified
from app.passes.service import device_of, issue_pass, own_pass, remember_guest, remember_person
from app.shared.errors import TooMany
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import actor, event, family, phone

LOUNGE = "203.0.113.7"
SECOND = timedelta(seconds=1)


def flood(session: Session, what: str, times: int, browser: str = "", address: str = LOUNGE) -> int:
    """A stranger tries and tries in one moment, as a new browser each time unless it is named. How often it worked."""
    worked = 0
    for number in range(times):
        try:
            take_turn(session, what, Caller(browser=browser or f"stranger {number}", address=address), NOW)
            worked += 1
        except TooMany:
            pass
    return worked


def test_forty_residents_sign_up_from_one_address_within_minutes(session: Session, cast: Cast) -> None:
    on = event(session, cast, capacity=30)
    for number in range(40):
        caller, moment = Caller(browser=f"phone {number}", address=LOUNGE), NOW + number * SECOND
        take_turn(session, "sign_up", caller, moment)
        assert sign_up(session, caller, on.id, family(f"人{number}", number), moment).id
    assert (on.taken, on.last_in_line) == (30, 40)


def test_one_browser_that_signs_up_without_end_waits_longer_and_longer(session: Session, cast: Cast) -> None:
    mine, moment, waits = Caller(browser="mine", address=LOUNGE), NOW, []
    for _ in range(25):
        try:
            take_turn(session, "sign_up", mine, moment)
        except TooMany as slow:
            waits.append(slow.retry_after)
            moment += slow.retry_after * SECOND
            take_turn(session, "sign_up", mine, moment)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900]
    take_turn(session, "sign_up", Caller(browser="the next one", address=LOUNGE), moment)


def test_a_refused_try_costs_nothing(session: Session, cast: Cast) -> None:
    assert flood(session, "code", 50, browser="mine") == 5
    take_turn(session, "code", Caller(browser="mine", address=LOUNGE), NOW + SECOND)


@pytest.mark.thorough
@pytest.mark.parametrize("what", ["sign_up", "code", "pass", "opinion"])
def test_a_stranger_who_floods_the_router_holds_others_up_by_moments(session: Session, cast: Cast, what: str) -> None:
    flood(session, what, 1000)
    other = Caller(browser="an honest phone", address=LOUNGE)
    with pytest.raises(TooMany) as slow:
        take_turn(session, what, other, NOW)
    assert slow.value.retry_after <= 2
    take_turn(session, what, other, NOW + slow.value.retry_after * SECOND)
    take_turn(session, what, Caller(browser="x", address="198.51.100.9"), NOW)


@pytest.mark.thorough
def test_who_has_proven_who_they_are_does_not_stand_behind_a_flood(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    token = issue_pass(session, actor(session, cast.cadre), cast.lin_apo.id, NOW).token
    known = device_of(session, remember_person(session, own_pass(session, token), Verified.PASS, NOW), NOW)
    said = device_of(session, remember_guest(session, cast.hupan.id, "远客", phone(9), NOW), NOW)
    flood(session, "sign_up", 1000)
    for caller in (Caller(known, address=LOUNGE), Caller(address=LOUNGE, browser="b", person_id=cast.chen_da.id)):
        take_turn(session, "sign_up", caller, NOW)
        assert sign_up(session, caller, on.id, Family(people=[]), NOW).names
    with pytest.raises(TooMany):
        take_turn(session, "sign_up", Caller(said, address=LOUNGE), NOW)  # anybody can type a name


@pytest.mark.parametrize(("tries", "words"), [(10, "请 1 秒后再试"), (16, "请 64 秒后再试"), (17, "请 3 分钟后再试")])
def test_it_is_said_when_to_try_again_and_who_can_help_now(
    session: Session, cast: Cast, tries: int, words: str
) -> None:
    mine, moment = Caller(browser="mine", address=LOUNGE), NOW
    for _ in range(tries):
        try:
            take_turn(session, "sign_up", mine, moment)
        except TooMany as slow:
            moment += slow.retry_after * SECOND
            take_turn(session, "sign_up", mine, moment)
    with pytest.raises(TooMany) as refused:
        take_turn(session, "sign_up", mine, moment)
    assert words in refused.value.sentence("zh") and "请公共客厅的工作人员替您办" in refused.value.sentence("zh")
