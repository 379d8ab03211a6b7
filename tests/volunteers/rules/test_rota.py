from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.volunteers.rules.rota import Line, days_of, hours_of, month_of

DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(st.integers(0, 6), DAYS, st.none() | DAYS, DAYS, st.integers(0, 61))
def test_every_such_weekday_that_lies_in_both_spans(
    weekday: int, first: date, until: date | None, since: date, length: int
) -> None:
    line = Line(weekday, time(9), time(11), first, until)
    last = since + timedelta(days=length)
    span = [since + timedelta(days=at) for at in range(length + 1)]
    wanted = [day for day in span if day.weekday() == weekday and first <= day and (until is None or day <= until)]
    assert list(days_of(line, since, last)) == wanted


def test_a_night_shift_ends_on_the_next_day() -> None:
    line = Line(0, time(22), time(6), date(2026, 3, 2), None)
    starts, ends = hours_of(line, date(2026, 3, 2), "Asia/Shanghai")
    assert ends - starts == timedelta(hours=8)


def test_a_month_has_its_own_last_day() -> None:
    assert month_of(date(2028, 2, 10)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month_of(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))
