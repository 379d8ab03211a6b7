"""How often a household is visited, what moves it up, and the dates that came of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from app.shared.tables import Dated, Row, choice, when
from app.visits.models.visit import Mode, Outcome

ORDINARY = ""  # the code of the rule for households without a care group


def _every_mode() -> list[str]:
    return [mode.value for mode in Mode]


class VisitInterval(Row, table=True):
    """How often a care group is visited here, and where that rule comes from.

    `code` "" is the rule for ordinary households. `min_age`: only members of that age or older (0: all).
    `modes`: which kinds of contact count as a visit under this rule.
    """

    __table_args__ = (UniqueConstraint("community_id", "code", "min_age"),)

    community_id: UUID = Field(foreign_key="community.id")
    code: str = Field(default=ORDINARY, max_length=32)
    min_age: int = 0
    words: str = Field(max_length=64)  # 应每月探访
    days: int
    grace_days: int = 0
    rank: int = 9  # 1 = first at equal delay
    modes: list[str] = Field(default_factory=_every_mode, sa_column=Column(JSON, nullable=False))
    source: str = Field(max_length=300)
    changed_at: datetime | None = when(default=None, nullable=True)
    changed_by: UUID | None = Field(default=None, foreign_key="account.id")

    @property
    def key(self) -> str:
        """`elder_alone`, or `elder_alone:80` for the rule of the older ones."""
        return f"{self.code}:{self.min_age}" if self.min_age else self.code


class PriorityCause(StrEnum):
    """What moves a household up the round for a while."""

    HOSPITAL = "hospital"
    URGENT_NEED = "urgent_need"
    OPEN_NEED = "open_need"
    MOVED_IN = "moved_in"
    NOT_MET_TWICE = "not_met_twice"


class PriorityRule(Row, table=True):
    """What a cause does here: the next visit is due within `within_days` of it.

    `recent_days`: how recent the event must have been when it became known, else it is no cause (None: any).
    """

    __table_args__ = (UniqueConstraint("community_id", "cause"),)

    community_id: UUID = Field(foreign_key="community.id")
    cause: PriorityCause = choice(PriorityCause)
    within_days: int
    recent_days: int | None = None
    source: str = Field(max_length=300)
    changed_at: datetime | None = when(default=None, nullable=True)
    changed_by: UUID | None = Field(default=None, foreign_key="account.id")


class PriorityMark(Dated, table=True):
    """A cause that a person noted (back from hospital since …). A met visit on or after `since` answers it;
    `ended_at` takes it back by hand."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    household_id: UUID = Field(foreign_key="household.id", index=True)
    cause: PriorityCause = choice(PriorityCause)
    since: date
    noted_by: UUID | None = Field(default=None, foreign_key="account.id")
    ended_at: datetime | None = when(default=None, nullable=True)
    ended_by: UUID | None = Field(default=None, foreign_key="account.id")


class TimeOfDay(StrEnum):
    """When to try next at a door that did not open."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    WEEKEND = "weekend"


class HouseholdDue(Row, table=True):
    """When a household is due: what `rules` computed, stored so that lists query it. One row a household."""

    __table_args__ = (
        Index("ix_household_due_community_id_due_on", "community_id", "due_on"),
        Index("ix_household_due_community_id_overdue_on", "community_id", "overdue_on"),
    )

    community_id: UUID = Field(foreign_key="community.id")
    household_id: UUID = Field(foreign_key="household.id", unique=True)
    interval_key: str = Field(default=ORDINARY, max_length=40)  # the rule that decided
    cause: PriorityCause | None = choice(PriorityCause, default=None, nullable=True)
    cause_since: date | None = None
    due_on: date
    overdue_on: date  # first day that counts as overdue
    rank: int = 9
    counted_from: date  # the day the deciding rule counts from
    last_met_on: date | None = None  # by a kind of contact that counts under the deciding rule
    last_tried_at: datetime | None = when(default=None, nullable=True)
    last_outcome: Outcome | None = choice(Outcome, default=None, nullable=True)
    missed: int = 0  # not met in a row
    next_try: TimeOfDay | None = choice(TimeOfDay, default=None, nullable=True)
