"""Where every value of the demo comes from: one random generator, one counter of ids, one moment."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from random import Random
from uuid import UUID

_FIRST_MS = 1_767_225_600_000  # 2026-01-01T00:00:00Z

# No province has number 99 (GB/T 2260 ends at 82), so no office ever gave such an identity number.
IDENTITY_AREA = "990001"
# 154 has never been given to an operator (list of assigned blocks, 2022): calling such a number reaches nobody.
PHONE_PREFIX = "1540"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Ids:
    """`next(ids)` is the next id of this seed: a UUIDv7 whose time and random bits come from seed and counter.

    They sort in the order they were made, like real ones, so indexes of a demo behave like those in use.
    """

    def __init__(self, seed: int) -> None:
        self._seed, self._count = seed, 0

    def __next__(self) -> UUID:
        self._count += 1
        noise = int.from_bytes(blake2b(f"{self._seed}:{self._count}".encode(), digest_size=10).digest())
        bits = (_FIRST_MS + self._count) << 80 | noise
        bits = bits & ~(0xF << 76) | 0x7 << 76  # version 7
        return UUID(int=bits & ~(0x3 << 62) | 0x2 << 62)  # variant


@dataclass
class Numbers:
    """Identity numbers and phones that are each used once and belong to nobody."""

    same_day: Counter[tuple[date, str]] = field(default_factory=Counter)
    phones: int = 0

    def identity_number(self, born_on: date, sex: str) -> str:
        """18 characters with a right check character, in an area that does not exist."""
        self.same_day[born_on, sex] += 1
        sequence = 2 * self.same_day[born_on, sex] + (sex == "男")
        first = f"{IDENTITY_AREA}{born_on:%Y%m%d}{sequence:03d}"
        return first + "10X98765432"[sum(int(d) * w for d, w in zip(first, _WEIGHTS, strict=True)) % 11]

    def phone_number(self) -> str:
        """11 digits that nobody answers."""
        self.phones += 1
        return f"{PHONE_PREFIX}{self.phones * 7919 % 10_000_000:07d}"


class Draw:
    """One run of the demo. The order of its steps is part of what a seed means: changing it changes every id."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.rng, self.ids, self.numbers, self.now = Random(seed), Ids(seed), Numbers(), now
        self.community = self.id()

    def id(self) -> UUID:
        """The next id."""
        return next(self.ids)
