"""The owner's own file: all their readings as a Bundle, and readings of a Bundle taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.service.records import record
from app.health.fhir.bundle import own_bundle, patient
from app.health.fhir.reading_in import Contents, Found, read_bundle
from app.health.models import Origin, Reading
from app.health.rules.reading import to_json
from app.health.rules.retention import oldest_kept
from app.health.service.keys import locked
from app.health.service.measuring import check_consent, write
from app.health.service.readings import ReadingRow, readings_of
from app.health.service.settings import settings_of
from app.health.service.whose import Owner, own_of
from app.households.models import Community
from app.shared.errors import DomainError, Refused

Json = dict[str, Any]
IMPORTED = UUID("6f1d1f0e-7a86-5d1f-9d3c-0d1f5a2b7c11")  # the space of names of ids made here
TAKEN, DUPLICATE, REFUSED, SKIPPED = "taken", "duplicate", "refused", "skipped"


@dataclass(frozen=True)
class Line:
    """What became of one entry of a file. `why`: where it was refused."""

    entry: int
    status: str
    why: DomainError | None = None


@dataclass(frozen=True)
class Imported:
    """`readings`: how many were kept now; `lines`: every entry of the file, in its order."""

    readings: int
    lines: list[Line]


def export_own(session: Session, who: Actor, base: str, now: datetime, person_id: UUID | None = None) -> Json:
    """Every reading of theirs (or of a child they answer for) as a Bundle. Recorded. Raises `NotFound`."""
    _, whose = own_of(session, who, now, person_id)
    zone = session.get_one(Community, whose.community_id).zone
    rows = readings_of(session, whose.person_id)
    record(session, who, "health:export", f"person {whose.person_id}", whose.community_id, "fhir")
    who_it_is = patient(whose.person_id, whose.name, whose.born_on, whose.sex)
    return own_bundle(rows, who_it_is, base, now, zone)


def import_own(session: Session, who: Actor, data: bytes, now: datetime, person_id: UUID | None = None) -> Imported:
    """Keep what is new in a file, all in this transaction. The same file once more keeps nothing. Recorded.

    Raises `NotFound`, `Refused`: no consent, no FHIR, too large, several people in it, or somebody else.
    """
    _, whose = own_of(session, who, now, person_id)
    zone = session.get_one(Community, whose.community_id).zone
    contents = read_bundle(data, zone, now)
    if any(one.own_id for one in contents.found) and contents.subjects - {str(whose.person_id)}:
        raise Refused("somebody_else", "这是邻聚里别人的记录，没有导入。")
    locked(session, whose.person_id)
    check_consent(session, whose, now)
    oldest = oldest_kept(now, settings_of(session, whose.community_id).keep_years, zone)
    contents = _not_too_old(contents, oldest)
    fresh, there = _sorted_out(session, whose, contents.found)
    if fresh:
        write(session, whose, [_row(id_, one) for id_, one in fresh], now)
        record(session, who, "health:import", f"person {whose.person_id}", whose.community_id, "fhir")
    return Imported(len(fresh), [*_lines(contents, [one for _, one in fresh], there)])


def _not_too_old(contents: Contents, oldest: datetime) -> Contents:
    """What would be tidied away at once is not taken."""
    old = Refused("too_old", "这条比我们保存的年限还早，没有导入。")
    refused = dict(contents.refused)
    for one in contents.found:
        if one.taken_at < oldest:
            refused |= dict.fromkeys(one.entries, old)
    return replace(contents, found=[one for one in contents.found if one.taken_at >= oldest], refused=refused)


def _sorted_out(session: Session, whose: Owner, found: Sequence[Found]) -> tuple[list[tuple[UUID, Found]], list[Found]]:
    """What is new, with its id here; and what is here already, also where it was corrected since."""
    ids = [(_id(whose.person_id, one), one) for one in found]
    wanted = {id_ for id_, _ in ids} | {one.own_id for one in found if one.own_id}
    known: set[UUID] = set()
    for part in _parts(sorted(wanted)):
        mine = select(Reading.id).where(Reading.person_id == whose.person_id, col(Reading.id).in_(part))
        known |= set(session.exec(mine))
    fresh: dict[UUID, Found] = {}
    there: list[Found] = []
    for id_, one in ids:
        if id_ in known or one.own_id in known or id_ in fresh:
            there.append(one)
        else:
            fresh[id_] = one
    return list(fresh.items()), there


def _parts(ids: list[UUID], size: int = 500) -> Iterator[list[UUID]]:
    """SQLite takes only so many values in one statement."""
    yield from (ids[at : at + size] for at in range(0, len(ids), size))


def _id(person_id: UUID, one: Found) -> UUID:
    """From what it says: the same reading of the same person always gets the same id."""
    said = to_json(replace(one.taken, confirmed=(), values=dict(sorted(one.taken.values.items()))))
    text = f"{one.measure.value} {one.taken_at.isoformat()} {hashlib.sha256(said).hexdigest()}"
    return uuid5(IMPORTED, f"{person_id} {text}")


def _row(id_: UUID, one: Found) -> ReadingRow:
    check_id = uuid5(IMPORTED, f"{id_} {one.check_id}") if one.check_id is None else one.check_id
    return ReadingRow(id_, one.measure, check_id, one.taken_at, Origin.IMPORT, one.taken)


def _lines(contents: Contents, fresh: Sequence[Found], there: Sequence[Found]) -> Iterator[Line]:
    status = dict.fromkeys(contents.skipped, SKIPPED)
    for found, said in ((there, DUPLICATE), (fresh, TAKEN)):
        status |= {at: said for one in found for at in one.entries}
    for at in range(contents.entries):
        why = contents.refused.get(at)
        yield Line(at, REFUSED if why else status.get(at, REFUSED), why)
