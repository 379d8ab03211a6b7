"""Read a roster file: find the header, read every person, check everything, say how each problem is mended.

The same report serves the command line, the browser and ``--json``. Nothing here knows a database or a clock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from app.households.roster.doors import Households
from app.households.roster.duplicates import without_duplicates
from app.households.roster.files import load, read_tables
from app.households.roster.headers import Header, find_header
from app.households.roster.problems import Problem, Unreadable
from app.households.roster.rows import EmptyDoor, Roster, RosterRow, SheetReading
from app.households.roster.sheet import SheetRows
from app.households.roster.sink import Sink
from app.households.roster.tables import Table, text_of

Progress = Callable[[int, int], None]  # rows done, rows in all

MAX_PEOPLE = 200_000
_STEP = 500  # rows between two calls of the progress


def read_roster(
    source: Path | bytes,
    today: date,
    *,
    file_name: str = "",
    care_groups: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Roster:
    """Read and check a roster file (.xlsx, .xls, .ods, .csv, a web page saved as .xls).

    ``care_groups`` are the community's own groups, name → code. Never raises for what is in the file: a file that
    cannot be read at all is a roster with one problem.
    """
    name = file_name or (source.name if isinstance(source, Path) else "")
    try:
        data = load(source)
        digest = hashlib.sha256(data).hexdigest()
        tables = read_tables(data)
    except Unreadable as wrong:
        return Roster(name, problems=(wrong.problem,))
    return _Reading(name, digest, today, tuple((care_groups or {}).items()), progress).of(tables)


class _Reading:
    def __init__(
        self, name: str, digest: str, today: date, own_groups: tuple[tuple[str, str], ...], progress: Progress | None
    ) -> None:
        self._name, self._digest, self._today, self._own_groups = name, digest, today, own_groups
        self._progress = progress or (lambda done, total: None)
        self._done = self._total = 0
        self._households = Households()
        self.rows: list[RosterRow] = []
        self.empty_doors: list[EmptyDoor] = []
        self.problems: list[Problem] = []
        self.sheets: list[SheetReading] = []

    def of(self, tables: list[Table]) -> Roster:
        self._total = sum(len(table.rows) for table in tables if not table.is_hidden)
        if self._total > MAX_PEOPLE:
            return Roster(self._name, self._digest, problems=(
                Problem("too_many_people", values={"limit": MAX_PEOPLE, "count": self._total}),))  # fmt: skip
        for table in tables:
            self._read(table, alone=len(tables) == 1)
        self._finish()
        found = tuple(self.sheets), tuple(self.rows), tuple(self.empty_doors), tuple(self.problems)
        return Roster(self._name, self._digest, *found)

    def _read(self, table: Table, *, alone: bool) -> None:
        header = find_header(table)
        sink = Sink("" if alone else table.name)
        if table.is_hidden:
            if header:
                sink.add("sheet_hidden")
        elif header:
            self._read_sheet(table, header, sink)
        elif not alone and any(text_of(cell) for row in table.rows for cell in row):
            sink.add("sheet_skipped")
        self.problems += sink.problems

    def _read_sheet(self, table: Table, header: Header, sink: Sink) -> None:
        before = len(self.rows)
        reading = SheetRows(table, header, sink, self._today, self._own_groups, self._households)
        for index in range(header.last + 1, len(table.rows)):
            found = reading.read(index)
            if isinstance(found, RosterRow):
                self.rows.append(found)
            elif found:
                self.empty_doors.append(found)
            self._step()
        reading.finish()
        self.sheets.append(SheetReading(table.name, header.last + 1, header.columns, len(self.rows) - before))

    def _step(self) -> None:
        self._done += 1
        if self._done % _STEP == 0:
            self._progress(self._done, self._total)

    def _finish(self) -> None:
        if not self.sheets:
            self.problems.append(Problem("no_header"))
        elif not self.rows and not self.empty_doors and not any(p.severity == "error" for p in self.problems):
            self.problems.append(Problem("no_people"))
        self.rows, doubles = without_duplicates(self.rows)
        self.problems += doubles
        unnumbered = [row for row in self.rows if not row.identity_no]
        if unnumbered and not any(p.code.startswith("id_") for p in self.problems):
            self.problems.append(Problem("id_missing", values={"count": len(unnumbered), "first": unnumbered[0].row}))
        order = {sheet.name: number for number, sheet in enumerate(self.sheets)}
        self.problems.sort(key=lambda p: (order.get(p.sheet, 0), p.row or 0))
        self._progress(self._total, self._total)
