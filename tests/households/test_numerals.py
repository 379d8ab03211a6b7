"""Chinese numerals in addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.households.numerals import arabic, to_chinese, to_int


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百零五", 105),
        ("一百二", 120),
        ("一百二十", 120),        ("五〇一", 501), ("五零一", 501), ("一二〇三", 1203), ("叁", 3), ("12", 12),
        ("0501", 501),
        ("", None), ("三楼", None), ("A", None),
    ],
)  # fmt: skip
def test_a_numeral_is_its_number(text: str, number: int | None) -> None:
    assert to_int(text) == number


@given(st.integers(1, 99))
def test_a_number_written_in_chinese_reads_back(number: int) -> None:
    assert to_int(to_chinese(number)) == number


def test_large_numbers_are_written_in_digits() -> None:
    assert to_chinese(120) == "120"


def test_numerals_inside_a_text_become_digits() -> None:
    assert arabic("五〇一室A") == "501室A"
