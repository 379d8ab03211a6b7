"""The same person twice in a file: read once, or an error when the rows contradict each other."""

from __future__ import annotations

from app.households.roster.problems import Problem
from app.households.roster.rows import RosterRow


def without_duplicates(rows: list[RosterRow]) -> tuple[list[RosterRow], list[Problem]]:
    """The rows without repetitions, and what to say about them."""
    kept: list[RosterRow] = []
    problems: list[Problem] = []
    by_number: dict[str, RosterRow] = {}
    by_name: dict[tuple[str, str], RosterRow] = {}
    for row in rows:
        first = by_number.get(row.identity_no) if row.identity_no else None
        first = first or by_name.get((row.name, row.address.climb_key))
        problem = _compare(first, row) if first else None
        if problem:
            problems.append(problem)
        if not problem or problem.code != "row_twice":
            kept.append(row)
            by_number.setdefault(row.identity_no or "", row)
            by_name.setdefault((row.name, row.address.climb_key), row)
    return kept, problems


def _compare(first: RosterRow, row: RosterRow) -> Problem | None:
    if first.record and row.record and first.record != row.record:
        return None  # two records of ours: whether they are one person is decided on the screen for duplicates
    if first.identity_no and row.identity_no:
        return _same_number(first, row) if first.identity_no == row.identity_no else None
    if first.born_on and row.born_on:
        return _problem("row_twice", row, "姓名", row.name, other=first.row) if first.born_on == row.born_on else None
    if first.born_on == row.born_on and first.phone == row.phone and first.relation == row.relation:
        return _problem("row_twice", row, "姓名", row.name, other=first.row)
    return _problem("person_maybe_twice", row, "姓名", row.name, other=first.row)


def _same_number(first: RosterRow, row: RosterRow) -> Problem:
    number = row.identity_no or ""
    if first.name != row.name:
        return _problem("id_other_person", row, "身份证号", number, other=first.row, name=first.name)
    if first.address.climb_key != row.address.climb_key:
        return _problem("id_two_doors", row, "身份证号", number, other=first.row, door=first.address.label)
    return _problem("row_twice", row, "身份证号", number, other=first.row)


def _problem(code: str, row: RosterRow, column: str, value: str, **values: object) -> Problem:
    return Problem(code, row.sheet, row.row, column, value, values)
