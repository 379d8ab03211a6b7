"""The words a community uses in its visit form, and how residents reach it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.shared.tables import Row, choice, when


class TermKind(StrEnum):
    """Which list a term belongs to."""

    TOPIC = "topic"  # 走访内容
    NEED = "need"  # 诉求类别
    PHRASE = "phrase"  # 常用语


class VisitTerm(Row, table=True):
    """One entry of a code list of the form. Retired with `ended_at`, never deleted: old visits still say it."""

    __table_args__ = (UniqueConstraint("community_id", "kind", "code"),)

    community_id: UUID = Field(foreign_key="community.id")
    kind: TermKind = choice(TermKind)
    code: str = Field(max_length=32)
    name: str = Field(max_length=100)
    position: int = 0
    source: str = Field(default="", max_length=300)
    ended_at: datetime | None = when(default=None, nullable=True)


class CommitteeCard(Row, table=True):
    """How residents reach the committee: what the slip at the door and its page say."""

    community_id: UUID = Field(foreign_key="community.id", unique=True)
    phone: str = Field(default="", max_length=64)
    address: str = Field(default="", max_length=200)
    hours: str = Field(default="", max_length=200)
    words: str = Field(default="", max_length=300)
    changed_at: datetime | None = when(default=None, nullable=True)
    changed_by: UUID | None = Field(default=None, foreign_key="account.id")
