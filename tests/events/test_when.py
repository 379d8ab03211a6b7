"""Days and hours are said as people say them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.events.when import day_words, hours_words, moment_words, span_words, week_words

MONDAY = date(2026, 11, 23)
ZONE = "Asia/Shanghai"


def at(day: int, hour: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def test_an_afternoon_is_one_day_with_two_hours() -> None:
    assert hours_words(at(24, 6), at(24, 8), ZONE) == ("11月24日 周二 14:00–16:00", "Tue 24 Nov, 14:00–16:00")


def test_small_hours_belong_to_the_evening_before() -> None:
    chinese, english = hours_words(at(24, 14), at(24, 20), ZONE)
    assert (chinese, english) == ("11月24日 周二 22:00–次日04:00", "Tue 24 Nov, 22:00–04:00 next day")


def test_whatever_lasts_longer_names_both_days() -> None:
    chinese, english = hours_words(at(24, 14), at(25, 2), ZONE)
    assert chinese == "11月24日 周二 22:00 到 11月25日 周三 10:00"
    assert english == "Tue 24 Nov, 22:00 to Wed 25 Nov, 10:00"
    assert span_words(at(24, 14), at(25, 2), ZONE)[0] == chinese


def test_where_the_day_is_known_the_hours_are_enough() -> None:
    assert span_words(at(24, 6), at(24, 8), ZONE) == ("14:00–16:00", "14:00–16:00")
    assert span_words(at(24, 14), at(24, 17), ZONE) == ("22:00–次日01:00", "22:00–01:00 next day")


def test_the_year_is_said_when_it_is_another() -> None:
    assert day_words(date(2027, 1, 4), MONDAY) == ("2027年1月4日 周一", "Mon 4 Jan 2027")
    assert moment_words(at(24, 6), ZONE, MONDAY) == ("11月24日 周二 14:00", "Tue 24 Nov, 14:00")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 29), "本周"),
        (date(2026, 11, 30), "下周"),
        (date(2026, 11, 22), "上周"),
        (date(2026, 12, 9), "12月7日 – 12月13日"),
    ],
)
def test_weeks_begin_on_monday(day: date, words: str) -> None:
    assert week_words(day, MONDAY)[0] == words
