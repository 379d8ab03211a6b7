"""Codes of the door: the rotating one on the wall, the static one on paper, and what a browser that scanned one holds.

    K7M2QX 00AB12 XXXXXXXXXXXX      short id of the event · window (Unix time // 20 s) · HMAC-SHA256, 60 bits

The key belongs to one event, so that the wall screen can go on without a network and a stolen one opens nothing else.
A slow phone must not fail (moodle-mod_attendance #713): its first GET binds the window to the browser for 15 minutes.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32
WINDOW = 20  # seconds a code is shown
SLACK = 1  # windows before and after the present one that still count: a scan takes a moment, clocks differ
SHORT, WINDOW_DIGITS, MAC_DIGITS = 6, 6, 12
LENGTH = SHORT + WINDOW_DIGITS + MAC_DIGITS  # 24
PAPER = "0" * WINDOW_DIGITS  # where the window stands on a code that does not change
BOUND = 15 * 60  # seconds
LATE = 10  # seconds after the wall has gone on, in which a slow phone may still be opening what it scanned


class Reading(StrEnum):
    """What became of a scanned code."""

    GOOD = "good"
    EXPIRED = "expired"  # also one of a clock that is ahead
    FORGED = "forged"


@dataclass(frozen=True)
class Parts:
    """A code taken apart; nothing is checked yet."""

    short: str
    window: int
    mac: str

    @property
    def on_paper(self) -> bool:
        return self.window == 0


def window_at(unix: float) -> int:
    """The window of a moment (Unix seconds)."""
    return int(unix // WINDOW)


def rotating(key: bytes, short: str, window: int) -> str:
    """The code of a window. `key`: `derive("event-code", <event id>)`, 32 bytes."""
    return short + _digits(window, WINDOW_DIGITS) + _mac(key, short, window)


def printed(key: bytes, short: str) -> str:
    """The code on paper. `key`: `derive("event-poster", <event id>)`: the wall's key does not make it."""
    return rotating(key, short, 0)


def take_apart(code: str) -> Parts | None:
    """The parts of a text after `/e/`, or None when it was never one of ours."""
    text = code.upper()
    if len(text) != LENGTH or not (text.isascii() and text.isalnum()) or set(text[SHORT:]) - set(DIGITS):
        return None
    window = 0
    for digit in text[SHORT : SHORT + WINDOW_DIGITS]:
        window = window * 32 + DIGITS.index(digit)
    return Parts(text[:SHORT], window, text[SHORT + WINDOW_DIGITS :])


def read(parts: Parts, key: bytes, unix: float) -> Reading:
    """Whether it is a code of this key, and of now. A code on paper has no time."""
    if not hmac.compare_digest(parts.mac, _mac(key, parts.short, parts.window)):
        return Reading.FORGED
    if parts.on_paper or abs(window_at(unix) - parts.window) <= SLACK:
        return Reading.GOOD
    return Reading.EXPIRED


def bind(key: bytes, code: str, browser: str, unix: float) -> str:
    """What a browser keeps of a good code: the code, until when, and a proof that it is this browser's."""
    until = int(unix) + BOUND
    return f"{code}.{until}.{_seal(key, code, until, browser)}"


def bound(key: bytes, kept: str, browser: str, unix: float) -> str | None:
    """The code that `bind` kept, while it holds and for this browser only; else None."""
    code, _, rest = kept.partition(".")
    until, _, seal = rest.partition(".")
    if not (until.isascii() and until.isdigit() and len(until) < 12):
        return None
    right = hmac.compare_digest(seal.encode(), _seal(key, code, int(until), browser).encode())
    return code if right and unix <= int(until) else None


def opened_at(kept: str) -> int:
    """When a browser opened what it keeps (Unix seconds). Only of something that `bound` has taken."""
    return int(kept.split(".")[1]) - BOUND


def is_late(parts: Parts, opened: float) -> bool:
    """Whether a code of the wall was opened when the wall had shown the next one for a while: not by a person who
    stands before it, unless their phone is very slow. A photograph that was passed on is opened so."""
    return not parts.on_paper and opened >= (parts.window + 1) * WINDOW + LATE


def _seal(key: bytes, code: str, until: int, browser: str) -> str:
    return hmac.new(key, f"{code}\0{until}\0{browser}".encode(), hashlib.sha256).hexdigest()[:32]


def _mac(key: bytes, short: str, window: int) -> str:
    made = hmac.new(key, f"{short}{window}".encode(), hashlib.sha256).digest()
    return _digits(int.from_bytes(made[:8], "big") >> 4, MAC_DIGITS)


def _digits(number: int, length: int) -> str:
    """The last `length` digits of a number, base 32."""
    return "".join(DIGITS[number >> 5 * place & 31] for place in reversed(range(length)))
