"""Coverage always has a numerator and a denominator, and nobody is counted twice."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.visits.coverage import Member, Share, closed_in_time, group_coverage, month_of, overdue_days

TODAY = date(2026, 3, 20)
A, B, C, HOME, OTHER = (UUID(int=n) for n in range(1, 6))


def test_a_person_counts_as_met_when_they_were_met_themselves() -> None:
    members = [Member(A, HOME, "elder_alone"), Member(B, HOME, "elder_alone"), Member(C, OTHER, "elder_alone")]
    (line,) = group_coverage(members, {A}, {HOME}, {HOME: TODAY + timedelta(1), OTHER: TODAY - timedelta(4)}, TODAY)
    assert (line.met, line.at_home_only) == (Share(1, 3), 1)
    assert (line.in_time, line.longest) == (Share(1, 2), 5)


def test_somebody_in_two_groups_counts_in_both_and_once_in_each() -> None:
    members = [Member(A, HOME, "a"), Member(A, HOME, "b"), Member(A, HOME, "a")]
    assert [(g.code, g.met) for g in group_coverage(members, {A}, {HOME}, {}, TODAY)] == [
        ("a", Share(1, 1)), ("b", Share(1, 1)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("share", "percent"),
    [(Share(0, 0), None), (Share(0, 3), 0), (Share(999, 1000), 99), (Share(3, 3), 100), (Share(2, 3), 66)],
)
def test_percent_is_rounded_down_and_there_is_none_of_nothing(share: Share, percent: int | None) -> None:
    assert share.percent == percent


@pytest.mark.parametrize(
    ("overdue_on", "days"),
    [(TODAY + timedelta(1), 0), (TODAY, 1), (TODAY - timedelta(9), 10)],
)
def test_the_first_overdue_day_is_day_one(overdue_on: date, days: int) -> None:
    assert overdue_days(overdue_on, TODAY) == days


@pytest.mark.parametrize(
    ("found", "closed", "share"),
    [
        (TODAY - timedelta(15), None, Share(0, 0)),  # there is still today
        (TODAY - timedelta(16), None, Share(0, 1)),
        (TODAY - timedelta(30), TODAY - timedelta(15), Share(1, 1)),
        (TODAY - timedelta(30), TODAY - timedelta(14), Share(0, 1)),
        (TODAY, TODAY, Share(1, 1)),
    ],
)
def test_a_need_counts_once_it_is_closed_or_its_time_has_run_out(
    found: date, closed: date | None, share: Share
) -> None:
    assert closed_in_time([(found, closed)], 15, TODAY) == share


@pytest.mark.parametrize(
    ("day", "back", "first", "last"),
    [
        (date(2026, 3, 20), 0, date(2026, 3, 1), date(2026, 3, 31)),
        (date(2026, 3, 31), 1, date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 1, 1), 1, date(2025, 12, 1), date(2025, 12, 31)),
        (date(2026, 12, 5), 0, date(2026, 12, 1), date(2026, 12, 31)),
        (date(2028, 3, 1), 1, date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_a_month_is_a_calendar_month(day: date, back: int, first: date, last: date) -> None:
    assert month_of(day, back) == (first, last)


ids = st.integers(1, 6).map(lambda n: UUID(int=n))
members = st.lists(st.builds(Member, ids, ids, st.sampled_from("ab")), max_size=20)


@given(members, st.sets(ids), st.sets(ids))
def test_a_numerator_never_exceeds_its_denominator(found: list[Member], people: set[UUID], homes: set[UUID]) -> None:
    for line in group_coverage(found, people, homes, {home: TODAY for home in homes}, TODAY):
        assert 0 <= line.met.part + line.at_home_only <= line.met.whole
        assert 0 <= line.in_time.part <= line.in_time.whole
