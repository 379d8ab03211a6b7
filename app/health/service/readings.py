"""Reading what is kept of a person. Internal: whoever calls has seen to it that they may see it."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import Select, String, select, type_coerce
from sqlmodel import Session

from app.accounts.rules import Actor
from app.health.models import Measure, Origin, Reading
from app.health.rules.reading import Taken, many_from_json
from app.health.service.keys import Erased, opener
from app.health.service.whose import owner_of
from app.shared.quick import QuickMoment, QuickUuid
from app.shared.tables import table_of

log = logging.getLogger(__name__)
_table = table_of(Reading)
_id, _text, _at = QuickUuid(), String(), QuickMoment()  # of one person there may be ten thousand in a year
_columns = tuple(
    type_coerce(_table.c[name], type_)
    for name, type_ in (("id", _id), ("measure", _text), ("check_id", _id), ("taken_at", _at), ("origin", _text))
)
_measures = {one.value: one for one in Measure}
_origins = {one.value: one for one in Origin}


@dataclass(slots=True)
class ReadingRow:
    """One reading in the clear. `check_id`: the sitting down that it belongs to."""

    id: UUID
    measure: Measure
    check_id: UUID
    taken_at: datetime
    origin: Origin
    taken: Taken


def readings_of(
    session: Session,
    person_id: UUID,
    measures: Collection[Measure] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[ReadingRow]:
    """Their readings from `since` on and before `until`, the newest last; those that were corrected, as corrected.

    Without a key (nothing was ever kept, or everything was erased): none.
    """
    wanted: Any = select(*_columns, _table.c.sealed)
    wanted = wanted.where(_table.c.person_id == person_id, _table.c.replaced_at.is_(None))
    # All measures by name, too: then the index leads straight to the days, past ten years of others.
    wanted = wanted.where(_table.c.measure.in_(list(Measure if measures is None else measures)))
    if since is not None:
        wanted = wanted.where(_table.c.taken_at >= since)
    if until is not None:
        wanted = wanted.where(_table.c.taken_at < until)
    return _opened(session, person_id, wanted)


def own_readings(
    session: Session,
    who: Actor,
    measures: Collection[Measure] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[ReadingRow]:
    """Those of the resident who is signed in. Raises `NotFound` for everybody else."""
    return readings_of(session, owner_of(session, who).person_id, measures, since, until)


def _opened(session: Session, person_id: UUID, wanted: Select[Any]) -> list[ReadingRow]:
    try:
        opened = opener(session, person_id)
    except Erased:
        return []
    rows = session.execute(wanted.order_by(_table.c.taken_at, _table.c.id)).all()
    plain: list[bytes] = []
    readable: list[Any] = []
    for row in rows:
        try:
            plain.append(opened(row[5]))
            readable.append(row)
        except InvalidTag:  # one damaged row must not hide the others
            continue
    if len(readable) < len(rows):
        log.error("%d readings cannot be opened with the key of their person", len(rows) - len(readable))
    return [
        ReadingRow(id_, _measures[measure], check_id, taken_at, _origins[origin], taken)
        for (id_, measure, check_id, taken_at, origin, _), taken in zip(readable, many_from_json(plain), strict=True)
    ]
