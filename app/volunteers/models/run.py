"""A run of the matching: a process of its own that looks for the best plan of a month."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field

from app.shared.tables import Dated, choice, when

_LIVE: dict[str, Any] = {
    "sqlite_where": text("state IN ('queued', 'running')"),
    "postgresql_where": text("state IN ('queued', 'running')"),
}


class RunState(StrEnum):
    """How a run stands. `done`: there is a plan; the time limit may have ended it (`optimal` in the plan)."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class MatchRun(Dated, table=True):
    """One run; a community has at most one that is not over.

    `first_on`, `last_on`: local days whose shifts are planned, both included. `preview`, `plan`: as
    `app.volunteers.payload` writes them, with ids in place of names. `seen_at`: the last sign of life; `pid`, `host`:
    of the process that looks after it. `fault`: a code, for `failed`. `put_at`: the plan was put on the board.
    """

    __table_args__ = (Index("uq_matchrun_live", "community_id", unique=True, **_LIVE),)

    community_id: UUID = Field(foreign_key="community.id", index=True)
    first_on: date
    last_on: date
    asked_by: UUID | None = Field(default=None, foreign_key="account.id")
    state: RunState = choice(RunState, default=RunState.QUEUED)
    limit_seconds: float = 30
    progress: str = Field(default="", max_length=200)
    pid: int | None = None
    host: str = Field(default="", max_length=64)
    started_at: datetime | None = when(default=None, nullable=True)
    seen_at: datetime | None = when(default=None, nullable=True)
    ended_at: datetime | None = when(default=None, nullable=True)
    cancel_asked_at: datetime | None = when(default=None, nullable=True)
    cancel_asked_by: UUID | None = Field(default=None, foreign_key="account.id")
    fault: str = Field(default="", max_length=200)
    seconds: float | None = None
    preview: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    plan: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    put_at: datetime | None = when(default=None, nullable=True)
    put_by: UUID | None = Field(default=None, foreign_key="account.id")
