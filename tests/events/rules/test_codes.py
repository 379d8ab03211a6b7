"""The codes of the door: now, a moment ago, yesterday, forged, and kept by the browser that scanned one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.rules.codes import (
    BOUND,
    DIGITS,
    LATE,
    LENGTH,
    WINDOW,
    Parts,
    Reading,
    bind,
    bound,
    is_late,
    opened_at,
    printed,
    read,
    rotating,
    take_apart,
    window_at,
)

KEY, OTHER = b"k" * 32, b"o" * 32
NOW = 1_772_416_800.0
SHORTS = st.text("23456789ABCDEFGHJKMNPQRSTUVWXYZ", min_size=6, max_size=6)


def reading(code: str, at: float, key: bytes = KEY) -> Reading:
    parts = take_apart(code)
    assert parts is not None
    return read(parts, key, at)


@pytest.mark.parametrize(
    ("later", "verdict"),
    [
        (-2 * WINDOW, Reading.EXPIRED),  # the wall's clock is far ahead
        (-WINDOW, Reading.GOOD),
        (0, Reading.GOOD),
        (WINDOW, Reading.GOOD),
        (2 * WINDOW, Reading.EXPIRED),
        (86_400, Reading.EXPIRED),
    ],
)
def test_a_code_counts_for_its_window_and_one_on_either_side(later: int, verdict: Reading) -> None:
    assert reading(rotating(KEY, "K7M2QX", window_at(NOW)), NOW + later) is verdict


@given(SHORTS, st.integers(1, 2**30 - 1))
def test_a_code_is_short_and_is_taken_apart_again(short: str, window: int) -> None:
    code = rotating(KEY, short, window)
    parts = take_apart(code.lower())
    assert len(code) == LENGTH == 24
    assert parts is not None and (parts.short, parts.window, parts.on_paper) == (short, window, False)


@given(st.integers(6, LENGTH - 1), st.sampled_from(DIGITS))
def test_a_changed_letter_makes_it_a_forgery(place: int, digit: str) -> None:
    code = rotating(KEY, "K7M2QX", window_at(NOW))
    changed = code[:place] + digit + code[place + 1 :]
    assert changed == code or reading(changed, NOW) is Reading.FORGED


def test_another_events_code_or_key_is_a_forgery() -> None:
    code = rotating(KEY, "K7M2QX", window_at(NOW))
    assert reading(code, NOW, OTHER) is Reading.FORGED
    assert reading("ABCDEF" + code[6:], NOW) is Reading.FORGED


def test_a_code_on_paper_has_no_time_and_a_key_of_its_own() -> None:
    code = printed(OTHER, "K7M2QX")
    parts = take_apart(code)
    assert parts is not None and parts.on_paper
    assert reading(code, NOW + 10**7, OTHER) is Reading.GOOD
    assert reading(code, NOW, KEY) is Reading.FORGED


@given(st.text(max_size=40))
def test_any_text_is_taken_apart_or_is_none_of_ours(text: str) -> None:
    parts = take_apart(text)
    assert parts is None or read(parts, KEY, NOW) is Reading.FORGED


def test_a_slow_phone_keeps_its_code_for_a_quarter_of_an_hour() -> None:
    kept = bind(KEY, "CODE", "browser", NOW)
    assert bound(KEY, kept, "browser", NOW + BOUND) == "CODE"
    assert bound(KEY, kept, "browser", NOW + BOUND + 1) is None


def test_what_one_browser_keeps_is_worth_nothing_in_another() -> None:
    kept = bind(KEY, "CODE", "browser", NOW)
    assert bound(KEY, kept, "another", NOW) is None
    assert bound(OTHER, kept, "browser", NOW) is None
    later = kept.replace(kept.split(".")[1], str(int(NOW) + 10**6))
    assert bound(KEY, later, "browser", NOW) is None


@given(st.text(max_size=60))
def test_a_made_up_cookie_binds_nothing(text: str) -> None:
    assert bound(KEY, text, "browser", NOW) is None


def parts_at(window: int) -> Parts:
    taken = take_apart(rotating(KEY, "K7M2QX", window))
    assert taken
    return taken


@given(st.integers(1, 2**29), st.integers(0, WINDOW + LATE - 1))
def test_whoever_stands_before_the_wall_is_in_time(window: int, seconds: int) -> None:
    assert not is_late(parts_at(window), window * WINDOW + seconds)


@given(st.integers(1, 2**29), st.integers(WINDOW + LATE, 10**6))
def test_a_code_that_is_opened_when_the_wall_has_long_gone_on_is_late(window: int, seconds: int) -> None:
    assert is_late(parts_at(window), window * WINDOW + seconds)


def test_a_code_on_paper_is_never_late() -> None:
    paper = take_apart(printed(KEY, "K7M2QX"))
    assert paper and not is_late(paper, 10**9)


@given(st.integers(0, 2**40))
def test_what_a_browser_keeps_says_when_it_was_opened(moment: int) -> None:
    assert opened_at(bind(KEY, rotating(KEY, "K7M2QX", 7), "browser", moment)) == moment
