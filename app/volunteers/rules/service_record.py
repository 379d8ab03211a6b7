"""志愿服务记录: its check code, and whether it still says what the ledger says. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from app.passes.rules.codes import LETTERS
from app.volunteers.rules.ledger import Service

CODE = 12  # letters of 31: 59 bits, and tries are counted
_FULL_WIDTH = str.maketrans(
    {0xFF21 + i: chr(65 + i) for i in range(26)} | {0xFF41 + i: chr(65 + i) for i in range(26)}
    | {0xFF10 + i: chr(48 + i) for i in range(10)}
)  # fmt: skip


class Standing(StrEnum):
    """What somebody is told who checks a record."""

    GOOD = "good"  # the ledger still says the same
    CHANGED = "changed"  # hours in it were put right since
    WITHDRAWN = "withdrawn"  # taken back
    ERASED = "erased"  # the volunteer had everything about them deleted


def read_code(typed: str) -> str:
    """A code however typed: blanks, dashes, small or full-width letters. Empty if it cannot be one."""
    letters = "".join(one for one in typed.translate(_FULL_WIDTH).upper() if one not in " -–—_.\t\u3000")
    return letters if len(letters) == CODE and all(one in LETTERS for one in letters) else ""


def digest(services: Iterable[Service]) -> str:
    """SHA-256 of what counts: service, day, minutes and kind, in order."""
    said = sorted(
        [str(one.last.about), one.last.on_day.isoformat(), one.minutes, one.counting.kind.value]
        for one in services
        if one.counting is not None and one.minutes > 0
    )
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def standing(withdrawn_at: datetime | None, erased: bool, written: str, now: str) -> Standing:
    """`written`, `now`: the digest on the record and of the ledger today."""
    if erased:
        return Standing.ERASED
    if withdrawn_at is not None:
        return Standing.WITHDRAWN
    return Standing.GOOD if written == now else Standing.CHANGED
