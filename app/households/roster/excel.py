"""Excel and OpenDocument files as tables.

calamine reads the cells. It turns failed and uncomputed formulas into blanks and knows no hidden rows, so those
are looked up in the sheet's own XML.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from app.households.roster.problems import Unreadable
from app.households.roster.tables import MAX_CELLS, MAX_UNPACKED, Table, column_index
from app.shared.i18n import N_

_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row (?=[^>]*\br=\"(\d+)\")(?=[^>]*\bhidden=\"(?:1|true)\")")
_FAILED = re.compile(rb"<(?:\w+:)?c (?=[^>]*\bt=\"e\")[^>]*\br=\"([A-Z]+)(\d+)\"")
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c (?:[^>]*\s)?r=\"([A-Z]+)(\d+)\"[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_FILLED = re.compile(rb"<(?:\w+:)?c (?:[^>]*\s)?r=\"([A-Z]+)(\d+)\"[^>]*[^/]>")
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_excel(data: bytes) -> list[Table]:
    """Every worksheet of an .xlsx, .xlsm, .xls or .ods file. Raises ``Unreadable``."""
    sources = _sheet_sources(data) if data.startswith(b"PK") else {}
    _refuse_far_cells(sources)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = [(i, meta) for i, meta in enumerate(book.sheets_metadata) if meta.typ is SheetTypeEnum.WorkSheet]
        return [
            _table(
                book.get_sheet_by_index(i), meta.visible is not SheetVisibleEnum.Visible, sources.get(meta.name, b"")
            )
            for i, meta in sheets
        ]
    except PasswordError:
        raise Unreadable("file_password") from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise Unreadable("file_corrupt") from None


def _table(sheet: CalamineSheet, hidden: bool, xml: bytes) -> Table:
    merged = tuple((top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    rows = sheet.to_python(skip_empty_area=False)
    return Table(sheet.name, rows, merged, _broken(xml), _hidden_rows(xml), hidden)


def _broken(xml: bytes) -> dict[tuple[int, int], str]:
    cells: dict[tuple[int, int], str] = {}
    for pattern, code in ((_UNCOMPUTED, "cell_formula"), (_FAILED, "cell_error")):
        if code == "cell_error" or b"<f" in xml or b":f" in xml:
            for match in pattern.finditer(xml):
                cells[int(match[2]) - 1, column_index(match[1].decode())] = code
    return cells


def _hidden_rows(xml: bytes) -> frozenset[int]:
    return frozenset(int(match[1]) - 1 for match in _HIDDEN_ROW.finditer(xml)) if b"hidden=" in xml else frozenset()


def _refuse_far_cells(sources: dict[str, bytes]) -> None:
    """A note at XFD1048576 would make the reader fill seventeen thousand million cells."""
    for xml in sources.values():
        cells = set(match[1] for match in re.finditer(rb"[\"' ]r=\"([A-Z]{3})\d+\"", xml))
        far_rows = re.search(rb"<(?:\w+:)?row [^>]*\br=\"\d{6,}\"", xml)
        if cells or far_rows:
            _measure(xml)


def _measure(xml: bytes) -> None:
    rows = columns = 0
    for match in _FILLED.finditer(xml):
        rows = max(rows, int(match[2]))
        columns = max(columns, column_index(match[1].decode()) + 1)
    if rows * columns > MAX_CELLS:
        raise Unreadable("sheet_too_big", rows=rows, columns=columns)


def _sheet_sources(data: bytes) -> dict[str, bytes]:
    """Sheet name → its XML, of an .xlsx; empty for .ods. Raises ``Unreadable`` for a broken or bloated zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > MAX_UNPACKED:
                raise Unreadable("file_too_big", size=unpacked >> 20, limit=MAX_UNPACKED >> 20)
            names = set(archive.namelist())
            _refuse_other_documents(names)
            return {name: archive.read(path) for name, path in _sheet_paths(archive) if path in names}
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, EOFError, RuntimeError, NotImplementedError):
        raise Unreadable("file_corrupt") from None
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        raise Unreadable("file_corrupt") from None


def _refuse_other_documents(names: set[str]) -> None:
    kinds = (("word/document.xml", N_(" Word 文档")), ("ppt/presentation.xml", N_("演示文稿")))
    if kind := next((kind for part, kind in kinds if part in names), None):
        raise Unreadable("file_unknown", kind=kind)
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml", "[Content_Types].xml"}:
        raise Unreadable("file_unknown", kind=N_("压缩包"))


def _sheet_paths(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    if "xl/workbook.xml" not in archive.namelist():
        return
    links = {
        link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
        for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if sheet.tag.endswith("}sheet"):
            yield sheet.get("name", ""), links.get(sheet.get(_REL_ID), "")
