"""The .xls files of many government systems are web pages: their tables, with merged cells."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from app.households.roster.plain import decode
from app.households.roster.problems import Unreadable
from app.households.roster.tables import Cell, Table
from app.shared.i18n import N_

_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)


def read_webpage(data: bytes) -> list[Table]:
    """Every table of the page. Raises ``Unreadable`` if there is none."""
    named = _CHARSET.search(data[:4096])
    try:
        text = data.decode(named[1].decode()) if named else decode(data)
    except (UnicodeDecodeError, LookupError):
        text = decode(data)
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    if not reader.tables:
        raise Unreadable("file_unknown", kind=N_("网页"))
    return reader.tables


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self._rows: list[list[Cell]] = []
        self._merged: list[tuple[int, int, int, int]] = []
        self._taken: set[tuple[int, int]] = set()  # covered by a cell from above or from the left
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._rows, self._merged, self._taken = [], [], set()
        elif tag == "tr":
            self._end_cell()
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._end_cell()
            values = dict(attrs)
            self._cell, self._span = [], (_count(values.get("rowspan")), _count(values.get("colspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._rows:
            name = f"表 {len(self.tables) + 1}" if self.tables else ""
            self.tables.append(Table(name, self._rows, tuple(self._merged)))
            self._rows = []

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        row, top = self._rows[-1], len(self._rows) - 1
        while (top, len(row)) in self._taken:
            row.append("")
        left, (height, width) = len(row), self._span
        row.append(re.sub(r"\s+", " ", "".join(self._cell)).strip())
        row.extend([""] * (width - 1))
        if height > 1 or width > 1:
            self._merged.append((top, left, top + height - 1, left + width - 1))
            self._taken |= {(top + h, left + w) for h in range(1, height) for w in range(width)}
        self._cell = None


def _count(text: str | None) -> int:
    return min(max(int(text), 1), 1000) if text and text.isdecimal() else 1
