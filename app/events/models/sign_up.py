"""Who has asked for places."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field

from app.shared.crypto import Sealed
from app.shared.tables import Dated, choice, when


class SignUpState(StrEnum):
    """Whether the places are theirs."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class SignUp(Dated, table=True):
    """One family's places at one event: all or none.

    `in_line`: their number in the line, also of those who got their places at once. `skips`: how often others behind
    them got places that were too few for them. `code`: with it whoever signed up looks at it or cancels, without an
    account. Who did it: `by` (an account) or `device_id` (a remembered browser); both None: a browser nobody knew.
    `told_at`, `told_by`: a colleague has told them what is new; what is newer than that is still to be told
    (`rules.news`).
    """

    __table_args__ = (Index("ix_signup_event_id_state_in_line", "event_id", "state", "in_line"),)

    community_id: UUID = Field(foreign_key="community.id", index=True)
    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    size: int
    state: SignUpState = choice(SignUpState)
    in_line: int
    skips: int = 0
    code: str = Field(unique=True, max_length=10)
    phone: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    by: UUID | None = Field(default=None, foreign_key="account.id")
    device_id: UUID | None = Field(default=None, foreign_key="knowndevice.id")
    on_behalf: bool = False
    promoted_at: datetime | None = when(default=None, nullable=True)
    cancelled_at: datetime | None = when(default=None, nullable=True)
    cancelled_by: UUID | None = Field(default=None, foreign_key="account.id")
    cancelled_why: str = Field(default="", max_length=200)
    told_at: datetime | None = when(default=None, nullable=True)
    told_by: UUID | None = Field(default=None, foreign_key="account.id")
    forgotten_at: datetime | None = when(default=None, nullable=True)  # the phone number was deleted
