"""What somebody means by a few characters typed into 查找: a name, pinyin, a door, the end of a number.

The phone's own search (`app/directory/js/search.js`) reads a text the same way; `tests/directory/cases.json` holds the
two together.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from app.households.address import Address
from app.households.identity import normalise_phone
from app.households.spelling import AddressError, parse_address

MAX_TEXT = 50  # characters that are looked at


class Kind(StrEnum):
    """What one term of a search may be."""

    NAME = "name"  # Chinese characters: part of a name, or of an estate's
    LETTERS = "letters"  # pinyin or initials
    TAIL = "tail"  # last four of phone or identity number
    PHONE = "phone"  # a whole phone number
    IDENTITY = "identity"  # a whole identity number
    DOOR = "door"


@dataclass(frozen=True, slots=True)
class Term:
    """One term. `text` is lower case without blanks; `readings` are the doors it may name."""

    kinds: frozenset[Kind]
    text: str
    readings: tuple[Address, ...] = ()


_DOOR_MARKS = re.compile(r"[栋幢座楼室层梯]|单元|号|\d[-#/]|[a-z]\d")
_CHINESE = re.compile(r"[^\W\da-z_]+(?:[·•.][^\W\da-z_]+)*")
_LETTERS = re.compile(r"[a-zà-ÿ'’]+")


def read_search(text: str) -> list[Term]:
    """The terms of a search; a person must fit all of them. Empty for blank text."""
    flat = unicodedata.normalize("NFKC", text[:MAX_TEXT]).lower().strip()
    terms = [_term(piece) for piece in _pieces(re.split(r"[\s,、]+", flat)) if piece]
    return [term for term in terms if term.text]  # an empty one would fit everybody


def _pieces(words: list[str]) -> list[str]:
    """Words that belong together in one: `wang xiao ming`, `3栋 2单元 501`, `3 2 501`, `154 0000 1234`."""
    if len(words) > 1 and all(re.fullmatch(r"[+()\d-]+", word) for word in words):
        joined = "".join(words)
        return [joined if normalise_phone(joined) or len(joined) >= 15 else "-".join(words)]
    out: list[str] = []
    for word in words:
        before = out[-1] if out else ""
        doors = _DOOR_MARKS.search(before) and (_DOOR_MARKS.search(word) or word.isdigit())
        letters = _LETTERS.fullmatch(before) and _LETTERS.fullmatch(word)
        if before and (doors or letters):
            out[-1] = before + word
        else:
            out.append(word)
    return out


def _term(piece: str) -> Term:
    if _LETTERS.fullmatch(piece):
        return Term(frozenset({Kind.LETTERS}), re.sub("['’]", "", _plain(piece)))
    if _CHINESE.fullmatch(piece) and not re.search("[栋幢座]|单元", piece):
        return Term(frozenset({Kind.NAME}), piece)
    kinds = {Kind.DOOR}
    if re.fullmatch(r"\d{4}|\d{3}x", piece):
        kinds.add(Kind.TAIL)
    if re.fullmatch(r"\d{15}|\d{17}[\dx]", piece):
        return Term(frozenset({Kind.IDENTITY}), piece.upper())
    if len(piece) >= 7 and (number := normalise_phone(piece)):
        return Term(frozenset({Kind.PHONE}), number)
    return Term(frozenset(kinds), piece, door_readings(piece))


def _plain(letters: str) -> str:
    """`lǚ`, `lü` → `lv`: what pinyin is stored as."""
    return unicodedata.normalize("NFKD", letters.replace("ü", "v").replace("ǚ", "v")).encode("ascii", "ignore").decode()


def door_readings(text: str) -> tuple[Address, ...]:
    """The doors a text may mean, with empty parts where it says nothing.

    `3-2` is room 2 of building 3, or its second unit; `2-501` is building 2, or the second unit of any building;
    `3` is a building or a room.
    """
    try:
        found = parse_address(text)
    except AddressError:
        return ()
    readings = [found]
    if found.building and found.room and not found.unit and "-" in text:
        as_unit = len(found.room) < 3
        readings.append(
            Address(found.estate, found.building, found.room)
            if as_unit
            else Address(found.estate, "", found.building, found.floor, found.room)
        )
    if text.isdigit() and len(text) < 3:
        readings.append(Address(building=str(int(text))))
    return tuple(readings)
