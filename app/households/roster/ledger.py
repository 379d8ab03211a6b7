"""Rows of one import on their way into the tables, in large portions, and the history of what they change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert, update
from sqlmodel import Session, SQLModel

from app.households.models import Community, PersonChange
from app.households.roster.plan import Change
from app.households.rules.fields import stored_text
from app.shared.clock import local_day
from app.shared.ids import new_id

PORTION = 2_000  # rows in one statement


@dataclass
class Ledger:
    """Who imports when into which community. ``touched``: the households whose people changed."""

    session: Session
    community: Community
    author: UUID | None
    source: str
    now: datetime
    touched: set[UUID] = field(default_factory=set)
    _history: list[dict[str, Any]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day of the import where the community lives."""
        return local_day(self.now, self.community.zone)

    def noon(self, day: date | None) -> datetime | None:
        """A moment that falls on that day where the community lives."""
        return datetime.combine(day, time(12), ZoneInfo(self.community.zone)).astimezone(UTC) if day else None

    def insert(self, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
        """New rows of the community; all have the same columns."""
        own: dict[str, Any] = {"community_id": self.community.id}
        own |= {"created_at": self.now} if "created_at" in table.model_fields else {}
        listed = [own | row for row in rows]
        for start in range(0, len(listed), PORTION):
            self.session.execute(insert(table), listed[start : start + PORTION])

    def update(self, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
        """Columns to set, by ``id``; rows with other columns go in other statements."""
        by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for row in rows:
            if len(row) > 1:
                by_columns.setdefault(tuple(sorted(row)), []).append(row)
        for portion in by_columns.values():
            self.session.execute(update(table), portion)

    def remember(self, person_id: UUID, change: Change) -> None:
        """A line for the person's history: who, when, from which import."""
        self._history.append({
            "id": new_id(), "person_id": person_id, "field": change.field, "old": stored_text(change.old),
            "new": stored_text(change.new), "changed_by": self.author, "source": self.source,
        })  # fmt: skip

    def close(self) -> None:
        """Write the history. What was written in bulk is read afresh from here on."""
        self.insert(PersonChange, self._history)
        self.session.flush()
        self.session.expire_all()
