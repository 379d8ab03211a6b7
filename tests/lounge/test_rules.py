"""Is the door open?"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lounge.rules import Off, Span, door_at, read_spans, said_spans
from app.shared.errors import Refused

ZONE = ZoneInfo("Asia/Shanghai")
MORNING, AFTERNOON = Span(0, time(8, 30), time(12)), Span(0, time(14), time(18))
WEEK = [MORNING, AFTERNOON, Span(2, time(9), time(11))]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)  # the 23rd is a Monday


def test_it_is_open_from_the_first_minute_to_the_last() -> None:
    assert door_at(WEEK, None, at(23, 8, 30)).until == time(12)
    assert not door_at(WEEK, None, at(23, 12)).open


def test_at_noon_it_says_when_it_opens_again() -> None:
    assert door_at(WEEK, None, at(23, 12, 30)).next == at(23, 14)
    assert door_at(WEEK, None, at(23, 18)).next == at(25, 9)


def test_spans_that_touch_are_one() -> None:
    spans = [MORNING, Span(0, time(12), time(14)), AFTERNOON]
    assert door_at(spans, None, at(23, 9)).until == time(18)


def test_days_off_count_whatever_the_week_says() -> None:
    off = Off(date(2026, 11, 23), date(2026, 11, 25))
    door = door_at(WEEK, off, at(23, 9))
    assert (door.open, door.next) == (False, at(30, 8, 30))


def test_without_hours_nobody_can_tell() -> None:
    door = door_at([], None, at(23, 9))
    assert (door.open, door.next) == (False, None)


@pytest.mark.parametrize("text", ["8:30-12:00 14:00-18:00", "8：30—12：00，14：00～18：00", "14-18; 8:30-12"])
def test_hours_are_read_however_they_are_typed(text: str) -> None:
    assert said_spans(read_spans(0, text)) == "8:30-12:00 14:00-18:00"


@pytest.mark.parametrize("text", ["8:30", "12:00-8:30", "8-12 11-13", "abc", "25:00-26:00", "8:61-9:00", "8-12-13"])
def test_what_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_spans(0, text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        spans = read_spans(3, text)
    except Refused:
        return
    assert read_spans(3, said_spans(spans)) == spans
