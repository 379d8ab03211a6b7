"""How it stands with the door, as people say it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from app.lounge.rules import Door, Span
from app.lounge.words import door_words, week_lines

TODAY = date(2026, 11, 23)


def opens(day: int) -> Door:
    return Door(False, next=datetime(2026, 11, day, 8, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("door", "chinese", "english"),
    [
        (Door(True, until=time(12)), "现在开着，到 12:00", "Open now, until 12:00"),
        (Door(False), "现在关着", "Closed now"),
        (opens(23), "现在关着，今天 08:30 开门", "Closed now, opens at 08:30 today"),
        (opens(24), "现在关着，明天 08:30 开门", "Closed now, opens tomorrow at 08:30"),
        (opens(26), "现在关着，11月26日 周四 08:30 开门", "Closed now, opens on Thu 26 Nov at 08:30"),
    ],
)
def test_the_next_time_is_said_as_near_as_it_is(door: Door, chinese: str, english: str) -> None:
    assert door_words(door, TODAY) == (chinese, english)


def test_days_with_the_same_hours_are_one_line() -> None:
    spans = tuple(Span(day, time(8, 30), time(12)) for day in range(6))
    assert week_lines(spans) == [("周一到周六", "Mon–Sat", ["8:30–12:00"]), ("周日", "Sun", [])]
