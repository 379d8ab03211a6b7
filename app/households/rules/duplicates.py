"""Which two records may be one person. Pure: what is known of each in, pairs with a score and reasons out.

Chinese names are two or three characters: one edit makes another person of almost anybody, so a difference in the
characters counts only where the reading is the same (陈晓明, 陈小明), and never alone. A second fact has to agree: the
identity number, the birthday, the phone, or the door. Two different identity numbers are two people, whatever agrees.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations
from uuid import UUID

from app.households.names import spell
from app.shared.i18n import N_

MOST_ALIKE = 12  # records that share one key; more of them are a switchboard's number or "1990-01-01", not twins
SURE, LIKELY, POSSIBLE = 90, 75, 60


class Reason(StrEnum):
    """Why two records are shown side by side."""

    IDENTITY = "identity"
    NAME = "name"
    SOUND = "sound"  # other characters, the same reading
    BIRTHDAY = "birthday"
    PHONE = "phone"
    DOOR = "door"


WORDS: dict[Reason, str] = {
    Reason.IDENTITY: N_("证件号码相同"),
    Reason.NAME: N_("姓名相同"),
    Reason.SOUND: N_("姓名读音相同"),
    Reason.BIRTHDAY: N_("出生日期相同"),
    Reason.PHONE: N_("电话相同"),
    Reason.DOOR: N_("住在同一户"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """What is compared. Indexes are blind: equal or not, nothing more."""

    id: UUID
    household_id: UUID
    name: str
    sex: str = ""
    born_on: date | None = None
    identity: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records, a score from 0 to 100, and what agrees. `first` is the older record (smaller id)."""

    first: UUID
    second: UUID
    score: int
    reasons: tuple[Reason, ...]

    @property
    def confidence(self) -> str:
        """sure, likely or possible."""
        return "sure" if self.score >= SURE else "likely" if self.score >= LIKELY else "possible"


def plain_name(name: str) -> str:
    """Without blanks, dots and what stands in brackets: 陈小明（租客） → 陈小明."""
    flat = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"\(.*?\)|[\s·•.]", "", flat)


def _sound(record: Record) -> str:
    plain = plain_name(record.name)
    return spell(plain).pinyin or plain


def possible_twins(records: Iterable[Record]) -> list[Pair]:
    """Pairs that may be one person, the surest first. Takes a fraction of a second for 20,000 records."""
    known = {record.id: record for record in records}
    found = {}
    for one, other in _candidates(list(known.values())):
        pair = compare(one, other)
        if pair is not None:
            found[pair.first, pair.second] = pair
    return sorted(found.values(), key=lambda pair: (-pair.score, pair.first, pair.second))


_KEYS: tuple[Callable[[Record], tuple[object, ...]], ...] = (
    lambda r: (r.identity,),
    lambda r: (_sound(r), r.born_on),
    lambda r: (_sound(r), r.phone),
    lambda r: (_sound(r), r.household_id),
)


def _candidates(records: list[Record]) -> Iterator[tuple[Record, Record]]:
    """Pairs that agree in one key: comparing everybody with everybody would be 200 million."""
    for key in _KEYS:
        groups: dict[tuple[object, ...], list[Record]] = defaultdict(list)
        for record in records:
            value = key(record)
            if all(value):
                groups[value].append(record)
        for group in groups.values():
            if len(group) <= MOST_ALIKE:
                yield from combinations(group, 2)


def compare(one: Record, other: Record) -> Pair | None:
    """What two records have in common, or None when they are surely or probably two people."""
    if one.identity and other.identity and one.identity != other.identity:
        return None
    reasons = tuple(_agreeing(one, other))
    score = _score(set(reasons), one, other)
    if score < POSSIBLE:
        return None
    first, second = sorted((one.id, other.id))
    return Pair(first, second, score, reasons)


def _agreeing(one: Record, other: Record) -> Iterator[Reason]:
    if one.identity and one.identity == other.identity:
        yield Reason.IDENTITY
    if plain_name(one.name) == plain_name(other.name):
        yield Reason.NAME
    elif _sound(one) == _sound(other):
        yield Reason.SOUND
    if one.born_on and one.born_on == other.born_on:
        yield Reason.BIRTHDAY
    if one.phone and one.phone == other.phone:
        yield Reason.PHONE
    if one.household_id == other.household_id:
        yield Reason.DOOR


# (what agrees, score): the first line that holds counts.
_SCORES: tuple[tuple[frozenset[Reason], int], ...] = (
    (frozenset({Reason.IDENTITY}), 98),
    (frozenset({Reason.NAME, Reason.BIRTHDAY, Reason.PHONE}), 96),
    (frozenset({Reason.NAME, Reason.BIRTHDAY}), 90),
    (frozenset({Reason.NAME, Reason.PHONE}), 85),
    (frozenset({Reason.SOUND, Reason.BIRTHDAY, Reason.PHONE}), 85),
    (frozenset({Reason.NAME, Reason.DOOR}), 78),
    (frozenset({Reason.SOUND, Reason.BIRTHDAY, Reason.DOOR}), 76),
    (frozenset({Reason.SOUND, Reason.PHONE}), 70),
    (frozenset({Reason.SOUND, Reason.BIRTHDAY}), 68),
    (frozenset({Reason.SOUND, Reason.DOOR}), 62),
)


def _score(reasons: set[Reason], one: Record, other: Record) -> int:
    score = next((points for needed, points in _SCORES if needed <= reasons), 0)
    if Reason.IDENTITY in reasons:
        return score
    if one.sex and other.sex and one.sex != other.sex:
        score -= 25
    if one.born_on and other.born_on and one.born_on != other.born_on:
        score -= 20
    return score
