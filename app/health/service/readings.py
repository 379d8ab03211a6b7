"""Reading what is kept of a person. Internal: whoever calls has seen to it that they may see it."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import Select, select
from sqlmodel import Session

from app.accounts.rules import Actor
from app.health.models import Measure, Origin, Reading
from app.health.rules.reading import Taken, from_json
from app.health.service.keys import Erased, opener
from app.health.service.whose import owner_of
from app.shared.tables import table_of

log = logging.getLogger(__name__)
_table = table_of(Reading)
_columns = tuple(_table.c[name] for name in ("id", "measure", "check_id", "taken_at", "origin", "sealed"))


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
    wanted = select(*_columns).where(_table.c.person_id == person_id, _table.c.replaced_at.is_(None))
    if measures is not None:
        wanted = wanted.where(_table.c.measure.in_(list(measures)))
    if since is not None:
        wanted = wanted.where(_table.c.taken_at >= since)
    if until is not None:
        wanted = wanted.where(_table.c.taken_at < until)
    return list(_opened(session, person_id, wanted))


def own_readings(
    session: Session,
    who: Actor,
    measures: Collection[Measure] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[ReadingRow]:
    """Those of the resident who is signed in. Raises `NotFound` for everybody else."""
    return readings_of(session, owner_of(session, who).person_id, measures, since, until)


def _opened(session: Session, person_id: UUID, wanted: Select[Any]) -> Iterator[ReadingRow]:
    try:
        opened = opener(session, person_id)
    except Erased:
        return
    unreadable = 0
    for id_, measure, check_id, taken_at, origin, sealed in session.execute(
        wanted.order_by(_table.c.taken_at, _table.c.id)
    ):
        try:
            yield ReadingRow(id_, measure, check_id, taken_at, origin, from_json(opened(sealed)))
        except InvalidTag:  # one damaged row must not hide the others
            unreadable += 1
    if unreadable:
        log.error("%d readings cannot be opened with the key of their person", unreadable)
