"""The order in which people climb doors, as one string that any database sorts the same way.

A key consists of ``0-9a-z`` only, so no collation can reorder it, and every part ends itself, so comparing
keys compares part by part: estate, building, unit, floor, room. Numbers compare as numbers, letters come
after them, words last. Spelling does not matter: the key of a door *is* its identity.
"""

import re
import zlib

ESTATE, BUILDING, UNIT, ROOM = 40, 20, 12, 20  # widths; with four for the floor at most 96, as in the table
_GROUND = 1000  # floors are counted from here: 0999 is the first below ground

_TOKENS = re.compile(r"([0-9]+)|([A-Za-z])|([^\W_])")  # a digit of another script is a letter like any other
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_STEMS = "甲乙丙丁戊己庚辛壬癸"  # sort by rank, not by code point


def part_key(text: str, width: int) -> str:
    """The sortable form of one part, at most ``width`` characters. Long texts keep their start and a digest."""
    pieces = [_token(*token) for token in _TOKENS.findall(text)]
    key = "".join(pieces) + "0"
    return key if len(key) <= width else _shortened(pieces, width)


def _shortened(pieces: list[str], width: int) -> str:
    kept = ""
    for piece in pieces:
        if len(kept) + len(piece) > width - 9:
            break
        kept += piece
    return kept + "3" + _base36(zlib.crc32("".join(pieces).encode()), 7) + "0"


def _token(number: str, letter: str, other: str) -> str:
    if number:
        digits = number.lstrip("0")
        return "1" + _BASE36[min(len(digits), 35)] + digits
    if letter:
        return "2" + letter.lower()
    if other in _STEMS:
        return f"2{_STEMS.index(other)}"
    code = ord(other) - 0x3400  # Chinese characters fit in three places, the first of them a letter
    if 0 <= code < 26 * 36 * 36:
        return _BASE36[10 + code // 1296] + _base36(code % 1296, 2)
    return "3" + _base36(ord(other), 7)


def _base36(number: int, width: int) -> str:
    out = ""
    for _ in range(width):
        number, digit = divmod(number, 36)
        out = _BASE36[digit] + out
    return out


def floor_key(floor: int | None) -> str:
    """Four digits; an unknown floor sorts as the ground floor."""
    return f"{_GROUND + max(-_GROUND, min(floor or 0, 8999)):04d}"
