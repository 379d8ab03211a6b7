"""Dates as offices type them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.households.roster.dates import read_date

SPELLINGS = (
    "{0.year}-{0.month}-{0.day}", "{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}.{0.month}.{0.day}",
    "{0:%Y%m%d}",
    "{0.year}年{0.month}月{0.day}日", "{0.year} 年 {0.month} 月 {0.day} 日", "{0:%Y-%m-%d} 00:00:00",
    "{0:%Y/%m/%d} 8:30",
)  # fmt: skip


@given(st.dates(date(1900, 3, 1), date(2100, 1, 1)), st.sampled_from(SPELLINGS))
def test_every_spelling_of_a_day_is_that_day(day: date, spelling: str) -> None:
    assert read_date(spelling.format(day)) == day


@given(st.dates(date(1900, 3, 1), date(2100, 1, 1)))
def test_excels_own_days_are_days(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert read_date(serial) == read_date(float(serial)) == day
    assert read_date(datetime(day.year, day.month, day.day, 9)) == day
    assert read_date(int(f"{day:%Y%m%d}")) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("一九五八年三月十二日", date(1958, 3, 12)), ("二〇二〇年十月一日", date(2020, 10, 1)),
     ("１９５８．３．１２", date(1958, 3, 12)),
     ("1958年3月", date(1958, 3, 1)), ("1958-03", date(1958, 3, 1)), ("21256", date(1958, 3, 12)), ("", None),
     ("  ", None)],
)  # fmt: skip
def test_chinese_numerals_months_and_serials_typed_as_text(text: str, day: date | None) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text", ["1958-02-30", "58年春", "1958-13-01", "3/12/1958", "1958", -5, 99_999_999, 0.5, "不详啊"]
)
def test_what_is_no_day_is_refused(text: object) -> None:
    with pytest.raises(ValueError):
        read_date(text)
