"""A number with where it is from: what was typed, and its two fields."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import reflex as rx

from app.shared.sourced import SourcedRow, sourced_field, sourced_row, typed_values, whole_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [("30", 30), (" １４ ", 14), ("", None), ("-1", None), ("1.5", None), ("1234567", None), (3, None)],
)
def test_only_whole_numbers_are_numbers(typed: object, number: int | None) -> None:
    assert whole_number({"days": typed}, "days") == number


def test_a_value_stands_with_its_source() -> None:
    nothing = rx.Var.create({"other": "x"})
    row = SourcedRow("30", "例会", "王主任", "2026-03-02 10:00")
    state = SimpleNamespace(wrong_zh=nothing, wrong_en=nothing)
    shown = str(sourced_field(state, "days", row, "几天", "1 到 365", "我们的").render())
    assert '"days"' in shown and '"days_source"' in shown


def test_what_nobody_has_set_has_no_time() -> None:
    one = SimpleNamespace(value=30, source="", by="", at=None)
    assert sourced_row(one, "Asia/Shanghai") == SourcedRow("30")
    one = SimpleNamespace(value=30, source="例会", by="王主任", at=datetime(2026, 3, 1, 17, tzinfo=UTC))
    assert sourced_row(one, "Asia/Shanghai").at == "2026-03-02 01:00"


def test_a_value_is_read_with_its_source() -> None:
    form = {"days": "3", "days_source": " 例会 ", "hours_source": ["x"]}
    assert typed_values(form, ("days", "hours")) == {"days": (3, "例会"), "hours": (None, "")}
