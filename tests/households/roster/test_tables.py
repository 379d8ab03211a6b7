"""Cells as texts."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.households.roster.tables import Cell, column_index, letters, text_of


@given(st.integers(0, 16383))
def test_letters_of_a_column_read_back(index: int) -> None:
    assert column_index(letters(index)) == index


@pytest.mark.parametrize(
    ("cell", "text"),
    [(501.0, "501"), (5.5, "5.5"), (350206800101123.0, "350206800101123"), (3.5020619580312e17, "3.5020619580312e+17"),
     (" 张三\u3000", "张三"), (True, "是"), (date(2020, 1, 2), "2020-01-02"), (datetime(2020, 1, 2, 3),
     "2020-01-02"), ("", "")],
)  # fmt: skip
def test_a_cell_is_read_as_an_office_sees_it(cell: Cell, text: str) -> None:
    assert text_of(cell) == text
