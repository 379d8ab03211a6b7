"""A session slides, up to a limit."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.accounts.rules.sessions import IDLE, LONGEST, TOUCH_EVERY, ends_at, is_open, is_stale
from tests.conftest import NOW


@given(st.timedeltas(timedelta(0), LONGEST * 2))
def test_a_session_ends_a_while_after_its_last_use_and_never_after_its_limit(used_after: timedelta) -> None:
    end = ends_at(NOW, NOW + used_after)
    assert end <= NOW + LONGEST
    assert end == min(NOW + used_after + IDLE, NOW + LONGEST)


def test_a_session_is_open_until_the_moment_it_ends() -> None:
    assert is_open(NOW + timedelta(seconds=1), None, NOW)
    assert not is_open(NOW, None, NOW)
    assert not is_open(NOW + IDLE, NOW, NOW)


def test_being_seen_is_written_down_now_and_then() -> None:
    assert not is_stale(NOW, NOW + TOUCH_EVERY - timedelta(seconds=1))
    assert is_stale(NOW, NOW + TOUCH_EVERY)
