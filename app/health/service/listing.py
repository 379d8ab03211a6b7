"""One page of somebody's readings, and one reading: only what is shown is opened. Internal, as `readings`."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import String, type_coerce
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, func, select

from app.health.models import Measure, Reading
from app.health.service.keys import Erased, opener
from app.health.service.readings import ReadingRow, readings_of
from app.health.service.whose import not_yours
from app.shared.tables import table_of

log = logging.getLogger(__name__)
_table = table_of(Reading)
_columns = (  # as the database has them: an id that only has to be the same, and words
    type_coerce(_table.c.check_id, String()), _table.c.taken_at, type_coerce(_table.c.origin, String()),
    _table.c.sealed,
)  # fmt: skip
_read = json.JSONDecoder().raw_decode
JUST = timedelta(microseconds=1)


@dataclass(frozen=True)
class Page:
    """`rows`: the newest first; `total`: of all pages; `number`: of this one, from 0."""

    rows: list[ReadingRow]
    total: int
    number: int


def page_of(session: Session, person_id: UUID, measure: Measure | None, number: int, size: int) -> Page:
    """Page `number`, or the last there is."""
    theirs = _live(person_id, measure)
    total = session.exec(select(func.count()).select_from(Reading).where(*theirs)).one()
    number = min(number, max(0, (total - 1) // size))
    newest = select(Reading.id, Reading.taken_at).where(*theirs)
    newest = newest.order_by(col(Reading.taken_at).desc(), col(Reading.id).desc())
    found = session.exec(newest.offset(number * size).limit(size)).all()
    if not found:
        return Page([], total, number)
    wanted = {reading_id for reading_id, _ in found}
    rows = readings_of(
        session, person_id, [measure] if measure else None, found[-1][1], found[0][1] + JUST
    )  # whoever was measured in the same moment is among them
    return Page([row for row in reversed(rows) if row.id in wanted], total, number)


def reading_of(session: Session, person_id: UUID, reading_id: UUID) -> ReadingRow:
    """Raises `NotFound`: not theirs, corrected meanwhile, and not there are one answer."""
    wanted = select(Reading.id, Reading.taken_at).where(*_live(person_id, None), Reading.id == reading_id)
    found = session.exec(wanted).first()
    rows = readings_of(session, person_id, None, found[1], found[1] + JUST) if found else []
    row = next((one for one in rows if one.id == reading_id), None)
    if row is None:
        raise not_yours()
    return row


class Passing:
    """A reading on its way into a chart: no more of it than is drawn. Answers as its own `taken`."""

    __slots__ = ("check_id", "comparators", "context", "not_heard", "origin", "taken_at", "values")

    def __init__(self, check_id: UUID, taken_at: datetime, origin: str, kept: dict[str, Any]) -> None:
        self.check_id, self.taken_at, self.origin = check_id, taken_at, origin
        self.values: dict[str, float] = kept.get("values", {})
        self.context: str = kept.get("context", "")
        self.comparators: dict[str, str] = kept.get("comparators", {})
        self.not_heard: bool = kept.get("not_heard", False)

    @property
    def taken(self) -> Passing:
        return self


def passing(session: Session, person_id: UUID, measure: Measure, since: datetime, until: datetime) -> Iterator[Passing]:
    """The readings of a measure one after the other, oldest first: of a hundred thousand never more than a few lie in
    the clear. What cannot be opened is left out, as by `readings_of`."""
    try:
        opened = opener(session, person_id)
    except Erased:
        return
    within = (*_live(person_id, measure), Reading.taken_at >= since, Reading.taken_at < until)
    wanted = select_columns(*_columns).where(*within).order_by(_table.c.taken_at, _table.c.id)
    unreadable = 0
    for rows in session.execute(wanted).partitions(1000):
        for check_id, taken_at, origin, sealed in rows:
            try:
                yield Passing(check_id, taken_at, origin, _read(opened(sealed).decode())[0])
            except InvalidTag:  # one damaged row must not hide the others
                unreadable += 1
    if unreadable:
        log.error("%d readings cannot be opened with the key of their person", unreadable)


def _live(person_id: UUID, measure: Measure | None) -> tuple[Any, ...]:
    here = (Reading.person_id == person_id, col(Reading.replaced_at).is_(None))
    return (*here, Reading.measure == measure) if measure else here
