"""Tables for home visits (走访), what they found, and when the next one is due."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

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


class VisitInterval(Row, table=True):
    """How often a care group is visited here, and where that rule comes from. `code` None: ordinary households."""

    __table_args__ = (UniqueConstraint("community_id", "code"),)

    community_id: UUID = Field(foreign_key="community.id")
    code: str | None = Field(default=None, max_length=32)
    words: str = Field(max_length=64)  # 应每月探访
    days: int
    grace_days: int = 0
    rank: int = 9  # 1 = first at equal delay
    source: str = Field(max_length=300)


class PriorityCause(StrEnum):
    """What moves a household up the round for a while."""

    HOSPITAL = "hospital"
    OPEN_NEED = "open_need"
    MOVED_IN = "moved_in"
    NOT_MET_TWICE = "not_met_twice"


class PriorityRule(Row, table=True):
    """What a cause does here: the next visit is due within `within_days` of it."""

    __table_args__ = (UniqueConstraint("community_id", "cause"),)

    community_id: UUID = Field(foreign_key="community.id")
    cause: PriorityCause = choice(PriorityCause)
    within_days: int
    source: str = Field(max_length=300)


class PriorityMark(Dated, table=True):
    """A cause noted for a household (e.g. back from hospital), until a met visit ends it."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    household_id: UUID = Field(foreign_key="household.id", index=True)
    cause: PriorityCause = choice(PriorityCause)
    since: date
    noted_by: UUID | None = Field(default=None, foreign_key="account.id")
    ended_at: datetime | None = when(default=None, nullable=True)


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
    """What a visit said at each edit: all revisions stay readable."""

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
    closed_at: datetime | None = when(default=None, nullable=True)
    closed_by: UUID | None = Field(default=None, foreign_key="account.id")
    answer: str = Field(default="", max_length=500)


class Correction(Dated, table=True):
    """A changed roster field proposed at the door; somebody accepts or declines it."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    visit_id: UUID = Field(foreign_key="visit.id", index=True)
    person_id: UUID = Field(foreign_key="person.id")
    field: str = Field(max_length=32)
    value: str = Field(max_length=200)
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


class HouseholdDue(Row, table=True):
    """When a household is due: what `rules` computed, stored so that lists query it. One row a household."""

    __table_args__ = (
        Index("ix_household_due_community_id_due_on", "community_id", "due_on"),
        Index("ix_household_due_community_id_overdue_on", "community_id", "overdue_on"),
    )

    community_id: UUID = Field(foreign_key="community.id")
    household_id: UUID = Field(foreign_key="household.id", unique=True)
    interval_code: str | None = Field(default=None, max_length=32)  # the rule that decided
    cause: PriorityCause | None = choice(PriorityCause, default=None, nullable=True)
    due_on: date
    overdue_on: date  # first day that counts as overdue
    rank: int = 9
    last_met_on: date | None = None
    last_tried_at: datetime | None = when(default=None, nullable=True)
    missed: int = 0  # not met in a row
