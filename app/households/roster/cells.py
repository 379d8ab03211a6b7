"""One cell → one value, and the problem if it is none. ``None``: the cell does not say; ``""``: it says 无."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Any

from app.households.identity import normalise_phone
from app.households.roster.dates import read_date
from app.households.roster.fields import CANONICAL, Field
from app.households.roster.headers import Column
from app.households.roster.sink import Sink
from app.households.roster.tables import Cell, text_of
from app.households.roster.words import NO, YES, is_nothing, is_unknown, kept_relation, kept_word, words_of

LIMITS = {
    Field.NAME: 64,
    Field.RELATION: 32,
    Field.REGISTERED_AT: 200,
    Field.EMPLOYMENT: 64,
    Field.EMERGENCY_NAME: 64,
    Field.USE: 32,
    Field.TENURE: 32,
    Field.GRID: 64,
    Field.IDENTITY_KIND: 32,
    Field.IDENTITY_NO: 32,
    Field.REMARK: 500,
    Field.HOUSEHOLD_NO: 64,
    Field.HEAD_NAME: 64,
}  # fmt: skip  (characters, as in the tables)
_LONGEST = 4000  # a cell longer than this is not looked into

_DESTROYED_PHONE = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_SEVERAL_PHONES = re.compile(r"[/、,，;；|\n]+|\s{1,}|或")


def read_text(cell: Cell, field: Field, row: int, column: Column, sink: Sink) -> str | None:
    """Free text within the field's limit, blanks tidied."""
    text = text_of(cell)
    if is_unknown(text):
        return None
    if is_nothing(text):
        return ""
    tidy = " ".join(unicodedata.normalize("NFC", text[:_LONGEST]).split())
    if len(text) > LIMITS[field] and len(tidy) > LIMITS[field]:
        sink.add("cell_long", row, column, text, length=len(text), limit=LIMITS[field])
        return None
    return tidy


def read_relation(cell: Cell, row: int, column: Column, sink: Sink) -> str | None:
    text = read_text(cell, Field.RELATION, row, column, sink)
    return kept_relation(text) if text else text


def read_word(cell: Cell, field: Field, row: int, column: Column, sink: Sink) -> Any:
    """The kept word of a closed list; an unknown word is a warning and stays blank."""
    text = text_of(cell)
    if is_unknown(text):
        return None
    if field is Field.MISMATCH and text.lower() in YES | NO:
        return "人户分离" if (text.lower() in YES) == ("分离" in column.title) else "人户一致"
    kept = kept_word(field, text[:40])
    if kept is None and not is_nothing(text):
        sink.add("word_unknown", row, column, text, title=CANONICAL[field], words=words_of(field))
    return kept


def read_tenure(cell: Cell, row: int, column: Column, sink: Sink) -> str | None:
    """产权/出租 as written; 是 in a column 是否出租 is 出租."""
    text = text_of(cell).lower()
    if "出租" in column.title and text in YES | NO:
        return "出租" if text in YES else None
    return read_text(cell, Field.TENURE, row, column, sink)


def read_day(cell: Cell, field: Field, row: int, column: Column, sink: Sink, today: date) -> date | None:
    """A date that is not in the future; anything unreadable is an error."""
    if isinstance(cell, str) and (is_unknown(cell) or is_nothing(cell)):
        return None
    is_birth = field is Field.BORN_ON
    try:
        day = read_date(cell)
    except (ValueError, OverflowError):
        sink.add("birth_unreadable" if is_birth else "date_unreadable", row, column, text_of(cell))
        return None
    if day and is_birth and day > today:
        sink.add("birth_future", row, column, text_of(cell))
        return None
    return day


def read_phone(cell: Cell, row: int, column: Column, sink: Sink) -> str | None:
    """The first number in the cell, in its canonical form."""
    text = text_of(cell)
    if is_unknown(text):
        return None
    if is_nothing(text):
        return ""
    if len(text) > _LONGEST or _DESTROYED_PHONE.fullmatch(text):
        sink.add("phone_destroyed" if len(text) < _LONGEST else "phone_shape", row, column, text)
        return None
    if plain := normalise_phone(text):
        return _with_area_code(plain, row, column, text, sink)
    return _first_phone(text, row, column, sink)


def _first_phone(text: str, row: int, column: Column, sink: Sink) -> str | None:
    bare = re.sub(r"[^\W\d_]+|[()（）:：]", " ", re.sub("转", "-", text)).strip()
    numbers = [bare] if normalise_phone(bare) else [part for part in _SEVERAL_PHONES.split(bare) if part.strip()]
    phones = [phone for part in numbers if (phone := normalise_phone(part))]
    if not phones or len(phones) < len(numbers):
        sink.add("phone_shape", row, column, text)
        return None
    if len(phones) > 1:
        sink.add("phone_second", row, column, text, kept=phones[0])
    return _with_area_code(phones[0], row, column, text, sink)


def _with_area_code(phone: str, row: int, column: Column, text: str, sink: Sink) -> str:
    if len(phone) < 9 and phone.isdecimal():
        sink.add("phone_local", row, column, text)
    return phone
