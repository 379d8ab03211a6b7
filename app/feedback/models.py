"""投诉建议: complaints and suggestions about Linju itself (the entry that 国办函〔2026〕12号 asks for)."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field

from app.shared.tables import Dated, choice, when


class Deed(StrEnum):
    """What somebody did about a note."""

    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"


class Feedback(Dated, table=True):
    """What somebody wrote, and the latest answer. `account_id` None: written without signing in.

    `code`: with it whoever wrote reads the answer without an account (`rules.new_code`).
    """

    account_id: UUID | None = Field(default=None, foreign_key="account.id")
    text: str = Field(max_length=1000)
    contact: str = Field(default="", max_length=100)
    page: str = Field(default="", max_length=200)
    code: str | None = Field(default=None, max_length=16, unique=True, index=True)
    answered_at: datetime | None = when(default=None, nullable=True)
    answered_by: UUID | None = Field(default=None, foreign_key="account.id")
    answer: str = Field(default="", max_length=1000)
    closed_at: datetime | None = when(default=None, nullable=True)


class FeedbackStep(Dated, table=True):
    """One deed about a note: who, when, with which words. Nothing is overwritten."""

    feedback_id: UUID = Field(foreign_key="feedback.id", ondelete="CASCADE", index=True)
    deed: Deed = choice(Deed)
    by: UUID = Field(foreign_key="account.id")
    text: str = Field(default="", max_length=1000)
