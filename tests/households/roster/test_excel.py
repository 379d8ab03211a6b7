"""Workbooks: what lies beside the cells."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook

from app.households.roster.excel import read_excel
from app.households.roster.problems import Unreadable
from tests.households.roster import ugly
from tests.households.roster.ugly import rewritten, saved, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def test_rows_keep_the_files_own_numbers() -> None:
    book = Workbook()
    book.active["B3"] = "姓名"
    assert read_excel(saved(book))[0].rows == [["", ""], ["", ""], ["", "姓名"]]


def test_merged_cells_hidden_rows_and_hidden_sheets_are_told() -> None:
    assert sorted(read_excel(ugly.merged_doors())[0].merged) == [(1, 0, 4, 0), (1, 1, 4, 1), (1, 2, 3, 2), (1, 3, 2, 3)]
    assert read_excel(ugly.hidden_rows())[0].hidden == frozenset({2, 3})
    assert [table.name for table in read_excel(ugly.several_sheets()) if table.is_hidden] == ["字典"]


def test_failed_and_uncomputed_formulas_are_told_by_cell() -> None:
    assert read_excel(ugly.formulas())[0].broken == {
        (1, 2): "cell_formula", (1, 3): "cell_formula", (2, 4): "cell_error", (3, 0): "cell_formula",
        (4, 3): "cell_formula", (4, 4): "cell_formula",
    }  # fmt: skip


def test_a_computed_formula_is_its_value() -> None:
    made = rewritten(xlsx(["姓名"], ["=1+1"]), SHEET, b"<v />", b"<v>2</v>")
    table = read_excel(made)[0]
    assert (table.rows[1], table.broken) == ([2.0], {})


def test_a_far_cell_with_only_a_format_does_no_harm() -> None:
    book = Workbook()
    book.active["A1"] = "姓名"
    book.active["XFD1048576"].number_format = "0.00"
    assert read_excel(saved(book))[0].rows == [["姓名"]]


def test_a_sheet_without_cells_is_an_empty_table() -> None:
    assert read_excel(saved(Workbook()))[0].rows == []


def test_a_workbook_whose_sheet_is_missing_is_corrupt() -> None:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(["姓名"]))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name != SHEET:
                target.writestr(name, source.read(name))
    with pytest.raises(Unreadable) as refused:
        read_excel(out.getvalue())
    assert refused.value.problem.code == "file_corrupt"
