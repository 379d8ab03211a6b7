"""投诉建议: complaints and suggestions about Linju itself (the entry that 国办函〔2026〕12号 asks for)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from app.shared.tables import Dated, when


class Feedback(Dated, table=True):
    """What somebody wrote, and the answer. `account_id` None: written without signing in."""

    account_id: UUID | None = Field(default=None, foreign_key="account.id")
    text: str = Field(max_length=1000)
    contact: str = Field(default="", max_length=100)
    page: str = Field(default="", max_length=200)
    answered_at: datetime | None = when(default=None, nullable=True)
    answered_by: UUID | None = Field(default=None, foreign_key="account.id")
    answer: str = Field(default="", max_length=1000)
