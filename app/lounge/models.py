"""When the lounge is open, and who is there to be asked first."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.shared.tables import Row, when


class OpeningHours(Row, table=True):
    """One span of a weekday (0 is Monday), local time. A day may have several; a day without any is closed."""

    __table_args__ = (UniqueConstraint("community_id", "weekday", "opens"),)

    community_id: UUID = Field(foreign_key="community.id")
    weekday: int
    opens: time
    closes: time


class LoungeCard(Row, table=True):
    """What a community says of its lounge besides. `can_do`: a line for each thing; `on_duty`: 首问, whom to ask first.

    `closed_from`, `closed_until`: local days, both included, on which it stays closed whatever the week says.
    """

    community_id: UUID = Field(foreign_key="community.id", unique=True)
    can_do: str = Field(default="", max_length=500)
    on_duty: str = Field(default="", max_length=80)
    closed_from: date | None = None
    closed_until: date | None = None
    closed_why: str = Field(default="", max_length=80)
    changed_at: datetime | None = when(default=None, nullable=True)
    changed_by: UUID | None = Field(default=None, foreign_key="account.id")
