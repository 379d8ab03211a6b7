"""Trying names one by one gets slower and slower; a full lounge behind the same router does not notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select

from app.accounts.models import SignInTries
from app.events.models import DoorTry, Event, Via
from app.events.rules.pace import PACES
from app.events.service.arrivals import looked_at
from app.events.service.guessing import Missed, check_guesses, count_guess, forget_suspects, is_suspect
from app.events.service.people import Caller
from app.shared.errors import TooMany
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import actor, event

LOUNGE = "203.0.113.7"
SECOND = timedelta(seconds=1)
FREE, BURST = PACES["door"].free, PACES["door"].burst


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    forget_suspects()
    yield
    forget_suspects()


@pytest.fixture
def missed(session: Session, cast: Cast) -> Missed:
    on: Event = event(session, cast)
    return Missed(on.id, on.community_id, Via.WALL)


def waits(session: Session, caller: Caller, now: datetime) -> int:
    """Seconds that the door makes them wait: as the route asks."""
    if not is_suspect(caller, now):
        return 0
    try:
        check_guesses(session, caller, now)
    except TooMany as slow:
        return slow.retry_after
    return 0


def guess(session: Session, caller: Caller, missed: Missed, times: int, now: datetime = NOW) -> None:
    for _ in range(times):
        count_guess(session, caller, missed, now)


def test_who_mistypes_a_few_times_waits_for_nothing_and_nobody_is_asked(session: Session, missed: Missed) -> None:
    mine = Caller(browser="mine", address=LOUNGE)
    guess(session, mine, missed, FREE - 1)
    assert not is_suspect(mine, NOW)


def test_one_browser_waits_longer_after_each_wrong_name(session: Session, missed: Missed) -> None:
    mine, moment, found = Caller(browser="mine", address=LOUNGE), NOW, []
    guess(session, mine, missed, FREE)
    for _ in range(6):
        found.append(waits(session, mine, moment))
        moment += found[-1] * SECOND
        assert waits(session, mine, moment) == 0
        guess(session, mine, missed, 1, moment)
    assert found == [1, 2, 4, 8, 16, 32]
    assert waits(session, Caller(browser="next", address=LOUNGE), moment) == 0, "the neighbour is not slowed down"
    assert waits(session, mine, moment + timedelta(hours=2)) == 0, "and it is forgotten"


def test_a_program_that_is_a_new_browser_each_time_is_slowed_down_by_its_address(
    session: Session, missed: Missed
) -> None:
    for number in range(BURST):
        count_guess(session, Caller(browser=f"browser {number}", address=LOUNGE), missed, NOW)
    assert waits(session, Caller(browser="one more", address=LOUNGE), NOW) == 1
    assert waits(session, Caller(address=LOUNGE), NOW) == 1
    assert waits(session, Caller(browser="one more", address="198.51.100.1"), NOW) == 0


@pytest.mark.thorough
def test_five_hundred_residents_in_five_minutes_every_fifth_of_whom_mistypes_all_get_through(
    session: Session, missed: Missed
) -> None:
    for number in range(500):
        caller, moment = Caller(browser=f"phone {number}", address=LOUNGE), NOW + number * 0.6 * SECOND
        assert waits(session, caller, moment) == 0
        if number % 5 == 0:
            count_guess(session, caller, missed, moment)


def test_another_process_learns_it_from_the_next_wrong_name(session: Session, missed: Missed) -> None:
    mine = Caller(browser="mine", address=LOUNGE)
    guess(session, mine, missed, FREE + 3)
    forget_suspects()
    assert not is_suspect(mine, NOW)
    guess(session, mine, missed, 1)
    assert waits(session, mine, NOW) == 16


def test_staff_see_that_somebody_guesses_as_one_thing(session: Session, cast: Cast, missed: Missed) -> None:
    mine = Caller(browser="mine", address=LOUNGE)
    guess(session, mine, missed, FREE + 5)
    (one,) = session.exec(select(DoorTry)).all()
    assert (one.code, one.times, one.person_id, one.event_id) == ("guessing", 1, None, missed.event_id)
    looked_at(session, actor(session, cast.cadre), one.id, NOW)
    guess(session, mine, missed, FREE, NOW + timedelta(hours=3))
    session.expire_all()
    assert (one.times, one.looked_at) == (2, None)


def test_neither_name_nor_browser_is_kept_as_it_is(session: Session, missed: Missed) -> None:
    guess(session, Caller(browser="mine-and-secret", address=LOUNGE), missed, 1)
    rows = session.exec(select(SignInTries)).all()
    assert not [row for row in rows if "secret" in row.address + row.login]
