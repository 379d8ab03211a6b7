"""A workbook opens in Excel as a clerk expects, and nothing in it runs."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from app.shared.sheet import Column, write_workbook


def written(*rows: list[Any]) -> Any:
    out = BytesIO()
    write_workbook(out, "表", [Column("甲", 12), Column("乙", 30)], rows, [("社区", "湖畔")])
    return load_workbook(BytesIO(out.getvalue()))


def test_the_header_stays_and_filters_and_columns_have_their_width() -> None:
    sheet = written(["a", "b"], ["c", "d"])["表"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (12, 30)
    assert sheet["A1"].font.bold


def test_days_and_moments_are_dates_and_not_text() -> None:
    sheet = written([date(2026, 3, 2), datetime(2026, 3, 2, 10, 30)])["表"]
    assert (sheet["A2"].is_date, sheet["A2"].number_format) == (True, "yyyy-mm-dd")
    assert (sheet["B2"].value, sheet["B2"].number_format) == (datetime(2026, 3, 2, 10, 30), "yyyy-mm-dd hh:mm")


@pytest.mark.parametrize("nasty", ["=1+1", '=HYPERLINK("http://x","点我")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_is_never_a_formula(nasty: str) -> None:
    cell = written([nasty, ""])["表"]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert str(cell.value).strip() == nasty.strip()


def test_signs_that_excel_cannot_hold_are_left_out() -> None:
    assert written(["a\x00b\x1fc", "x" * 40_000])["表"]["A2"].value == "abc"


def test_a_second_sheet_says_what_this_is() -> None:
    assert [cell.value for cell in written()["说明"][1]] == ["社区", "湖畔"]
