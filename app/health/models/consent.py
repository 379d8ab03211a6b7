"""What somebody agreed to about their health data, in which words, and until when (PIPL art. 14-17, 29-31)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from app.shared.tables import Dated, choice, when

_LIVE: dict[str, Any] = {"sqlite_where": text("withdrawn_at IS NULL"), "postgresql_where": text("withdrawn_at IS NULL")}


class ConsentKind(StrEnum):
    """Each is asked for by itself; refusing one blocks nothing else."""

    KEEP = "keep"  # that readings are kept
    FOLLOW_UP = "follow_up"  # that the cadre in charge is told of an urgent result: the band, no value


class Consent(Dated, table=True):
    """One consent. Withdrawn, not deleted; of a kind a person has at most one that is in force.

    `version`: of the words they read (`rules/consent.py`). `given_by`: the person themselves, or the guardian of a
    child under 14.
    """

    __table_args__ = (Index("uq_consent_live", "person_id", "kind", unique=True, **_LIVE),)

    community_id: UUID = Field(foreign_key="community.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    kind: ConsentKind = choice(ConsentKind)
    version: int
    given_by: UUID = Field(foreign_key="person.id")
    withdrawn_at: datetime | None = when(default=None, nullable=True)
