"""Somebody sits at the lounge's tablet."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.shared.tables import Dated, when


class Sitting(Dated, table=True):
    """One sitting down at a shared tablet, begun with pass and PIN. The cookie carries a random token; its SHA-256 is
    kept. It ends by itself when nobody touches the tablet (`HealthSettings.idle_seconds`)."""

    community_id: UUID = Field(foreign_key="community.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(unique=True, max_length=64)
    seen_at: datetime = when()
    ended_at: datetime | None = when(default=None, nullable=True)
