"""The letters of a pass: drawn, typed, read out of a scanned address. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31: none of 0 O 1 I L, which are taken for one another
TOKEN, SHORT = 16, 6  # 79 bits: nobody finds one by trying; 29 bits: tries are counted
_READ_AS = str.maketrans({0xFF21 + i: chr(65 + i) for i in range(26)} | {0xFF41 + i: chr(65 + i) for i in range(26)})
_ADDRESS = re.compile(r"/p/([^/?#\s]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Read:
    """What somebody typed or scanned: exactly one of the two, or neither when it is no pass at all."""

    token: str = ""
    short_code: str = ""

    def __bool__(self) -> bool:
        return bool(self.token or self.short_code)


def draw(length: int, drawn: bytes) -> str:
    """`length` letters from random bytes, without bias; raises `ValueError` when there were too few bytes."""
    fair = [LETTERS[byte % len(LETTERS)] for byte in drawn if byte < 256 // len(LETTERS) * len(LETTERS)]
    if len(fair) < length:
        raise ValueError("too few random bytes")
    return "".join(fair[:length])


def read_pass(text: str) -> Read:
    """A pass out of `https://…/p/<token>`, the token or the six letters, however typed: blanks, dashes, small letters.

    Anything else is no pass. It is never longer than the token.
    """
    address = _ADDRESS.search(text)
    letters = re.sub(r"[\s\-–—_.]+", "", address[1] if address else text).translate(_READ_AS).upper()
    if len(letters) not in (TOKEN, SHORT) or any(letter not in LETTERS for letter in letters):
        return Read()
    return Read(token=letters) if len(letters) == TOKEN else Read(short_code=letters)


def digest(token: str) -> str:
    """What a scanner keeps to know a token without keeping it: SHA-256, 64 hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def short_digest(community_id: str, short_code: str) -> str:
    """The same for the six letters. It hides them from a glance only: 29 bits can be tried out."""
    return hashlib.sha256(f"{community_id}:{short_code}".encode()).hexdigest()


def grouped(code: str) -> str:
    """`ABC-DEF`, `ABCD-EFGH-…`: to read aloud and to type."""
    size = 3 if len(code) == SHORT else 4
    return "-".join(code[at : at + size] for at in range(0, len(code), size))
