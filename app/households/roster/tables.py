"""A roster file as plain tables of cells, whatever it was stored in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta

MAX_BYTES = 60 * 1024 * 1024
MAX_UNPACKED = 600 * 1024 * 1024  # an .xlsx is a zip; more than this is a bomb, not a roster
MAX_CELLS = 20_000_000  # the reader fills the whole rectangle in memory


@dataclass(frozen=True)
class Table:
    """One worksheet. ``rows[0]`` is the file's row 1; a short row has blank cells behind it.

    ``merged`` are ranges (top, left, bottom, right), zero-based, ends included. ``broken`` are cells (row, column)
    whose formula failed (``cell_error``) or was never computed (``cell_formula``). ``hidden`` are row indexes.
    """

    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    is_hidden: bool = False


def letters(column: int) -> str:
    """``0`` → ``A``, ``27`` → ``AB``."""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def column_index(name: str) -> int:
    """``A`` → ``0``, ``AB`` → ``27``."""
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1


def text_of(cell: Cell) -> str:
    """A cell as an office reads it: ``501.0`` is ``501``, a date ``2020-01-02``; stripped."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)
