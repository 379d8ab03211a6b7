"""No longer than the community says, to the second."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.rules.retention import forget_before, forgets_at
from tests.conftest import NOW

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("ended", "due"), [(NOW - 30 * DAY, True), (NOW - 30 * DAY + SECOND, False), (NOW - 300 * DAY, True), (NOW, False)]
)
def test_thirty_days_after_the_end_it_is_due_and_not_a_second_earlier(ended: datetime, due: bool) -> None:
    assert (ended <= forget_before(NOW, 30)) is due


@given(st.integers(2, 365), st.timedeltas(timedelta(-400), timedelta(400)))
def test_both_ways_to_say_it_agree(days: int, ago: timedelta) -> None:
    assert (NOW + ago <= forget_before(NOW, days)) == (forgets_at(NOW + ago, days) <= NOW)
