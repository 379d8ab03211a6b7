"""The sortable form of one part of an address."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from app.households.climb import floor_key, part_key


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_sort_as_numbers(one: int, other: int) -> None:
    assert (part_key(str(one), 20) < part_key(str(other), 20)) == (one < other)


@given(st.text(max_size=60), st.integers(12, 40))
def test_a_key_fits_its_column_and_no_collation_can_reorder_it(text: str, width: int) -> None:
    assert re.fullmatch(f"[0-9a-z]{{1,{width}}}", part_key(text, width))


def test_nothing_comes_before_numbers_and_numbers_before_letters_and_letters_before_words() -> None:
    ordered = ["", "2", "2A", "2B", "10", "甲", "乙", "丙", "A", "B2", "B10", "东"]
    assert sorted(reversed(ordered), key=lambda text: part_key(text, 20)) == ordered


def test_leading_noughts_do_not_matter() -> None:
    assert part_key("0501", 20) == part_key("501", 20)


def test_long_names_with_one_beginning_stay_apart() -> None:
    assert part_key("甲" * 30 + "一", 40) != part_key("甲" * 30 + "二", 40)


@given(st.integers(-9, 200), st.integers(-9, 200))
def test_floors_below_the_ground_come_first(one: int, other: int) -> None:
    assert (floor_key(one) < floor_key(other)) == (one < other)


def test_an_unknown_floor_is_the_ground() -> None:
    assert floor_key(None) == floor_key(0)
