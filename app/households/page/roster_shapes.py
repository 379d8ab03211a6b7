"""What `js/roster.js` puts into the phone's store for the screen 名册."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Count:
    """One number of a plan: new, changed, moved_out, unchanged, new_households, new_doors, new_buildings, new_grids."""

    what: str = ""
    number: int = 0


@dataclass
class ColumnRow:
    """A column of the file and what it is read as; empty: it is not read."""

    id: str = ""
    letter: str = ""
    title: str = ""
    read_as: str = ""


@dataclass
class ProblemRow:
    """Something to mend: where, what stands there, what to do. `row` 0: the file as a whole."""

    id: str = ""
    error: bool = False
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    message: str = ""


@dataclass
class PersonRow:
    """Somebody the import would add, change or mark as moved out."""

    id: str = ""
    name: str = ""
    door: str = ""
    words: str = ""


def _counts() -> list[Count]:
    return [Count() for _ in range(8)]


@dataclass
class Roster:
    """One job. `step`: pick, sending, reading, planned, bad, writing, done, failed."""

    id: str = ""
    step: str = "pick"
    file_name: str = ""
    percent: int = 0
    error: str = ""
    waiting: bool = False
    unreachable: bool = False
    people: int = 0
    households: int = 0
    errors: int = 0
    warnings: int = 0
    confirm: bool = False
    nothing: bool = False
    more_problems: int = 0
    columns: list[ColumnRow] = field(default_factory=list)
    problems: list[ProblemRow] = field(default_factory=list)
    counts: list[Count] = field(default_factory=_counts)
    added: list[PersonRow] = field(default_factory=list)
    changed: list[PersonRow] = field(default_factory=list)
    moved_out: list[PersonRow] = field(default_factory=list)


@dataclass
class Past:
    """An import that was made."""

    id: str = ""
    file_name: str = ""
    by: str = ""
    on: str = ""
    added: int = 0
    changed: int = 0
    moved_out: int = 0
