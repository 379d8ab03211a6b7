"""Checks, days and averages, worked out from readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.health.rules.series import MOST, Span, checks_of, days_of, means, spots_of, summary, window

ZONE = "Asia/Shanghai"
NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)  # 12:00 there


@dataclass
class Taken:
    values: dict[str, float]
    context: str = ""
    comparators: dict[str, str] = field(default_factory=dict)
    not_heard: bool = False


@dataclass
class Row:
    taken: Any
    taken_at: datetime = NOON
    check_id: UUID = field(default_factory=uuid4)
    origin: str = "home"
    id: UUID = field(default_factory=uuid4)


def bp(systolic: float, diastolic: float = 80, **more: Any) -> Row:
    return Row(Taken({"systolic": systolic, "diastolic": diastolic}), **more)


def test_the_readings_of_one_check_are_one_point_and_stay_as_they_were() -> None:
    check = uuid4()
    rows = [bp(150, 90, check_id=check, taken_at=NOON + timedelta(minutes=2)), bp(140, 80, check_id=check), bp(120)]
    (other, mean) = sorted(checks_of(rows, ZONE), key=lambda one: one.number)
    assert (mean.values, mean.number) == ({"systolic": 145, "diastolic": 85}, 2)
    assert [row.taken.values["systolic"] for row in mean.rows] == [140, 150]
    assert (mean.at.hour, other.values["systolic"]) == (12, 120)


def test_the_index_stands_beside_the_weight_and_is_not_rounded() -> None:
    (one,) = checks_of([Row(Taken({"weight": 69.25, "height": 170}))], ZONE)
    assert one.values["bmi"] == pytest.approx(69.25 / 1.7**2)


def test_a_year_shows_days_with_their_least_and_most() -> None:
    late = datetime(2026, 11, 22, 17, tzinfo=UTC)  # already the 23rd there
    checks = checks_of([bp(120, taken_at=late), bp(140), bp(130, taken_at=NOON - timedelta(days=2))], ZONE)
    first, second = days_of(checks)
    assert (first.least, first.most) == (first.values, first.values)
    assert (second.values["systolic"], second.least["systolic"], second.most["systolic"]) == (130, 120, 140)
    assert second.number == 2 and second.is_day
    assert spots_of(checks, 30) == checks and spots_of(checks, 365) == [first, second]


def test_no_chart_has_more_points_than_people_can_see() -> None:
    rows = [bp(120 + n % 9, taken_at=NOON - timedelta(hours=n)) for n in range(MOST + 1)]
    assert len(spots_of(checks_of(rows, ZONE), 30)) == 18


def test_spans_end_today_and_step_back_without_a_gap() -> None:
    today = date(2026, 11, 23)
    assert window(today, Span.WEEK).first == date(2026, 11, 17)
    assert (window(today, Span.MONTH, 1).last - window(today, Span.MONTH).first).days == -1
    assert window(today, Span.YEAR).days == 365
    since, until = window(today, Span.WEEK).bounds(ZONE)
    assert (since.isoformat(), until.isoformat()) == ("2026-11-17T00:00:00+08:00", "2026-11-24T00:00:00+08:00")


def test_what_a_meter_could_not_measure_is_in_no_average() -> None:
    low = Row(Taken({"glucose": 0.6}, comparators={"glucose": "<"}))
    found = summary(checks_of([low, Row(Taken({"glucose": 6.0})), Row(Taken({"glucose": 7.0}))], ZONE))
    assert (found.checks, found.mean, found.least["glucose"]) == (3, {"glucose": 6.5}, 6.0)


@given(st.lists(st.floats(60, 280), min_size=1, max_size=40))
def test_a_mean_lies_between_the_least_and_the_most(values: list[float]) -> None:
    mean = means([{"systolic": one} for one in values])["systolic"]
    assert min(values) - 1e-9 <= mean <= max(values) + 1e-9
