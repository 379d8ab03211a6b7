"""A visit, its revisions, and what it found."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field

from app.shared.crypto import Sealed
from app.shared.tables import Dated, Row, choice, json_list, json_object, when


class Mode(StrEnum):
    """上门 / 电话 / 偶遇 / 代访."""

    VISIT = "visit"
    CALL = "call"
    ENCOUNTER = "encounter"
    PROXY = "proxy"


class Outcome(StrEnum):
    """见到 / 未遇 / 拒访 / 已搬走."""

    MET = "met"
    NOT_HOME = "not_home"
    REFUSED = "refused"
    MOVED = "moved"


class Visit(Row, table=True):
    """One visit as it stands now. Its id is the id of the command that first sent it."""

    __table_args__ = (
        Index("ix_visit_community_id_started_at", "community_id", "started_at"),
        Index("ix_visit_household_id_started_at", "household_id", "started_at"),
    )

    community_id: UUID = Field(foreign_key="community.id")
    household_id: UUID = Field(foreign_key="household.id")
    visitor_id: UUID = Field(foreign_key="account.id", index=True)
    number: str = Field(unique=True, max_length=32)  # receipt number
    started_at: datetime = when()
    mode: Mode = choice(Mode)
    outcome: Outcome = choice(Outcome)
    people: list[str] = json_list()  # person ids met
    topics: list[str] = json_list()
    note: str = Field(default="", max_length=2000)
    revision: int = 1
    made_at: datetime = when()  # the device's clock
    received_at: datetime = when()  # the server's
    device_id: str = Field(default="", max_length=64)


class VisitRevision(Dated, table=True):
    """What a visit said at each edit: all revisions stay readable. Its id is the id of the command that wrote it.

    `body` is the payload as sent, without the values of proposed corrections: those are sealed in `Correction`.
    """

    __table_args__ = (UniqueConstraint("visit_id", "number"),)

    community_id: UUID = Field(foreign_key="community.id")
    visit_id: UUID = Field(foreign_key="visit.id", ondelete="CASCADE")
    number: int
    body: dict[str, Any] = json_object()
    written_by: UUID = Field(foreign_key="account.id")
    made_at: datetime = when()


class Urgency(StrEnum):
    """How urgent a need is."""

    LATER = "later"
    SOON = "soon"
    NOW = "now"


class Need(Dated, table=True):
    """诉求 found at a visit; open until somebody says what was done."""

    __table_args__ = (Index("ix_need_community_id_closed_at", "community_id", "closed_at"),)

    community_id: UUID = Field(foreign_key="community.id")
    household_id: UUID = Field(foreign_key="household.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    category: str = Field(max_length=32)
    text: str = Field(max_length=500)
    urgency: Urgency = choice(Urgency)
    found_at: datetime = when()  # when the visit found it
    closed_at: datetime | None = when(default=None, nullable=True)
    closed_by: UUID | None = Field(default=None, foreign_key="account.id")
    answer: str = Field(default="", max_length=500)
    withdrawn: bool = False  # taken back by an edit of the visit, not answered


class Correction(Dated, table=True):
    """A changed roster field proposed at the door; somebody accepts or declines it. The value may be sensitive."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    field: str = Field(max_length=32)
    value: str = Field(sa_column=Column(Sealed, nullable=False))
    decided_at: datetime | None = when(default=None, nullable=True)
    decided_by: UUID | None = Field(default=None, foreign_key="account.id")
    accepted: bool | None = None


class VisitPhoto(Row, table=True):
    """Which photos belong to a visit, in which order."""

    __table_args__ = (UniqueConstraint("visit_id", "sha256"),)

    community_id: UUID = Field(foreign_key="community.id")
    visit_id: UUID = Field(foreign_key="visit.id", ondelete="CASCADE", index=True)
    sha256: str = Field(max_length=64)
    position: int = 0
