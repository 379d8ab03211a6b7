"""The days of a series."""

from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.events.rules.series import MOST, days, hours

MONDAY = date(2026, 3, 2)


def test_every_thursday_until_the_last_day() -> None:
    assert days(MONDAY, date(2026, 3, 19), 3) == [date(2026, 3, 5), date(2026, 3, 12), date(2026, 3, 19)]
    assert days(MONDAY, date(2026, 3, 4), 3) == []


@given(st.integers(0, 2000), st.integers(0, 6))
def test_they_all_fall_on_that_weekday_within_the_time(length: int, weekday: int) -> None:
    until = MONDAY + timedelta(days=length)
    found = days(MONDAY, until, weekday)
    assert all(day.weekday() == weekday and MONDAY <= day <= until for day in found)
    assert len(found) == min(MOST + 1, sum((MONDAY + timedelta(days=n)).weekday() == weekday
                                           for n in range(length + 1)))  # fmt: skip


def test_hours_are_those_of_the_community() -> None:
    starts, ends = hours(MONDAY, time(14), time(16), "Asia/Shanghai")
    assert (starts.isoformat(), ends - starts) == ("2026-03-02T14:00:00+08:00", timedelta(hours=2))
