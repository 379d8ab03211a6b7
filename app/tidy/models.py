"""When something was last tidied up."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from app.shared.tables import Row, when


class TidyRun(Row, table=True):
    """The last time of a chore (`app.tidy.chores`), whichever process did it. `done_at` None: under way, or broken off.

    `said`: what it did, for people.
    """

    name: str = Field(unique=True, max_length=32)
    started_at: datetime = when()
    done_at: datetime | None = when(default=None, nullable=True)
    said: str = Field(default="", max_length=200)
