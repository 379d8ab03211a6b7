"""One row → one person."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from app.households.address import Address
from app.households.identity import Identity, IdentityError, clean_document_number, mask_identity, read_identity
from app.households.models import Residency
from app.households.roster.care import ELDER_AGE, read_care
from app.households.roster.cells import LIMITS, read_day, read_phone, read_relation, read_tenure, read_text, read_word
from app.households.roster.fields import Field, plain_title
from app.households.roster.headers import Column, Header
from app.households.roster.names import tidy_name, wrong_name
from app.households.roster.rows import EmptyDoor, RosterRow
from app.households.roster.sink import Sink
from app.households.roster.tables import Cell, text_of
from app.households.roster.words import NO, YES, is_nothing, is_unknown

RESIDENT_CARD = "身份证"

_WORDS = (Field.ETHNICITY, Field.RESIDENCY, Field.MISMATCH, Field.MARRIAGE, Field.EDUCATION, Field.POLITICS)
_TEXTS = (Field.REGISTERED_AT, Field.EMERGENCY_NAME, Field.USE, Field.GRID)
_DAYS = (Field.MOVED_IN_ON, Field.VERIFIED_ON)
_OTHER_DOCUMENTS = (
    (re.compile(r"[HM]\d{8}(\d{2})?"), "港澳居民来往内地通行证"),
    (re.compile(r"[A-Z]{3}\d{12}"), "外国人永久居留身份证"),
    (re.compile(r"[A-Z]{1,2}\d{6,9}"), "护照"),
    (re.compile(r"(?!19|20)\d{8}"), "台湾居民来往大陆通行证"),
)


class PersonReader:
    """Reads the people of one worksheet. ``own_groups`` are (name, code) pairs of the community's care groups."""

    def __init__(self, header: Header, sink: Sink, today: date, own_groups: tuple[tuple[str, str], ...]) -> None:
        self._sink, self._today, self._own_groups = sink, today, own_groups
        self._columns = {field: header.columns_of(field) for field in header.fields}
        self._reads_groups = header.has(Field.CARE, Field.CARE_FLAG)
        self._finds_groups = self._reads_groups or header.has(Field.REMARK)

    def read(self, index: int, row: list[Cell], address: Address, household: int, relation: str | None) -> RosterRow:
        """The person of a row whose door is known. Problems go to the sink; the row is then incomplete."""
        name, beside = self._name(index, row)
        kind, number, identity = self._identity(index, row)
        born_on, sex = self._birth(index, row, identity), self._sex(index, row, identity)
        care, remark = self._care(index, row, born_on, beside)
        plain: dict[str, Any] = {f.value: self._first(f, index, row, read_word) for f in _WORDS if f in self._columns}
        plain["residency"] = Residency(plain["residency"]) if plain.get("residency") else None
        plain |= {f.value: self._first(f, index, row, read_text) for f in _TEXTS if f in self._columns}
        plain |= {f.value: self._day(f, index, row) for f in _DAYS if f in self._columns}
        return RosterRow(
            self._sink.sheet, index + 1, name, address, household, relation, sex, kind, number, born_on,
            phone=self._phone(Field.PHONE, index, row), emergency_phone=self._phone(Field.EMERGENCY_PHONE, index, row),
            employment=self._employment(index, row), tenure=self._tenure(index, row), care=care,
            care_complete=self._says_groups(row), care_denied=self._denied(row), remark=remark,
            record=self.text(Field.RECORD, row) or None, **plain,
        )  # fmt: skip

    def empty_door(self, index: int, row: list[Cell], address: Address) -> EmptyDoor:
        """A door behind which nobody lives."""
        grid, use = (self._first(field, index, row, read_text) for field in (Field.GRID, Field.USE))
        return EmptyDoor(self._sink.sheet, index + 1, address, grid, use, self._tenure(index, row))

    def relation(self, index: int, row: list[Cell]) -> str | None:
        """与户主关系, needed before the door is known."""
        cells = self._cells(Field.RELATION, row)
        return read_relation(cells[0][1], index, cells[0][0], self._sink) if cells else None

    def text(self, field: Field, row: list[Cell]) -> str:
        """The raw text of a field's best column."""
        cells = self._cells(field, row)
        return text_of(cells[0][1]) if cells else ""

    def _cells(self, field: Field, row: list[Cell]) -> list[tuple[Column, Cell]]:
        """The filled cells of a field."""
        columns = self._columns.get(field, ())
        return [(c, row[c.index]) for c in columns if c.index < len(row) and row[c.index] != ""]

    def _first(self, field: Field, index: int, row: list[Cell], read: Any) -> Any:
        cells = self._cells(field, row)
        return read(cells[0][1], field, index, cells[0][0], self._sink) if cells else None

    def _day(self, field: Field, index: int, row: list[Cell]) -> date | None:
        cells = self._cells(field, row)
        return read_day(cells[0][1], field, index, cells[0][0], self._sink, self._today) if cells else None

    def _phone(self, field: Field, index: int, row: list[Cell]) -> str | None:
        phones = [read_phone(cell, index, column, self._sink) for column, cell in self._cells(field, row)]
        known = list(dict.fromkeys(phone for phone in phones if phone))
        if len(known) > 1:
            column, cell = self._cells(field, row)[1]
            self._sink.add("phone_second", index, column, text_of(cell), kept=known[0])
        return known[0] if known else next((phone for phone in phones if phone == ""), None)

    def _employment(self, index: int, row: list[Cell]) -> str | None:
        texts = [read_text(cell, Field.EMPLOYMENT, index, column, self._sink)
                 for column, cell in self._cells(Field.EMPLOYMENT, row)]  # fmt: skip
        said = [text for text in texts if text is not None]
        return " ".join(dict.fromkeys(text for text in said if text))[: LIMITS[Field.EMPLOYMENT]] if said else None

    def _tenure(self, index: int, row: list[Cell]) -> str | None:
        cells = self._cells(Field.TENURE, row)
        return read_tenure(cells[0][1], index, cells[0][0], self._sink) if cells else None

    def _name(self, index: int, row: list[Cell]) -> tuple[str, str]:
        """The name, and what stood in brackets beside it."""
        column, text = self._columns[Field.NAME][0], self.text(Field.NAME, row)
        name, beside = tidy_name(text)
        if len(name) > LIMITS[Field.NAME]:
            self._sink.add("name_long", index, column, text, length=len(name), limit=LIMITS[Field.NAME])
        elif code := wrong_name(name):
            self._sink.add(code, index, column, text)
        return name, beside

    def _identity(self, index: int, row: list[Cell]) -> tuple[str | None, str | None, Identity | None]:
        """Kind of document, number, and what the number itself says (of an identity card)."""
        kind = self._first(Field.IDENTITY_KIND, index, row, read_text) or None
        kind = RESIDENT_CARD if kind and "身份证" in kind and "永久" not in kind else kind
        cells = self._cells(Field.IDENTITY_NO, row)
        text = text_of(cells[0][1]) if cells else ""
        if is_unknown(text) or is_nothing(text):
            return kind, None, None
        number = clean_document_number(text[:200])
        if kind in (None, RESIDENT_CARD):
            return self._card(index, cells[0][0], text, number, kind)
        if len(number) > LIMITS[Field.IDENTITY_NO]:
            self._sink.add("document_long", index, cells[0][0], text, limit=LIMITS[Field.IDENTITY_NO])
        return kind, number, None

    def _card(
        self, index: int, column: Column, text: str, number: str, kind: str | None
    ) -> tuple[str | None, str | None, Identity | None]:
        try:
            identity = read_identity(number, self._today)
        except IdentityError as wrong:
            other = next((name for shape, name in _OTHER_DOCUMENTS if shape.fullmatch(number)), None)
            if kind or not other:
                self._sink.add(wrong.code, index, column, text, **wrong.values)
                return kind, None, None
            self._sink.add("id_other_kind", index, column, text, kind=other)
            return other, number, None
        if len(number) == 15:
            self._sink.add("id_lifted", index, column, text, number=mask_identity(identity.number))
        return RESIDENT_CARD, identity.number, identity

    def _birth(self, index: int, row: list[Cell], identity: Identity | None) -> date | None:
        written = self._day(Field.BORN_ON, index, row)
        if identity is None:
            return written
        known = identity.birth_date
        # a month without a day is read as its first
        if written and written != known and written != known.replace(day=1):
            column, cell = self._cells(Field.BORN_ON, row)[0]
            self._sink.add("birth_differs", index, column, text_of(cell), expected=known.isoformat())
        return known

    def _sex(self, index: int, row: list[Cell], identity: Identity | None) -> str | None:
        written = self._first(Field.SEX, index, row, read_word)
        if identity is None:
            return written
        if written and written != identity.sex:
            column, cell = self._cells(Field.SEX, row)[0]
            self._sink.add("sex_differs", index, column, text_of(cell), expected=identity.sex.value)
        return identity.sex.value

    def _care(
        self, index: int, row: list[Cell], born_on: date | None, beside: str
    ) -> tuple[tuple[str, ...] | None, str | None]:
        """Care groups and the remark. Where a column names groups, remarks are left as they are written."""
        codes: list[str] = []
        rest: list[str] = [beside] if beside else []
        elder = born_on is not None and _age(born_on, self._today) >= ELDER_AGE
        for _column, cell in self._cells(Field.CARE, row):
            found = self._groups(text_of(cell), elder, numbers=True)
            codes, rest = [*codes, *found[0]], [*rest, *found[1]]
        for column, cell in self._cells(Field.CARE_FLAG, row):
            found = self._flag(column, text_of(cell), elder)
            codes, rest = [*codes, *found[0]], [*rest, *found[1]]
        remarks: list[str | None] = [read_text(cell, Field.REMARK, index, column, self._sink)
                   for column, cell in self._cells(Field.REMARK, row)]  # fmt: skip
        for remark in remarks:
            if remark and self._reads_groups:
                rest.append(remark)
            elif remark:
                found = self._groups(remark, elder, numbers=False)
                codes, rest = [*codes, *found[0]], [*rest, *found[1]]
        kept = "；".join(dict.fromkeys(text for text in rest if text))[: LIMITS[Field.REMARK]]
        says = kept or ("" if any(remark == "" for remark in remarks) else None)
        return (tuple(dict.fromkeys(codes)) if self._finds_groups else None), says

    def _groups(self, text: str, elder: bool, *, numbers: bool) -> tuple[tuple[str, ...], list[str]]:
        if is_unknown(text) or is_nothing(text):
            return (), []
        care = read_care(text[: LIMITS[Field.REMARK]], elder, self._own_groups, numbers)
        return care.codes, [care.rest]

    def _says_groups(self, row: list[Cell]) -> bool:
        """Whether a cell for groups is filled: then a group it does not name is one the person is not in."""
        return any(not is_unknown(text_of(cell)) for _column, cell in self._cells(Field.CARE, row))

    def _denied(self, row: list[Cell]) -> tuple[str, ...]:
        """Groups that a column of their own says no to."""
        return tuple(c.group for c, cell in self._cells(Field.CARE_FLAG, row) if text_of(cell).lower() in NO)

    def _flag(self, column: Column, text: str, elder: bool) -> tuple[tuple[str, ...], list[str]]:
        """A column of its own for one group: 是, √, or the grade of a disability."""
        if is_unknown(text) or text.lower() in NO:
            return (), []
        if text.lower() in YES:
            return (column.group,), []
        group = re.sub("是否|等级|类别|情况", "", plain_title(column.title))
        care = read_care(group + text, elder, self._own_groups)
        return care.codes or (column.group,), [care.rest]


def _age(born_on: date, today: date) -> int:
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
