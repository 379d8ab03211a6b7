"""From pairs of came and went to minutes that count."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.volunteers.models import HoursKind
from app.volunteers.rules.hours import Note, Pair, propose, union, without
from tests.conftest import NOW

DAY = date(2026, 3, 2)
SHIFT = (NOW, NOW + timedelta(hours=2))


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def pair(came: float, left: float | None, scanned: bool = True, day: date = DAY) -> Pair:
    return Pair(day, at(came), None if left is None else at(left), scanned)


@pytest.mark.parametrize(
    ("pairs", "verified", "manual", "notes"),
    [
        ([pair(0, 120)], 120, 0, set()),
        ([pair(0, 119)], 105, 0, set()),  # full quarters only
        ([pair(0, 14)], 0, 0, set()),
        ([pair(-30, 150)], 120, 0, {Note.OUTSIDE}),  # the way there, and staying on, do not count
        ([pair(-30, -5)], 0, 0, {Note.OUTSIDE}),
        ([pair(0, None)], 0, 0, {Note.OPEN}),
        ([pair(0, None), pair(60, 120)], 60, 0, {Note.OPEN}),
        ([pair(0, 60), pair(30, 90)], 90, 0, set()),  # what overlaps counts once
        ([pair(0, 20), pair(30, 50), pair(60, 80)], 60, 0, set()),
        ([pair(0, 20), pair(30, 50), pair(60, 80), pair(90, 110)], 60, 0, {Note.MANY}),
        ([pair(0, 60, scanned=False)], 0, 60, set()),
        ([pair(0, 60), pair(60, 120, scanned=False)], 60, 60, set()),  # apart, never one sum
        ([pair(0, 60), pair(30, 120, scanned=False)], 60, 60, set()),  # a minute of both is a scanned one
    ],
)
def test_what_counts(pairs: list[Pair], verified: int, manual: int, notes: set[Note]) -> None:
    found = propose(pairs, SHIFT, [])
    sums = {kind: sum(one.minutes for one in found.counted if one.kind is kind) for kind in HoursKind}
    assert (sums[HoursKind.VERIFIED], sums[HoursKind.MANUAL], set(found.notes)) == (verified, manual, notes)


def test_three_pairs_are_counted_on_each_day() -> None:
    night = (NOW, NOW + timedelta(hours=24))
    pairs = [pair(60 * i, 60 * i + 30, day=DAY + timedelta(days=i // 3)) for i in range(6)]
    assert propose(pairs, night, []).counted[0].minutes == 180


def test_what_another_shift_counts_is_not_counted_again() -> None:
    found = propose([pair(0, 120)], SHIFT, [(at(-60), at(60))])
    assert found.counted[0].minutes == 60
    assert found.counted[0].in_at == at(60)
    assert found.notes == {Note.TWICE}


@pytest.mark.parametrize(("step", "minutes"), [(1, 119), (5, 115), (15, 105), (30, 90), (60, 60)])
def test_the_step_is_a_setting(step: int, minutes: int) -> None:
    assert propose([pair(0, 119)], SHIFT, [], round_minutes=step).counted[0].minutes == minutes


moments = st.integers(-90, 240)
spans = st.tuples(moments, st.integers(0, 180)).map(lambda one: (at(one[0]), at(one[0] + one[1])))
pairs_ = st.lists(
    st.builds(
        lambda span, open_, scanned: Pair(DAY, span[0], None if open_ else span[1], scanned),
        spans, st.integers(0, 9).map(lambda one: one == 0), st.booleans(),
    ),
    max_size=6,
)  # fmt: skip


@given(pairs_, st.lists(spans, max_size=3), st.sampled_from([1, 5, 15, 30]))
def test_never_more_than_was_there_and_never_beyond_the_shift(pairs, taken, step) -> None:  # type: ignore[no-untyped-def]
    found = propose(pairs, SHIFT, taken, round_minutes=step)
    there = union((max(one.came_at, SHIFT[0]), min(one.left_at, SHIFT[1])) for one in pairs if one.left_at)
    free = sum(((end - start).total_seconds() / 60 for start, end in without(there, taken)), 0.0)
    assert sum(one.minutes for one in found.counted) <= free <= 120
    for one in found.counted:
        assert one.minutes % step == 0
        assert SHIFT[0] <= one.in_at < one.out_at <= SHIFT[1]
        assert one.minutes <= (one.out_at - one.in_at).total_seconds() / 60


@given(pairs_, spans)
def test_another_service_at_the_same_time_never_adds(pairs, other) -> None:  # type: ignore[no-untyped-def]
    def total(taken: list[tuple[datetime, datetime]]) -> int:
        return sum(one.minutes for one in propose(pairs, SHIFT, taken, round_minutes=1).counted)

    assert total([other]) <= total([])


@given(st.lists(spans, max_size=5), st.lists(spans, max_size=5))
def test_cutting_out_leaves_the_rest(some, cut) -> None:  # type: ignore[no-untyped-def]
    def length(found: list[tuple[datetime, datetime]]) -> float:
        return sum((end - start).total_seconds() for start, end in found)

    left = without(union(some), cut)
    assert length(left) + length(union(cut)) == length(union([*some, *cut]))
