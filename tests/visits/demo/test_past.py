"""The visits a demo invents could have been."""

from __future__ import annotations

from datetime import datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.visits.demo.past import past_of, today_of
from app.visits.models import Outcome
from tests.conftest import NOW

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.thorough
@given(st.integers(0, 2**32), st.sampled_from([7, 30, 90, 182]))
def test_none_lies_in_the_future_and_all_in_waking_hours(seed: int, days: int) -> None:
    for past in past_of(Random(seed), days, NOW, ZONE):
        assert past.at < NOW
        assert 9 <= past.at.astimezone(ZONE).hour <= 20


def test_the_same_generator_invents_the_same_past() -> None:
    assert past_of(Random(1), 30, NOW, ZONE) == past_of(Random(1), 30, NOW, ZONE)


def test_most_households_were_met_in_time_and_some_were_not() -> None:
    rng, late = Random(1), 0
    for _ in range(400):
        met = [past for past in past_of(rng, 30, NOW, ZONE) if past.outcome is Outcome.MET]
        late += (NOW - met[-1].at).days > 31
    assert 10 < late < 60


@pytest.mark.parametrize(("hour", "there"), [(8, False), (9, False), (10, True), (23, True)])
def test_nobody_was_out_before_the_office_opened(hour: int, there: bool) -> None:
    now = datetime(2026, 3, 2, hour, 0, tzinfo=ZONE)
    at = today_of(Random(1), now, ZONE)
    assert (at is not None) is there
    if at is not None:
        assert at < now and at.date() == now.date()
