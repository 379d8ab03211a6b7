"""Dates as offices type them.

``2020-1-2``, ``2020/01/02``, ``2020.1.2``, ``20200102``, ``2020年1月2日``, ``二〇二〇年一月二日``,
``2020-01-02 00:00:00``, ``2020-1`` (the first of the month), Excel's own dates and day numbers.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from app.households.numerals import arabic

_PARTS = re.compile(
    r"(\d{4})[-/.年\\,、 ](\d{1,2})(?:[-/.月\\,、 ](\d{1,2})[日号]?|月)?"
    r"(?:[ T]?\d{1,2}:\d{2}(?::\d{2})?.*)?"  # a time of day does not matter
)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar
_SERIALS = range(1, 80_000)  # up to the year 2119


def read_date(value: object) -> date | None:
    """The day in a cell (text, number, ``date`` or ``datetime``), ``None`` if blank.

    Raises ``ValueError`` if the cell holds something else.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float):
        return _from_number(value)
    return _from_text(str(value))


def _from_number(value: int | float) -> date:
    if float(value).is_integer() and 18_000_101 <= value <= 29_991_231:
        return _from_packed(str(int(value)))
    if int(value) in _SERIALS:
        return _EPOCH + timedelta(days=int(value))
    raise ValueError(value)


def _from_packed(digits: str) -> date:
    match = _PACKED.fullmatch(digits)
    if not match:
        raise ValueError(digits)
    return date(int(match[1]), int(match[2]), int(match[3]))


def _from_text(text: str) -> date | None:
    flat = unicodedata.normalize("NFKC", text).strip().strip("'`")
    if not flat:
        return None
    if re.fullmatch(r"\d{8}", flat):
        return _from_packed(flat)
    if re.fullmatch(r"\d{5}(\.0+)?", flat):
        return _from_number(float(flat))
    match = _PARTS.fullmatch(re.sub(r"\s*([-/.年月日])\s*", r"\1", arabic(flat)))
    if not match:
        raise ValueError(text)
    return date(int(match[1]), int(match[2]), int(match[3] or 1))
