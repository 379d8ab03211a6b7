"""The places at the bottom of the screen."""

from __future__ import annotations

import pytest

from app.shared.docks import Place, docks
from app.shared.layout import screen


@pytest.mark.parametrize("name", sorted(docks()))
def test_a_dock_has_at_most_five_places_and_each_once(name: str) -> None:
    places = docks()[name]
    assert 1 <= len(places) <= 5
    assert len({place.href for place in places}) == len(places)


def test_the_dock_marks_where_one_is() -> None:
    page = str(screen("同步", dock="field", here="/sync"))
    assert page.count('"aria-current":"page"') == 1


def test_a_screen_for_everybody_carries_the_dock_of_every_kind_of_work() -> None:
    page = str(screen("查找", dock="own", here="/search"))
    assert all(f'"data-for":"{name}"' in page for name in docks())


def test_the_dock_counts_what_is_still_on_the_phone() -> None:
    page = str(screen("今日走访", dock="field", here="/round"))
    assert "local_dock_unsent > 0" in page
    assert "条没送出" in page


def test_a_screen_may_bring_its_own_dock() -> None:
    page = str(screen("大厅", dock=(Place("home", "首页", "/"),), here="/"))
    assert 'to:"/"' in page
