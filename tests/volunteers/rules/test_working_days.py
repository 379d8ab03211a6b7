"""How long a notice hangs: working days, weekends and what was entered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.volunteers.models import DayKind
from app.volunteers.rules.working_days import is_known, is_working_day, notice_end

OFF, WORK = DayKind.OFF, DayKind.WORK
MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("first_on", "days", "special", "last_on"),
    [
        (MONDAY, 3, {}, date(2026, 3, 5)),  # the day it is hung out does not count
        (date(2026, 3, 5), 3, {}, date(2026, 3, 10)),  # over a weekend
        (date(2026, 3, 7), 3, {}, date(2026, 3, 11)),  # hung out on a Saturday
        (MONDAY, 3, {date(2026, 3, 4): OFF}, date(2026, 3, 6)),
        (date(2026, 3, 5), 3, {date(2026, 3, 7): WORK}, date(2026, 3, 9)),  # a Saturday that is worked
        (MONDAY, 5, {}, date(2026, 3, 9)),
    ],
)
def test_when_it_ends(first_on: date, days: int, special: dict[date, DayKind], last_on: date) -> None:
    assert notice_end(first_on, days, special) == last_on


def test_a_year_of_which_nothing_was_entered_is_not_known() -> None:
    assert not is_known(date(2026, 12, 30), date(2027, 1, 5), {date(2026, 10, 1): OFF})
    assert is_known(date(2026, 12, 30), date(2027, 1, 5), {date(2026, 10, 1): OFF, date(2027, 1, 1): OFF})


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(3, 30),
    st.dictionaries(st.dates(date(2026, 1, 1), date(2028, 3, 31)), st.sampled_from([OFF, WORK]), max_size=20),
)  # fmt: skip
def test_it_always_has_its_working_days(first_on: date, days: int, special: dict[date, DayKind]) -> None:
    last_on = notice_end(first_on, days, special)
    after = [first_on + timedelta(days=at) for at in range(1, (last_on - first_on).days + 1)]
    assert sum(is_working_day(one, special) for one in after) == days
    assert is_working_day(last_on, special)
