"""One worksheet, row by row: which rows are people, empty doors, totals, notes or the header again."""

from __future__ import annotations

import re
from datetime import date

from app.households.address import Address
from app.households.roster.doors import DoorReader, Households, building_hint
from app.households.roster.fields import DOOR, Field
from app.households.roster.headers import Column, Header
from app.households.roster.people import PersonReader
from app.households.roster.rows import EmptyDoor, RosterRow
from app.households.roster.sink import Sink
from app.households.roster.tables import Cell, Table, text_of
from app.households.roster.words import VACANT, is_unknown

_SUMMARY = re.compile(
    r"(合计|总计|小计|共计|总人数|总户数|共\d+[人户]|填表|制表|审核|填报|统计时间|单位[:：(]|日期[:：]|说明|注[:：]|备注[:：]"
    r"|注意|以上|以下)"
)
_PERSONAL = (Field.IDENTITY_NO, Field.PHONE, Field.SEX, Field.BORN_ON, Field.RELATION)
# a merged cell holds for every row it covers
_HOUSEHOLD_WIDE = {
    *DOOR, Field.ESTATE, Field.HOUSEHOLD_NO, Field.HEAD_NAME, Field.GRID, Field.USE, Field.TENURE,
}  # fmt: skip

_NOWHERE = Address()  # stands in while the other problems of a row without a door are collected


class SheetRows:
    """The rows of one worksheet, one after the other."""

    def __init__(
        self, table: Table, header: Header, sink: Sink, today: date, own_groups: tuple[tuple[str, str], ...],
        households: Households,
    ) -> None:  # fmt: skip
        self._table, self._header, self._sink, self._households = table, header, sink, households
        self._rows = _filled(table, header)
        self._people = PersonReader(header, sink, today, own_groups)
        titles = [text_of(cell) for row in table.rows[: header.first] for cell in row if text_of(cell)]
        self._doors = DoorReader(header, sink, building_hint(table.name, titles))
        self._read = [column for column in header.columns if column.is_read]
        self._broken = _broken_by_row(table, header)
        self._report_columns()

    def _report_columns(self) -> None:
        for column in self._header.columns:
            if column.doubled:
                read = next(c for c in self._header.columns if c.field is column.field and c.is_read)
                self._sink.add("column_twice", self._header.last, column, read=read.title)
        hidden = sorted(row + 1 for row in self._table.hidden if row > self._header.last)
        if hidden:
            shown = "、".join(map(str, hidden[:5])) + ("…" if len(hidden) > 5 else "")
            self._sink.add("rows_hidden", count=len(hidden), rows=shown)

    def read(self, index: int) -> RosterRow | EmptyDoor | None:
        """The person, or the empty door, of a row; ``None`` for a blank, repeated, summary or wrong one."""
        row = self._rows[index]
        if not any(cell != "" and text_of(cell) for cell in row):
            self._doors.gap()
            return None
        if self._is_header_again(row) or self._doors.is_section(row):
            return None
        name = self._people.text(Field.NAME, row)
        if is_unknown(name) or name in VACANT:
            return self._nameless(index, row)
        if self._is_summary(row, name):
            self._sink.add("row_skipped", index, "", _first_text(row))
            return None
        return self._person(index, row)

    def finish(self) -> None:
        self._doors.finish()

    def _person(self, index: int, row: list[Cell]) -> RosterRow | None:
        self._report_broken(index)
        relation = self._people.relation(index, row)
        doorless = any(column.field in DOOR for column, _code in self._broken.get(index, ()))
        address = None if doorless else self._doors.read(index, row, relation)
        number, head = self._people.text(Field.HOUSEHOLD_NO, row), self._people.text(Field.HEAD_NAME, row)
        household = self._households.number(address, number, head, relation) if address else 0
        # the row is read even without a door: all its problems are shown at once
        person = self._people.read(index, row, address or _NOWHERE, household, relation)
        return person if address else None

    def _report_broken(self, index: int) -> None:
        for column, code in self._broken.get(index, ()):
            self._sink.add(code, index, column)

    def _nameless(self, index: int, row: list[Cell]) -> EmptyDoor | None:
        summary = any(_SUMMARY.match(text_of(cell)) for cell in row)
        if not summary and index in self._broken:  # the name may be behind a formula
            self._report_broken(index)
            return None
        if not summary and any(self._people.text(field, row) for field in _PERSONAL):
            self._sink.add("name_missing", index, self._header.columns_of(Field.NAME)[0])
            return None
        if summary or not self._doors.says_door(row):
            self._sink.add("row_skipped", index, "", _first_text(row))
            return None
        address = self._doors.read(index, row, None)
        return self._people.empty_door(index, row, address) if address else None

    def _is_header_again(self, row: list[Cell]) -> bool:
        title = self._header.columns_of(Field.NAME)[0]
        if title.index >= len(row) or not title.title.endswith(" ".join(text_of(row[title.index]).split())):
            return False
        texts = [(c.title, " ".join(text_of(row[c.index]).split())) for c in self._read if c.index < len(row)]
        same = sum(text != "" and title.endswith(text) for title, text in texts)
        return same >= 2 and same * 2 > len(self._read)

    def _is_summary(self, row: list[Cell], name: str) -> bool:
        if any(self._people.text(field, row) for field in (Field.IDENTITY_NO, Field.PHONE)):
            return False
        first = _first_text(row)
        return bool(_SUMMARY.match(name) or _SUMMARY.match(first)) or (len(name) > 12 and name == first)


def _filled(table: Table, header: Header) -> list[list[Cell]]:
    """The rows with merged cells of the door and household columns written into every row they cover."""
    wide = {column.index for column in header.columns if column.field in _HOUSEHOLD_WIDE}
    rows = table.rows
    for top, left, bottom, _right in table.merged:
        if top > header.last and left in wide and bottom > top:
            for index in range(top + 1, min(bottom + 1, len(rows))):
                row = rows[index]
                row.extend([""] * (left + 1 - len(row)))
                row[left] = rows[top][left]
    return rows


def _broken_by_row(table: Table, header: Header) -> dict[int, list[tuple[Column, str]]]:
    columns = {column.index: column for column in header.columns if column.is_read}
    found: dict[int, list[tuple[Column, str]]] = {}
    for (row, index), code in table.broken.items():
        if index in columns:
            found.setdefault(row, []).append((columns[index], code))
    return found


def _first_text(row: list[Cell]) -> str:
    return next(text_of(cell) for cell in row if text_of(cell))
