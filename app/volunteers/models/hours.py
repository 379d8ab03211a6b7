"""志愿服务时长: when somebody was there, what counts of it, and the record that can be checked from outside."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field

from app.shared.crypto import Sealed
from app.shared.tables import Dated, choice, when


class ScanVia(StrEnum):
    """By which way somebody came or went."""

    DOOR = "door"  # their pass was scanned
    PHONE = "phone"  # they scanned the code on the wall
    STAFF = "staff"  # a colleague wrote it down


class Presence(Dated, table=True):
    """One pair of scans: came and went. `left_at` None: still there, or forgot. Of service at the place, no travel."""

    __table_args__ = (Index("ix_presence_volunteer_id_on_day", "volunteer_id", "on_day"),)

    community_id: UUID = Field(foreign_key="community.id", index=True)
    assignment_id: UUID = Field(foreign_key="assignment.id", index=True)
    volunteer_id: UUID = Field(foreign_key="volunteer.id")
    on_day: date
    came_at: datetime = when()
    came_via: ScanVia = choice(ScanVia)
    came_by: UUID | None = Field(default=None, foreign_key="account.id")
    left_at: datetime | None = when(default=None, nullable=True)
    left_via: ScanVia | None = choice(ScanVia, default=None, nullable=True)
    left_by: UUID | None = Field(default=None, foreign_key="account.id")


class HoursKind(StrEnum):
    """`verified`: from two scans (信用时数); `manual`: somebody wrote them down (荣誉时数). Never added together."""

    VERIFIED = "verified"
    MANUAL = "manual"


class HoursState(StrEnum):
    """The way of hours; each step is a row of its own."""

    PROPOSED = "proposed"
    NOTICE = "notice"  # 公示
    CREDITED = "credited"  # 入账
    CORRECTED = "corrected"  # other hours, with a reason and an approver: counts instead
    WITHDRAWN = "withdrawn"  # does not count


class Hours(Dated, table=True):
    """A line of the ledger, never changed and never deleted; only `volunteer_id` follows when two records of one person
    are made one. The last `number` of an `about` is what holds.

    `about`: the id of the first line of the same service. `minutes`: of service. `on_day`: local. `notice_from`,
    `notice_until`: local days of the public notice, both included. `written_by` None: worked out by the server.
    """

    __table_args__ = (
        UniqueConstraint("about", "number"),
        Index("ix_hours_volunteer_id_on_day", "volunteer_id", "on_day"),
        Index("ix_hours_community_id_state", "community_id", "state"),
        CheckConstraint("minutes >= 0", name="minutes"),
    )

    community_id: UUID = Field(foreign_key="community.id")
    about: UUID
    number: int = 1
    volunteer_id: UUID = Field(foreign_key="volunteer.id")
    assignment_id: UUID | None = Field(default=None, foreign_key="assignment.id", index=True)
    on_day: date
    what: str = Field(default="", max_length=80)
    in_at: datetime | None = when(default=None, nullable=True)
    out_at: datetime | None = when(default=None, nullable=True)
    minutes: int
    kind: HoursKind = choice(HoursKind)
    state: HoursState = choice(HoursState)
    reason: str = Field(default="", max_length=200)
    written_by: UUID | None = Field(default=None, foreign_key="account.id")
    approved_by: UUID | None = Field(default=None, foreign_key="account.id")
    notice_from: date | None = None
    notice_until: date | None = None


class ServiceRecord(Dated, table=True):
    """志愿服务记录: what was handed out at a moment. Whoever has `code` may check it without an account.

    `named`: the name as it stood there; gone when the volunteer has everything deleted (`withdrawn_at`).
    """

    community_id: UUID = Field(foreign_key="community.id", index=True)
    volunteer_id: UUID = Field(foreign_key="volunteer.id", index=True)
    code: str = Field(unique=True, max_length=16)
    named: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    since: date
    until: date
    verified_minutes: int
    manual_minutes: int
    services: int
    digest: str = Field(max_length=64)  # SHA-256 of the lines it shows
    made_by: UUID | None = Field(default=None, foreign_key="account.id")  # None: themselves
    withdrawn_at: datetime | None = when(default=None, nullable=True)
    withdrawn_why: str = Field(default="", max_length=200)
