"""A workbook a clerk accepts: header row that stays, filter, widths, real dates, text that can never be a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767  # characters Excel keeps in a cell
_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


@dataclass(frozen=True)
class Column:
    """A column: what its header says and how wide it is (characters)."""

    title: str
    width: int


def write_workbook(
    out: IO[bytes], title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], about: Sequence[Sequence[str]]
) -> int:
    """Stream `rows` into a workbook; `about` fills a second sheet. Returns the number of rows.

    Values: str, int, date, naive local datetime, None.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.freeze_panes = "A2"
    sheet.append([_header(sheet, column.title) for column in columns])
    count = 0
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count + 1}"
    notes = book.create_sheet("说明")
    notes.column_dimensions["A"].width, notes.column_dimensions["B"].width = 14, 60
    for line in about:
        notes.append([_cell(notes, value) for value in line])
    book.save(out)
    return count


def _header(sheet: Any, title: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, title)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="F3E9DC")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, datetime):
        return _formatted(sheet, value, _MOMENT)
    if isinstance(value, date):
        return _formatted(sheet, value, _DAY)
    if isinstance(value, str):
        return _text(sheet, value)
    return value


def _formatted(sheet: Any, value: date, number_format: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = number_format
    return cell


def _text(sheet: Any, value: str) -> Any:
    """Text as text. What Excel would read as a formula is marked as text, so that it also stays text in a csv."""
    clean = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
    if not clean.startswith(_FORMULA_STARTS):
        return clean
    cell = WriteOnlyCell(sheet, clean)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
