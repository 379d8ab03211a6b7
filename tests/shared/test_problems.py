"""The language of an answer is the phone's choice."""

from __future__ import annotations

import pytest

from app.shared.problems import choose_language, cookie


@pytest.mark.parametrize(
    ("header", "language"),
    [("linju-lang=en", "en"), ("a=b; linju-lang=zh", "zh"), ("linju-lang=fr", "zh"), ("", "zh"), (None, "zh")],
)
def test_the_language_is_the_phones_choice_or_chinese(header: str | None, language: str) -> None:
    assert choose_language(header) == language


def test_a_cookie_is_found_by_its_whole_name() -> None:
    assert cookie("xlinju=1; linju=2", "linju") == "2"
    assert cookie("linju-lang=1", "linju") is None
