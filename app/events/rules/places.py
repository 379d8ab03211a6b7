"""Who gets places that are free: first in line whose family fits, and nobody is passed over for ever. Pure.

All or none: a family of four does not take three places. While it waits for four, smaller families behind it may go
ahead, but each time one does the big one has been passed over once more; after `most` times nobody overtakes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

K = TypeVar("K")


@dataclass(frozen=True)
class InLine(Generic[K]):
    """A family that waits, in the order of the line."""

    key: K
    size: int
    skips: int = 0


@dataclass
class Offers(Generic[K]):
    """Who gets places now, and how often everybody else has been passed over since the beginning."""

    given: list[K] = field(default_factory=list)
    skipped: dict[K, int] = field(default_factory=dict)


def offer(free: int, line: Iterable[InLine[K]], most: int, capacity: int) -> Offers[K]:
    """Share out `free` places. A family larger than `capacity` can never come in and holds up nobody."""
    offers: Offers[K] = Offers()
    passed: dict[K, int] = {}
    for family in line:
        if free <= 0 or any(times >= most for times in passed.values()):
            break
        if family.size > capacity:
            continue
        if family.size > free:
            passed[family.key] = family.skips
            continue
        free -= family.size
        offers.given.append(family.key)
        passed = {key: times + 1 for key, times in passed.items()}
        offers.skipped.update(passed)
    return offers
