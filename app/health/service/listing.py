"""One page of somebody's readings, and one reading: only what is shown is opened. Internal, as `readings`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.health.models import Measure, Reading
from app.health.service.readings import ReadingRow, readings_of
from app.health.service.whose import not_yours

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


def _live(person_id: UUID, measure: Measure | None) -> tuple[Any, ...]:
    here = (Reading.person_id == person_id, col(Reading.replaced_at).is_(None))
    return (*here, Reading.measure == measure) if measure else here
