"""What looks odd at the door. Flags for people to look at, never refusals: a granddaughter brings six neighbours."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar
from uuid import UUID

from app.events.rules.admission import Verdict

K = TypeVar("K")

MANY_FROM_ONE = "many_from_one"
RELAYED = "relayed"
GUESSING = "guessing"
TO_LOOK_AT = frozenset({Verdict.REVOKED, Verdict.UNKNOWN, Verdict.FORGED, Verdict.EXPIRED})
"""Refusals that staff should know of afterwards: of a card that was given up, of one that never was, of a code nobody
at this door was shown. The others were said to somebody's face, and that is that."""
STRANGERS = 64  # rows for those of whom nothing is known but where they try from, per event and kind


def many_from_one(browsers: Mapping[K, str | None], limit: int) -> set[K]:
    """Those who were checked in from a browser that checked in `limit` people or more. `browsers`: who → browser."""
    return _crowded(browsers, limit)


def relayed(late_codes: Mapping[K, int | None], limit: int) -> set[K]:
    """Those who came with a code of the wall that so many phones opened only after it was gone (`codes.is_late`).
    `late_codes`: who → the window of their code, None where it was opened in time."""
    return _crowded(late_codes, limit)


def _crowded(shared: Mapping[K, Hashable | None], limit: int) -> set[K]:
    counted = Counter(one for one in shared.values() if one)
    return {who for who, one in shared.items() if one and counted[one] >= limit}


def same_again(code: str, whom: UUID | None, window: int | None, tries_from: str) -> str:
    """What makes two tries at one event the same thing, to be counted in one row.

    `whom`: the person or the pass, where it is known; `window`: of an outdated code of the wall, which nobody can make
    up; `tries_from`: the phone of staff, or the network address. Of those there are as many as somebody likes, so they
    share a few rows: nobody fills the list by making up passes.
    """
    if whom is not None:
        return f"{code} {whom}"
    if code == Verdict.EXPIRED and window is not None:
        return f"{code} {window}"
    return f"{code} {int.from_bytes(hashlib.sha256(tries_from.encode()).digest()[:4], 'big') % STRANGERS}"


def together(flags: Iterable[str], more: Iterable[str]) -> list[str]:
    """Both, each once, in order."""
    return list(dict.fromkeys([*flags, *more]))
