"""What is news to somebody who signed up, and until when."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.events.rules.news import Held, News, Signed, news, untold
from tests.conftest import NOW

HOUR = timedelta(hours=1)
moments = st.integers(0, 50).map(lambda hours: NOW + hours * HOUR)
maybe = st.none() | moments


def test_nothing_is_new_to_who_got_a_place_at_once() -> None:
    assert news(Held(), Signed(NOW)) == {}


def test_a_place_that_came_later_is_news_until_it_is_told() -> None:
    later = Signed(NOW, promoted_at=NOW + HOUR)
    assert untold(Held(), later) == {News.PROMOTED: NOW + HOUR}
    assert untold(Held(), Signed(NOW, NOW + HOUR, told_at=NOW + HOUR)) == {}


def test_who_signs_up_after_it_was_moved_knows_the_new_time() -> None:
    moved = Held(moved_at=NOW)
    assert news(moved, Signed(NOW - HOUR)) == {News.MOVED: NOW}
    assert news(moved, Signed(NOW + HOUR)) == {}


def test_what_was_moved_again_is_told_again() -> None:
    told = Signed(NOW, told_at=NOW + 2 * HOUR)
    assert untold(Held(moved_at=NOW + HOUR), told) == {}
    assert untold(Held(moved_at=NOW + 3 * HOUR), told) == {News.MOVED: NOW + 3 * HOUR}


def test_of_what_is_cancelled_nothing_else_is_told() -> None:
    event = Held(moved_at=NOW + HOUR, cancelled_at=NOW + 2 * HOUR)
    assert untold(event, Signed(NOW, promoted_at=NOW + HOUR)) == {News.CANCELLED: NOW + 2 * HOUR}


@given(maybe, maybe, moments, maybe, maybe)
def test_what_is_untold_is_news_and_newer_than_the_call(
    moved: datetime | None, cancelled: datetime | None, signed: datetime, promoted: datetime | None,
    told: datetime | None,
) -> None:  # fmt: skip
    event, one = Held(moved, cancelled), Signed(signed, promoted, told)
    all_of_it, fresh = news(event, one), untold(event, one)
    assert fresh.items() <= all_of_it.items()
    assert all(told is None or since > told for since in fresh.values())
    assert untold(event, Signed(signed, promoted, max(all_of_it.values(), default=NOW))) == {}
    assert news(event, Signed(signed, promoted, told, came=True)) == {}, "whoever is in knows"
