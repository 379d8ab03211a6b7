"""A Bundle (or one Observation) of somebody's records: which readings of ours are in it, entry by entry. Pure."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NoReturn
from uuid import UUID

from app.health.fhir import codes
from app.health.fhir.said import Piece, dict_of, piece_of, text_of
from app.health.models import Measure
from app.health.rules.reading import Taken, complete
from app.shared.clock import local_day
from app.shared.errors import DomainError, Invalid, Refused

MOST = 5_000  # entries of one file
BYTES = 8 * 2**20
DEEPEST = 60  # brackets in one another


@dataclass(frozen=True)
class Found:
    """A reading that can be kept. `entries`: from which of the file. `own_id`, `check_id`: what it was called here
    when it left Linju, if it did."""

    entries: tuple[int, ...]
    measure: Measure
    taken_at: datetime
    taken: Taken
    own_id: UUID | None = None
    check_id: UUID | None = None


@dataclass(frozen=True)
class Contents:
    """`refused`: entry → why. `skipped`: entries that are no Observation. `subjects`: whom it says it is about."""

    entries: int
    found: list[Found]
    refused: dict[int, DomainError]
    skipped: list[int]
    subjects: frozenset[str]


def read_bundle(data: bytes, zone: str, now: datetime) -> Contents:
    """What is in a file. Raises `Refused` for what is none, is too large, or is about several people."""
    resources = [*_resources(_parsed(data))]
    if len(resources) > MOST:
        raise Refused(
            "too_many_entries", "一次最多 {most} 条，这个文件有 {count} 条。", most=MOST, count=len(resources)
        )
    pieces: dict[int, Piece] = {}
    refused: dict[int, DomainError] = {}
    skipped = [at for at, one in enumerate(resources) if one.get("resourceType") != "Observation"]
    for at, one in enumerate(resources):
        if one.get("resourceType") == "Observation":
            try:
                pieces[at] = piece_of(one, zone, now)
            except Refused as error:
                refused[at] = error
    subjects = frozenset(filter(None, (_subject(one) for one in resources)))
    if len(subjects) > 1:
        raise Refused("several_people", "文件里有好几个人的记录，没有导入。请一次只导入自己的。")
    found = [*_checked(_readings(pieces, zone, refused), refused)]
    return Contents(len(resources), found, refused, skipped, subjects)


def _parsed(data: bytes) -> dict[str, Any]:
    if len(data) > BYTES:
        raise Refused("file_too_large", "文件太大，最多 {most} MB。", most=BYTES // 2**20)
    try:
        text = data.decode("utf-8-sig")
        if _depth(text) > DEEPEST:
            raise ValueError
        parsed = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise _no_fhir() from None
    if not isinstance(parsed, dict) or parsed.get("resourceType") not in ("Bundle", "Observation"):
        raise _no_fhir()
    return parsed


def _no_fhir() -> Refused:
    return Refused("not_fhir", "这不是 FHIR 的 JSON 文件（Bundle 或 Observation）。")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _depth(text: str) -> int:
    """How deep its brackets go at most; brackets in texts count too, which only errs on the safe side."""
    depth = deepest = 0
    for letter in text:
        if letter in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "]}":
            depth = max(0, depth - 1)
    return deepest


def _resources(parsed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if parsed["resourceType"] == "Observation":
        yield parsed
        return
    entries = parsed.get("entry", [])
    if not isinstance(entries, list):
        raise _no_fhir()
    for entry in entries:
        yield dict_of(dict_of(entry).get("resource"))


def _subject(resource: dict[str, Any]) -> str:
    """Whom an Observation is about, without the server's address before it."""
    if resource.get("resourceType") != "Observation":
        return ""
    subject = dict_of(resource.get("subject"))
    said = text_of(subject.get("reference")) or text_of(dict_of(subject.get("identifier")).get("value"))
    return said.rpartition("/")[2].removeprefix("urn:uuid:")


def _readings(pieces: dict[int, Piece], zone: str, refused: dict[int, DomainError]) -> Iterator[Found]:
    """Pieces that belong together become one reading."""
    left = dict(pieces)
    for entries in _of_one_reading(pieces):
        yield _joined(entries, pieces)
        for at in entries:
            del left[at]
    yield from _bodies(left, zone, refused)
    for at, piece in left.items():
        if piece.what not in ("weight", "height", "bmi"):
            yield _found((at,), Measure(piece.what), piece, piece.values)


def _of_one_reading(pieces: dict[int, Piece]) -> Iterator[tuple[int, ...]]:
    """What left Linju as one reading: itself first, then its parts."""
    groups: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    for at, piece in pieces.items():
        if piece.own is not None:
            groups[piece.own[0]].setdefault(piece.own[1], at)
    for parts in groups.values():
        if "" in parts and (pieces[parts[""]].what != "bmi" or {"weight", "height"} <= set(parts)):
            yield parts[""], *(at for part, at in parts.items() if part)


def _joined(entries: tuple[int, ...], pieces: dict[int, Piece]) -> Found:
    first = pieces[entries[0]]
    measure = Measure(first.what)
    values = {name: value for at in entries for name, value in pieces[at].values.items()}
    made = _found(entries, measure, first, {name: values[name] for name in codes.WHERE[measure] if name in values})
    return replace(made, own_id=first.own[0] if first.own else None, check_id=first.check_id)


def _bodies(left: dict[int, Piece], zone: str, refused: dict[int, DomainError]) -> Iterator[Found]:
    """A weight goes with the height of the same day; a BMI with both. Alone none of them can be kept."""
    days: defaultdict[object, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, piece in left.items():
        if piece.what in ("weight", "height", "bmi"):
            days[local_day(piece.taken_at, zone)][piece.what].append(at)
    for day in days.values():
        if day["weight"] and day["height"]:
            yield from _of_one_day(day, left)
            continue
        for name, entries in day.items():
            for at in entries:
                refused[at] = _alone(name)


def _of_one_day(day: dict[str, list[int]], left: dict[int, Piece]) -> Iterator[Found]:
    height = left[day["height"][-1]]
    for place, at in enumerate(day["weight"]):
        entries = (at, *day["height"], *day["bmi"]) if place == 0 else (at,)
        yield _found(entries, Measure.BMI, left[at], left[at].values | height.values)


def _alone(name: str) -> Refused:
    if name == "bmi":
        return Refused("bmi_alone", "只有体质指数，没有同一天的体重和身高。")
    if name == "weight":
        return Refused("height_missing", "没有同一天的身高，体重没有导入。")
    return Refused("weight_missing", "没有同一天的体重，身高没有导入。")


def _found(entries: tuple[int, ...], measure: Measure, piece: Piece, values: dict[str, float]) -> Found:
    fields = tuple(values)  # somebody has measured and kept them: nobody is asked back
    taken = Taken(values, piece.context, piece.arm, piece.device, piece.comparators, piece.not_heard, fields)
    return Found(entries, measure, piece.taken_at, taken)


def _checked(readings: Iterator[Found], refused: dict[int, DomainError]) -> Iterator[Found]:
    """Only what the rules of entry take; else every entry of it is refused with the first reason."""
    for one in readings:
        try:
            yield replace(one, taken=complete(one.measure, one.taken))
        except DomainError as error:
            why = error.errors[0] if isinstance(error, Invalid) else error
            for at in one.entries:
                refused[at] = why
