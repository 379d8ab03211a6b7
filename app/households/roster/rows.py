"""What a roster file says, once it is read: people, empty doors, the mapping of columns, problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.households.address import Address
from app.households.models import Residency
from app.households.roster.headers import Column, meaning
from app.households.roster.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person as one row says it. ``None`` is "the file does not say", ``""`` is "there is none" (无).

    ``row`` is the file's row number (the first is 1). ``household`` counts the households behind one door from 0.
    ``care`` are care group codes, ``None`` when nothing could name them. ``care_complete``: a cell for groups was
    filled, so a missing group is one the person is not in (in free remarks it means nothing). ``care_denied``: 是否独居
    was answered 否.
    ``record`` is our own key of the person, in a file that was exported here.
    """

    sheet: str
    row: int
    name: str
    address: Address
    household: int = 0
    relation: str | None = None
    sex: str | None = None
    identity_kind: str | None = None
    identity_no: str | None = None
    born_on: date | None = None
    ethnicity: str | None = None
    phone: str | None = None
    residency: Residency | None = None
    mismatch: str | None = None
    registered_at: str | None = None
    marriage: str | None = None
    education: str | None = None
    politics: str | None = None
    employment: str | None = None
    emergency_name: str | None = None
    emergency_phone: str | None = None
    care: tuple[str, ...] | None = None
    care_complete: bool = False
    care_denied: tuple[str, ...] = ()
    grid: str | None = None
    use: str | None = None
    tenure: str | None = None
    moved_in_on: date | None = None
    verified_on: date | None = None
    remark: str | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class EmptyDoor:
    """A door on the roster behind which nobody lives."""

    sheet: str
    row: int
    address: Address
    grid: str | None = None
    use: str | None = None
    tenure: str | None = None


@dataclass(frozen=True, slots=True)
class SheetReading:
    """How one worksheet was understood. ``header_row`` is the file's number of the (last) header row."""

    name: str
    header_row: int
    columns: tuple[Column, ...]
    people: int

    def as_json(self) -> dict[str, Any]:
        """The mapping: each column of the file and what it is read as (nothing: it is not read)."""
        columns = [
            {"column": c.letter, "title": c.title, "field": c.field.value if c.is_read and c.field else None,
             "read_as": meaning(c)} for c in self.columns
        ]  # fmt: skip
        return {"name": self.name, "header_row": self.header_row, "people": self.people, "columns": columns}


@dataclass(frozen=True, slots=True)
class Roster:
    """A file, read and checked. Import it only when ``is_good``."""

    file_name: str
    sha256: str = ""
    sheets: tuple[SheetReading, ...] = ()
    rows: tuple[RosterRow, ...] = ()
    empty_doors: tuple[EmptyDoor, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(p for p in self.problems if p.severity is Severity.WARNING)

    @property
    def is_good(self) -> bool:
        return not self.errors

    def as_json(self) -> dict[str, Any]:
        """The report of ``--json`` and of the screen; no person's data except the values to mend."""
        return {
            "file": self.file_name,
            "sheets": [sheet.as_json() for sheet in self.sheets],
            "people": len(self.rows),
            "households": len({(row.address.climb_key, row.household) for row in self.rows}),
            "doors": len({r.address.climb_key for r in self.rows} | {d.address.climb_key for d in self.empty_doors}),
            "errors": len(self.errors),
            "warnings": len(self.warnings),
            "problems": [problem.as_json() for problem in self.problems],
        }
