"""Strangers read the family name and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.rules.masking import masked


@pytest.mark.parametrize(
    ("name", "shown"), [("王芳", "王**"), ("王小芳", "王**"), ("欧阳修远", "欧阳**"), ("Anna", "A**"), ("  ", "**")]
)
def test_a_name_is_masked(name: str, shown: str) -> None:
    assert masked(name) == shown


@given(st.text(max_size=40))
def test_no_more_than_a_family_name_is_left(name: str) -> None:
    assert masked(name).endswith("**") and len(masked(name)) <= 4
