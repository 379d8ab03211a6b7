"""One pass over checks says the same as all of them together."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from app.health.rules.plots import checks_passing, plots_of
from app.health.rules.series import checks_of, days_of, summary
from tests.health.rules.test_series import NOON, ZONE, Row, Taken, bp

ROWS = st.lists(st.tuples(st.integers(0, 300), st.integers(90, 200), st.booleans(), st.booleans()), max_size=40)


@given(ROWS)
def test_a_year_that_passes_by_has_the_days_and_the_sums_of_one_that_is_kept(
    found: list[tuple[int, int, bool, bool]],
) -> None:
    rows = []
    for hours, value, home, twice in sorted(found):
        check, place = uuid4(), "home" if home else "lounge"
        for minutes in range(1 + twice):
            at = NOON + timedelta(hours=hours, minutes=minutes)
            rows.append(bp(value + minutes, taken_at=at, check_id=check, origin=place))
    rows.sort(key=lambda row: row.taken_at)
    kept = checks_of(rows, ZONE)
    assert list(checks_passing(rows, ZONE)) == kept
    plots = plots_of("bp", checks_passing(rows, ZONE), 365)
    if not rows:
        assert plots == []
        return
    (plot,) = plots
    assert [(day.at, day.number, day.origin, day.least, day.most) for day in plot.spots] == [
        (day.at, day.number, day.origin, day.least, day.most) for day in days_of(kept)
    ]
    assert plot.total.checks == len(kept) and plot.total.least == summary(kept).least
    assert abs(plot.total.mean["systolic"] - summary(kept).mean["systolic"]) < 1e-6


def test_checks_that_overlap_are_told_apart_and_a_late_second_reading_finds_its_first() -> None:
    one, other = uuid4(), uuid4()
    at = [NOON + timedelta(minutes=minutes) for minutes in (0, 1, 2, 119)]
    rows = [
        bp(150, taken_at=at[0], check_id=one), bp(120, taken_at=at[1], check_id=other),
        bp(140, taken_at=at[2], check_id=one), bp(122, taken_at=at[3], check_id=other),
    ]  # fmt: skip
    assert [(spot.values["systolic"], spot.number) for spot in checks_passing(rows, ZONE)] == [(145, 2), (121, 2)]


def test_each_meal_has_its_figure_and_what_is_beyond_a_meter_is_in_no_mean() -> None:
    rows = [
        Row(Taken({"glucose": 33.3}, "fasting", {"glucose": ">"})), Row(Taken({"glucose": 6.0}, "fasting")),
        Row(Taken({"glucose": 8.0}, "post2h")), Row(Taken({"glucose": 7.0}, "bedtime")),
    ]  # fmt: skip
    for days in (30, 365):
        before, after, other = plots_of("glucose", checks_of(rows, ZONE), days)
        assert (before.total.checks, before.total.mean) == (2, {"glucose": 6.0})
        assert (after.total.mean, other.total.mean) == ({"glucose": 8.0}, {"glucose": 7.0})
