"""Counting the programme, about nobody: no person, no hour, no place inside the community."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.health.models import Tally, TallyKind
from app.shared.ids import new_id
from app.shared.tables import table_of


def count(session: Session, community_id: UUID, kind: TallyKind, day: date, by: int = 1) -> None:
    """`by` more of `kind` on this local day. One statement: two at the same moment both count."""
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert
    table = table_of(Tally)
    row = {"id": new_id(), "community_id": community_id, "day": day, "kind": kind, "count": by}
    new: Any = insert(table).values(row)
    kept = ["community_id", "day", "kind"]
    session.execute(new.on_conflict_do_update(index_elements=kept, set_={"count": table.c["count"] + by}))
