"""Decisions about what phones send: digests, differences, receipt numbers. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U to misread aloud


def canonical(body: Mapping[str, Any]) -> str:
    """The one JSON text of a command: keys sorted, no spaces, UTF-8. The phone hashes the same text."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def receipt_number(command_id: UUID, day: date) -> str:
    """What the person reads and says on the phone: `260302-K7QF3M9A`.

    Eight signs from the random end of the UUIDv7: the phone can work it out before sending.
    """
    tail = int.from_bytes(command_id.bytes[-5:], "big")
    signs = "".join(ALPHABET[(tail >> shift) & 31] for shift in range(35, -1, -5))
    return f"{day:%y%m%d}-{signs}"


def changed_fields(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[str]:
    """The names of the data fields in which two versions of one command differ, sorted."""
    a, b = first.get("data") or {}, second.get("data") or {}
    if not (isinstance(a, Mapping) and isinstance(b, Mapping)):
        return ["data"]
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


@dataclass(frozen=True)
class Difference:
    """What a phone has to be told: ids to send, ids that are gone."""

    changed: list[str]
    gone: list[str]


def difference(had: Mapping[str, str], has: Mapping[str, str]) -> Difference:
    """From the digests a phone had to those it should have."""
    return Difference(
        changed=[row_id for row_id, sum_ in has.items() if had.get(row_id) != sum_],
        gone=[row_id for row_id in had if row_id not in has],
    )
