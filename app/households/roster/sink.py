"""Where problems of one worksheet are collected, with the file's row number and the office's column title."""

from __future__ import annotations

from typing import Any

from app.households.roster.headers import Column
from app.households.roster.problems import Problem

_SHOWN = 60  # characters of a value in a report


class Sink:
    """Collects the problems of one worksheet. Row indexes go in zero-based and come out as the file's numbers."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.problems: list[Problem] = []

    def add(
        self, code: str, row: int | None = None, column: Column | str = "", value: str = "", /, **values: Any
    ) -> None:
        name = column.name if isinstance(column, Column) else column
        shown = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
        self.problems.append(Problem(code, self.sheet, None if row is None else row + 1, name, shown, values))

    def insert_first(self, *args: Any, **values: Any) -> None:
        """Add a problem of the whole sheet, to stand before those of its rows."""
        self.add(*args, **values)
        self.problems.insert(0, self.problems.pop())
