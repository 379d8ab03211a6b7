"""Guessing gets slower and slower; no stranger keeps the owner out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.rules.throttle import (
    ADDRESS_FREE,
    ATTACK,
    FORGET,
    FREE_TRIES,
    LONGEST_ADDRESS_WAIT,
    LONGEST_WAIT,
    NONE,
    Failures,
    wait,
    whole_seconds,
)
from tests.conftest import NOW

counts = st.integers(0, 2**40)
ages = st.timedeltas(timedelta(0), timedelta(days=2))
failures = st.builds(lambda count, age: Failures(count, NOW - age), counts, ages)


def failed(count: int, ago: float = 0) -> Failures:
    return Failures(count, NOW - timedelta(seconds=ago))


@pytest.mark.parametrize(
    ("here", "account", "address", "known", "seconds"),
    [
        (NONE, NONE, NONE, False, 0),
        (failed(4), failed(4), failed(4), False, 0),  # typing errors
        (failed(5), NONE, NONE, False, 1),
        (failed(6), NONE, NONE, False, 2),
        (failed(7), NONE, NONE, False, 4),
        (failed(7, ago=3), NONE, NONE, False, 1),
        (failed(7, ago=4), NONE, NONE, False, 0),
        (failed(14), NONE, NONE, False, 512),
        (failed(15), NONE, NONE, False, 900),  # a quarter of an hour at most
        (failed(10**9), NONE, NONE, False, 900),
        (failed(10**9, ago=3600), NONE, NONE, False, 0),  # forgotten
        # The account is guessed at from everywhere.
        (NONE, failed(19), NONE, False, 0),
        (NONE, failed(10**6), NONE, False, 0),  # the owner on a new phone comes in at the first right try
        (failed(1), failed(19), NONE, False, 0),
        (failed(1), failed(20), NONE, False, 1),  # a new caller has one free try instead of five
        (failed(2), failed(20), NONE, False, 2),
        (failed(4), failed(20), NONE, True, 0),  # a device that was in before keeps its five
        (failed(5), failed(20), NONE, True, 1),
        (failed(1), failed(10**6, ago=3600), NONE, False, 0),
        # One address guesses at many accounts.
        (NONE, NONE, failed(29), False, 0),
        (NONE, NONE, failed(30), False, 1),
        (NONE, NONE, failed(36), False, 60),
        (NONE, NONE, failed(10**6), False, 60),
        (NONE, NONE, failed(10**6), True, 0),  # the cadre's phone on the lounge's Wi-Fi
        (failed(8), NONE, failed(31), False, 8),  # the longer one counts
    ],
)
def test_how_long_a_caller_waits(
    here: Failures, account: Failures, address: Failures, known: bool, seconds: int
) -> None:
    assert wait(here, account, address, known, NOW) == timedelta(seconds=seconds)


@given(failures, failures)
def test_a_device_that_was_in_before_never_waits_for_what_others_did(account: Failures, address: Failures) -> None:
    assert wait(NONE, account, address, True, NOW) == timedelta(0)


@given(failures, st.integers(0, ADDRESS_FREE - 1))
def test_the_owner_on_a_new_device_never_waits_for_what_other_addresses_did(account: Failures, few: int) -> None:
    assert wait(NONE, account, failed(few), False, NOW) == timedelta(0)


@given(failures, failures, failures, st.booleans())
def test_a_wait_is_never_longer_than_promised(
    here: Failures, account: Failures, address: Failures, known: bool
) -> None:
    assert timedelta(0) <= wait(here, account, address, known, NOW) <= LONGEST_WAIT
    assert wait(NONE, account, address, known, NOW) <= LONGEST_ADDRESS_WAIT


@given(failures, failures, failures, st.booleans())
def test_who_waits_as_long_as_told_may_try(here: Failures, account: Failures, address: Failures, known: bool) -> None:
    left = wait(here, account, address, known, NOW)
    assert wait(here, account, address, known, NOW + left) == timedelta(0)
    assert wait(here, account, address, known, NOW + timedelta(seconds=whole_seconds(left))) == timedelta(0)


@given(counts, counts, st.booleans(), st.sampled_from([NONE, failed(ATTACK)]))
def test_failing_more_never_shortens_the_wait(few: int, more: int, known: bool, account: Failures) -> None:
    few, more = sorted((few, more))
    assert wait(failed(few), account, NONE, known, NOW) <= wait(failed(more), account, NONE, known, NOW)


@given(failures, failures)
def test_being_known_never_makes_it_longer(here: Failures, others: Failures) -> None:
    assert wait(here, others, others, True, NOW) <= wait(here, others, others, False, NOW)


def test_waiting_never_wipes_the_slate() -> None:
    assert FORGET > LONGEST_WAIT > LONGEST_ADDRESS_WAIT


@pytest.mark.parametrize(("known", "at_most"), [(False, 110), (True, 110)])
def test_a_machine_that_guesses_as_fast_as_it_may_gets_few_tries_in_a_day(known: bool, at_most: int) -> None:
    moment, here, tries = NOW, NONE, 0
    while moment < NOW + timedelta(days=1):
        left = wait(here, here, here, known, moment)
        moment += left
        here = Failures(here.counted(moment) + 1, moment)
        tries += 1
    assert FREE_TRIES < tries <= at_most


def test_a_second_is_rounded_up_for_people() -> None:
    assert [whole_seconds(timedelta(milliseconds=ms)) for ms in (0, 1, 999, 1000, 1001)] == [0, 1, 1, 1, 2]
