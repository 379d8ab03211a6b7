"""What belongs to the public notice of hours: objections, wishes for other hours, days off, and the city's fields."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint, text
from sqlmodel import Field

from app.shared.crypto import Sealed
from app.shared.tables import Dated, choice, when


class HoursObjection(Dated, table=True):
    """Somebody reads the notice and says that hours are not right. While it is open they are not credited.

    `contact`: how to answer them, sealed, if they left it. `answer`: what a coordinator found.
    """

    __table_args__ = (Index("ix_hoursobjection_community_id_answered_at", "community_id", "answered_at"),)

    community_id: UUID = Field(foreign_key="community.id")
    about: UUID = Field(index=True)  # Hours.about
    words: str = Field(max_length=500)
    contact: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    answered_at: datetime | None = when(default=None, nullable=True)
    answered_by: UUID | None = Field(default=None, foreign_key="account.id")
    answer: str = Field(default="", max_length=200)


class HoursChange(Dated, table=True):
    """更正: a wish for other hours, which somebody else than who has it must approve. At most one open per service.

    `minutes`: what it should be, 0: does not count. `asked_by` None: the volunteer themselves, or the server's operator
    (`own` tells them apart). `agreed` None: not decided.
    """

    __table_args__ = (
        Index(
            "uq_hourschange_open", "about", unique=True, sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
        Index("ix_hourschange_community_id_decided_at", "community_id", "decided_at"),
    )  # fmt: skip

    community_id: UUID = Field(foreign_key="community.id")
    about: UUID = Field(index=True)  # Hours.about
    number: int  # of the line it was asked about
    minutes: int
    reason: str = Field(max_length=200)
    own: bool = False
    asked_by: UUID | None = Field(default=None, foreign_key="account.id")
    decided_at: datetime | None = when(default=None, nullable=True)
    decided_by: UUID | None = Field(default=None, foreign_key="account.id")
    agreed: bool | None = None
    answer: str = Field(default="", max_length=200)


class DayKind(StrEnum):
    """What a day is that is not as its weekday says."""

    OFF = "off"  # 放假
    WORK = "work"  # 调休上班


class SpecialDay(Dated, table=True):
    """放假和调休: a day off that is no weekend, or a weekend that is worked. With where it is from."""

    __table_args__ = (UniqueConstraint("community_id", "day"),)

    community_id: UUID = Field(foreign_key="community.id")
    day: date
    kind: DayKind = choice(DayKind)
    source: str = Field(max_length=200)
    set_by: UUID | None = Field(default=None, foreign_key="account.id")


class ExportField(Dated, table=True):
    """What the city's system calls a column of the export (`rules.export`). Empty `title`: it is left out."""

    __table_args__ = (UniqueConstraint("community_id", "name"),)

    community_id: UUID = Field(foreign_key="community.id")
    name: str = Field(max_length=32)
    title: str = Field(max_length=60)
    source: str = Field(max_length=200)
    set_by: UUID | None = Field(default=None, foreign_key="account.id")
