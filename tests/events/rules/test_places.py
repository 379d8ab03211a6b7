"""Who gets free places: in line, all or none, and nobody is passed over for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.rules.places import InLine, offer


def line(*sizes: int, skips: int = 0) -> list[InLine[int]]:
    return [InLine(at, size, skips) for at, size in enumerate(sizes)]


@pytest.mark.parametrize(
    ("free", "sizes", "skips", "given", "skipped"),
    [
        (0, (1, 1), 0, [], {}),
        (1, (1, 1), 0, [0], {}),
        (3, (1, 1, 1, 1), 0, [0, 1, 2], {}),
        (3, (4, 1), 0, [1], {0: 1}),  # the family does not fit: the next goes ahead, once
        (3, (4, 1, 1, 1), 0, [1, 2, 3], {0: 3}),  # three times
        (4, (5, 1, 1, 1, 1), 0, [1, 2, 3], {0: 3}),  # and then nobody any more
        (3, (4, 1), 3, [], {}),  # it was passed over often enough before
        (4, (4, 1), 3, [0], {}),
        (2, (4, 3, 1), 0, [2], {0: 1, 1: 1}),
        (3, (40, 2, 1), 3, [1, 2], {}),  # larger than the room: it holds up nobody
    ],
)
def test_places_go_to_the_first_whose_family_fits(
    free: int, sizes: tuple[int, ...], skips: int, given: list[int], skipped: dict[int, int]
) -> None:
    families = [InLine(0, sizes[0], skips), *(InLine(at, size) for at, size in enumerate(sizes[1:], 1))]
    offers = offer(free, families, 3, 30)
    assert (offers.given, offers.skipped) == (given, skipped)


LINES = st.lists(st.integers(1, 6), max_size=12)


@given(st.integers(0, 10), LINES, st.integers(0, 4))
def test_never_more_places_than_there_are_and_never_half_a_family(free: int, sizes: list[int], most: int) -> None:
    offers = offer(free, line(*sizes), most, 30)
    assert sum(sizes[key] for key in offers.given) <= free
    assert offers.given == sorted(set(offers.given))


@given(st.lists(st.integers(0, 5), max_size=40), LINES, st.integers(0, 4))
def test_nobody_is_passed_over_more_often_than_that(freed: list[int], sizes: list[int], most: int) -> None:
    """Places come free again and again; whoever waits keeps their skips."""
    waiting = line(*sizes)
    overtaken = dict.fromkeys(range(len(sizes)), 0)
    free = 0
    for more in freed:
        free += more
        offers = offer(free, waiting, most, 30)
        free -= sum(sizes[key] for key in offers.given)
        for key in offers.given:
            for family in waiting:
                if family.key < key and family.key not in offers.given:
                    overtaken[family.key] += 1
        waiting = [
            InLine(one.key, one.size, offers.skipped.get(one.key, one.skips))
            for one in waiting
            if one.key not in offers.given
        ]
    assert all(times <= most for times in overtaken.values())


@given(st.integers(1, 10), st.lists(st.just(1), min_size=1, max_size=12), st.integers(0, 4))
def test_single_people_are_served_strictly_in_order(free: int, sizes: list[int], most: int) -> None:
    assert offer(free, line(*sizes), most, 30).given == list(range(min(free, len(sizes))))


@given(st.integers(0, 10), LINES, st.integers(0, 4))
def test_the_first_in_line_gets_places_as_soon_as_they_suffice(free: int, sizes: list[int], most: int) -> None:
    if sizes and sizes[0] <= free:
        assert offer(free, line(*sizes), most, 30).given[0] == 0
