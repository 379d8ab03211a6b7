"""Which door a row belongs to: columns or one cell, merged cells, blanks below the first person of a household."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from app.households.address import Address
from app.households.roster.fields import CANONICAL, Field
from app.households.roster.headers import Column, Header
from app.households.roster.sink import Sink
from app.households.roster.tables import Cell, text_of
from app.households.roster.words import is_nothing, is_unknown
from app.households.spelling import AddressError, address_from_columns, estate_name, parse_address

_LEVELS = (Field.ESTATE, Field.BUILDING, Field.UNIT)  # what is written once above a group of rows, outermost first
_PLACES = (*_LEVELS, Field.FLOOR, Field.ROOM, Field.ADDRESS)
_HINT = re.compile(r"((?:\d+|[A-Za-z])(?:栋|幢|号楼|座|#楼?))")


class DoorReader:
    """Reads the doors of one worksheet from top to bottom. ``hint`` is the building that its name or title tells."""

    def __init__(self, header: Header, sink: Sink, hint: str = "") -> None:
        self._sink, self._header = sink, header
        self._columns = {field: columns[0] for field in _PLACES if (columns := header.columns_of(field))}
        self._hint = hint if not header.has(Field.BUILDING, Field.ADDRESS) else ""
        self._above: dict[Field, str] = {}
        self._last: Address | None = None
        self._filled: dict[Field, tuple[int, int, str]] = {}  # how often, first row, value

    @property
    def has_columns(self) -> bool:
        return bool(self._columns)

    def gap(self) -> None:
        """A blank row: what stands below it is no longer the household above."""
        self._last = None

    def says_door(self, row: list[Cell]) -> bool:
        """Whether the row itself has a door written in it."""
        return any(self._text(field, row) for field in (Field.ROOM, Field.ADDRESS, Field.BUILDING))

    def is_section(self, row: list[Cell]) -> bool:
        """Whether the row is only a heading (``3栋``) for the rows below it, which is then remembered."""
        filled = [text for cell in row if (text := text_of(cell))]
        if len(filled) != 1 or not _HINT.fullmatch(filled[0]):
            return False
        if Field.BUILDING in self._columns:
            self._above = {Field.BUILDING: filled[0]}
        elif Field.ADDRESS not in self._columns:
            self._hint = filled[0]
        self.gap()
        return True

    def read(self, index: int, row: list[Cell], relation: str | None) -> Address | None:
        """The door of a row, ``None`` (and a problem) if it has none."""
        if self._has_date(index, row):
            return None
        texts = {field: self._text(field, row) for field in self._columns}
        if not any(texts.get(field) for field in (Field.ROOM, Field.ADDRESS, Field.BUILDING, Field.FLOOR)):
            return self._same_household(index, relation)
        self._fill_groups(index, texts)
        try:
            address = self._address(texts)
        except AddressError as wrong:
            code = "address_long" if wrong.code == "address_long" else "door_missing"
            self._sink.add(code, index, self._column(), _shown(texts))
            return None
        self._look_at(index, address, texts)
        self._last = address
        return address

    def finish(self) -> None:
        """Report, once a column, what was filled from above, and the building that the title told."""
        for field, (count, row, value) in self._filled.items():
            title = self._columns[field].title
            self._sink.insert_first("group_filled", None, title, title=title, count=count, row=row + 1, value=value)
        if self._hint and self._last is not None:
            self._sink.insert_first("building_guessed", source=self._hint, value=_HINT.findall(self._hint)[-1])

    def _text(self, field: Field, row: list[Cell]) -> str:
        column = self._columns.get(field)
        if column is None or column.index >= len(row):
            return ""
        text = text_of(row[column.index])
        return "" if is_unknown(text) or is_nothing(text) else text

    def _column(self) -> Column | str:
        wanted = (Field.ADDRESS, Field.ROOM, Field.BUILDING)
        return next((self._columns[field] for field in wanted if field in self._columns), CANONICAL[Field.ADDRESS])

    def _has_date(self, index: int, row: list[Cell]) -> bool:
        for column in self._columns.values():
            if column.index < len(row) and isinstance(row[column.index], date | datetime | time | timedelta):
                self._sink.add("door_date", index, column, text_of(row[column.index]))
                return True
        return False

    def _same_household(self, index: int, relation: str | None) -> Address | None:
        """A blank door: the household above, unless this is another head or a row by itself."""
        if not self._columns:
            self._sink.add("door_missing", index, CANONICAL[Field.ADDRESS])
            return None
        if self._last is None or relation == "户主":
            self._sink.add("door_missing", index, self._column())
            return None
        if not relation:
            self._sink.add("door_filled", index, self._column(), door=self._last.label)
        return self._last

    def _fill_groups(self, index: int, texts: dict[Field, str]) -> None:
        """Estate, building and unit written once above their rows: fill what is blank to the left of what is there."""
        if texts.get(Field.ADDRESS) and not texts.get(Field.ROOM):
            return
        for field in _LEVELS:
            if texts.get(field):
                break
            if field in texts and self._above.get(field):
                texts[field] = self._above[field]
                count, row, value = self._filled.get(field, (0, index, texts[field]))
                self._filled[field] = (count + 1, row, value)
        self._above = {field: texts.get(field, "") for field in _LEVELS}

    def _address(self, texts: dict[Field, str]) -> Address:
        estate, room = texts.get(Field.ESTATE, ""), texts.get(Field.ROOM, "")
        building = texts.get(Field.BUILDING, "") or (_HINT.findall(self._hint)[-1] if self._hint else "")
        if texts.get(Field.ADDRESS) and not (room and building):
            return _within(estate, texts[Field.ADDRESS])
        if room and Field.BUILDING not in self._columns and not building and not texts.get(Field.UNIT):
            return _within(estate, room)  # a column 门牌号 with the whole address
        return address_from_columns(estate, building, texts.get(Field.UNIT, ""), texts.get(Field.FLOOR, ""), room)

    def _look_at(self, index: int, address: Address, texts: dict[Field, str]) -> None:
        if not address.building and not address.unit and not re.search(r"\d", address.room):
            self._sink.add("door_named", index, self._column(), _shown(texts))
        elif address.building and not address.room and not re.search("号", address.building):
            self._sink.add("door_no_room", index, self._column(), _shown(texts))


def _within(estate: str, text: str) -> Address:
    """An address in one cell; a column of its own names the estate."""
    address = parse_address(text)
    return replace(address, estate=estate_name(estate)) if estate else address


def _shown(texts: dict[Field, str]) -> str:
    return " ".join(text for text in texts.values() if text)


def building_hint(table_name: str, titles: list[str]) -> str:
    """The text above the header, or the sheet's name, that names exactly one building."""
    for text in (*reversed(titles), table_name):
        if len(set(_HINT.findall(text))) == 1:
            return text
    return ""


class Households:
    """Counts the households behind each door: a second head, household number or head's name begins another."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, int]] = {}
        self._heads: dict[str, bool] = {}

    def number(self, address: Address, household_no: str, head_name: str, relation: str | None) -> int:
        """Which household of its door (from 0) a person belongs to."""
        door = address.climb_key
        known = self._seen.setdefault(door, {})
        if mark := household_no or head_name:
            return known.setdefault(mark, len(known))
        if relation == "户主":
            if self._heads.get(door):
                known[f"\0{len(known)}"] = len(known)
            self._heads[door] = True
        return max(len(known) - 1, 0) if known else known.setdefault("\0", 0)
