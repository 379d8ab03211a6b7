"""Going too fast: waiting grows for one browser, and a crowd behind one address is let through."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.rules.throttle import LONGEST_WAIT, Failures
from app.events.rules.pace import PACES, Pace, filled, own_wait, shared_wait
from tests.conftest import NOW

SECOND = timedelta(seconds=1)
PACE = Pace(free=3, burst=5, every=2 * SECOND)
gaps = st.lists(st.integers(0, 30).map(lambda tenths: tenths * SECOND / 10), max_size=60)


def flooded(pace: Pace, waits: list[timedelta]) -> tuple[Failures, datetime, int]:
    """The bucket after tries so far apart, the moment, and how many came through."""
    level, moment, through = Failures(), NOW, 0
    for gap in waits:
        moment += gap
        if not shared_wait(level, pace, moment):
            level, through = filled(level, pace, moment), through + 1
    return level, moment, through


@pytest.mark.parametrize(("tries", "seconds"), [(0, 0), (2, 0), (3, 1), (4, 2), (8, 32), (99, 900)])
def test_one_browser_waits_longer_each_time_and_a_quarter_of_an_hour_at_most(tries: int, seconds: int) -> None:
    assert own_wait(Failures(tries, NOW), PACE, NOW) == seconds * SECOND <= LONGEST_WAIT
    assert not own_wait(Failures(tries, NOW), PACE, NOW + seconds * SECOND)
    assert not own_wait(Failures(tries, NOW), PACE, NOW + timedelta(hours=1))


def test_many_come_at_once_from_one_address_and_then_one_by_one() -> None:
    level, moment, through = flooded(PACE, [timedelta()] * 20)
    assert (through, shared_wait(level, PACE, moment)) == (5, 2 * SECOND)
    assert flooded(PACE, [timedelta()] * 5 + [2 * SECOND] * 10)[2] == 15


@given(gaps)
def test_whoever_floods_an_address_never_makes_others_wait_longer_than_a_moment(waits: list[timedelta]) -> None:
    level, moment, _ = flooded(PACE, waits)
    assert shared_wait(level, PACE, moment) <= PACE.every
    assert not shared_wait(level, PACE, moment + PACE.every)


@given(gaps)
def test_no_more_come_through_than_the_bucket_holds_and_lets_out(waits: list[timedelta]) -> None:
    _, moment, through = flooded(PACE, waits)
    assert through <= PACE.burst + (moment - NOW) / PACE.every + 1


@given(st.integers(0, 400), st.integers(0, 400))
def test_however_many_come_in_the_same_moment_the_bucket_is_full_and_no_fuller(before: int, more: int) -> None:
    level = Failures(min(before, PACE.burst), NOW)
    for _ in range(more):  # each looked before any of them counted
        level = filled(level, PACE, NOW)
    assert level.count <= PACE.burst


def test_a_whole_lounge_signs_up_within_five_minutes() -> None:
    """500 residents behind one address: the mark of the door (DESIGN.md) holds for signing up, too."""
    spread = [timedelta(minutes=5) / 500] * 500
    assert flooded(PACES["sign_up"], spread)[2] == 500
    assert flooded(PACES["sign_up"], [timedelta(seconds=3)] * 40)[2] == 40
