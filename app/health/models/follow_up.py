"""What an urgent result asks of the cadre in charge, and the counts of the programme."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field

from app.shared.tables import Dated, Row, choice, when

_OPEN: dict[str, Any] = {"sqlite_where": text("closed_at IS NULL"), "postgresql_where": text("closed_at IS NULL")}


class FollowUpDone(StrEnum):
    """With what a follow-up was closed."""

    REACHED = "reached"  # spoken with, by phone or at the door
    HOSPITAL = "hospital"  # brought to or told to go to a doctor
    EMERGENCY = "emergency"  # 120 was called
    NOT_REACHED = "not_reached"  # tried, and handed on


CLOSED_WITH = tuple(FollowUpDone)


class FollowUp(Dated, table=True):
    """Look after somebody today. It carries the code of the band and no value; a person has at most one that is open.

    `grid_id`: of the door, whose cadres it is for; None: everybody of the community.
    """

    __table_args__ = (
        Index("uq_followup_open", "person_id", unique=True, **_OPEN),
        Index("ix_followup_community_id_day", "community_id", "day"),
    )

    community_id: UUID = Field(foreign_key="community.id")
    grid_id: UUID | None = Field(default=None, foreign_key="grid.id")
    person_id: UUID = Field(foreign_key="person.id")
    band: str = Field(max_length=48)
    day: date  # local, by the end of which it is due
    closed_at: datetime | None = when(default=None, nullable=True)
    closed_by: UUID | None = Field(default=None, foreign_key="account.id")
    done: FollowUpDone | None = choice(FollowUpDone, default=None, nullable=True)
    note: str = Field(default="", max_length=200)


class TallyKind(StrEnum):
    """What the programme counts, about nobody."""

    CHECK = "check"  # a sitting down at the lounge or at home that was kept
    JUST_MEASURED = "just_measured"  # an anonymous one, of which nothing else is kept
    SECOND = "second"  # a blood pressure check with a second reading
    URGENT = "urgent"  # a follow-up was made
    CONTACTED = "contacted"  # and closed on the same day with `REACHED`, `HOSPITAL` or `EMERGENCY`
    REFERRED = "referred"  # a doctor was advised
    REFERRAL_KEPT = "referral_kept"  # and the owner said that they went


class Tally(Row, table=True):
    """A count of one local day. No person, no hour, no place inside the community."""

    __table_args__ = (UniqueConstraint("community_id", "day", "kind"),)

    community_id: UUID = Field(foreign_key="community.id")
    day: date
    kind: TallyKind = choice(TallyKind)
    count: int = 0
