"""Limits for complaints and suggestions, in which state a note is, and the code that opens its answer. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

MAX_TEXT = 1000  # characters
HOURLY = 20  # notes an hour from one account or, unsigned, from everybody together: a brake on floods

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another when read aloud or written down
CODE_LENGTH = 10  # 30^10: nobody finds one by trying


class Standing(StrEnum):
    """What becomes of a note."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


def too_many(within_an_hour: int, signed_in: bool) -> bool:
    """Whether one more note should wait. Unsigned notes share a larger brake, because nobody can be told apart."""
    return within_an_hour >= (HOURLY if signed_in else HOURLY * 10)


def standing(answered_at: datetime | None, closed_at: datetime | None) -> Standing:
    """Closed, also without an answer (a note that was sent twice), else answered or not yet."""
    if closed_at is not None:
        return Standing.CLOSED
    return Standing.WAITING if answered_at is None else Standing.ANSWERED


def new_code(drawn: bytes) -> str:
    """A code of `CODE_LENGTH` letters from as many random bytes."""
    return "".join(LETTERS[byte % len(LETTERS)] for byte in drawn[:CODE_LENGTH])


def clean_code(typed: str) -> str:
    """As it is stored, however it was typed: small letters, blanks, dashes, the words around it."""
    return "".join(letter for letter in typed.upper() if letter in LETTERS)


def grouped(code: str) -> str:
    """`ABCDE-23456`: to read aloud and to write down."""
    return f"{code[:5]}-{code[5:]}" if code else ""
