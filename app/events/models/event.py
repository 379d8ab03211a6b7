"""What is held at the lounge, when, and for how many."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.shared.tables import Dated, choice, when


class NamesShown(StrEnum):
    """What the wall screen says of who has come."""

    MASKED = "masked"  # 王**
    NONE = "none"


class EventSettings(Dated, table=True):
    """What a community has set about its events, as it holds now; where each value is from: `EventSettingChange`.

    Without a row: `rules.standing.Settings()`.
    """

    community_id: UUID = Field(foreign_key="community.id", unique=True)
    opens_before: int = 60  # minutes before the start at which the door opens
    closes_after: int = 120  # minutes after the end until which somebody may still check in
    many_from_one: int = 5  # people checked in from one phone, from which on it is shown to staff
    undo_minutes: int = 15
    late_phones: int = 5  # phones that opened one code of the wall after it was gone, from which on staff are shown it
    keep_guests: int = 30  # days after the end for which names and numbers that guests typed are kept


class EventSettingChange(Dated, table=True):
    """That somebody set one of them, and where the value is from. The last one of a `name` is what holds."""

    __table_args__ = (Index("ix_eventsettingchange_community_id_name", "community_id", "name"),)

    community_id: UUID = Field(foreign_key="community.id")
    name: str = Field(max_length=32)  # of a column of `EventSettings`
    value: int
    source: str = Field(max_length=200)
    set_by: UUID | None = Field(default=None, foreign_key="account.id")


class Series(Dated, table=True):
    """Events that come every week. `weekday`: 0 is Monday; times and days are local."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    title: str = Field(max_length=80)
    weekday: int
    starts: time
    ends: time
    first_on: date
    until: date
    made_by: UUID | None = Field(default=None, foreign_key="account.id")


class Event(Dated, table=True):
    """One event. Its standing is worked out from the stamps and the clock (`rules.standing`), never stored.

    `short`: six letters that codes and links carry. `taken`: places held by confirmed sign-ups and walk-ins; it changes
    only while the row is locked, or in one guarded statement. `last_in_line`: the number of whoever queued last.
    `group_most`: people one sign-up may bring; `skips_most`: how often a family that does not fit is passed over.
    `changed_at`: when what calendars hold was last changed after publishing; `moved_at`: the same for time and place.
    """

    __table_args__ = (
        Index("ix_event_community_id_starts_at", "community_id", "starts_at"),
        CheckConstraint("taken >= 0", name="taken"),
    )

    community_id: UUID = Field(foreign_key="community.id")
    series_id: UUID | None = Field(default=None, foreign_key="series.id", index=True)
    short: str = Field(unique=True, max_length=6)
    title: str = Field(max_length=80)
    about: str = Field(default="", max_length=2000)
    place: str = Field(default="", max_length=80)
    starts_at: datetime = when()
    ends_at: datetime = when()
    capacity: int | None = None
    audience: str = Field(default="", max_length=80)
    ages: str = Field(default="", max_length=80)
    bring: str = Field(default="", max_length=200)
    walk_in: bool = False
    group_most: int = 4
    skips_most: int = 3
    names_shown: NamesShown = choice(NamesShown, default=NamesShown.MASKED)
    lower_trust_code: bool = False
    opens_before: int | None = None  # minutes; None: as the community has it
    taken: int = 0  # kept for events with a limit only
    last_in_line: int = 0
    made_by: UUID | None = Field(default=None, foreign_key="account.id")
    published_at: datetime | None = when(default=None, nullable=True)
    published_by: UUID | None = Field(default=None, foreign_key="account.id")
    finished_at: datetime | None = when(default=None, nullable=True)
    finished_by: UUID | None = Field(default=None, foreign_key="account.id")
    cancelled_at: datetime | None = when(default=None, nullable=True)
    cancelled_by: UUID | None = Field(default=None, foreign_key="account.id")
    cancelled_why: str = Field(default="", max_length=200)
    changed_at: datetime | None = when(default=None, nullable=True)
    moved_at: datetime | None = when(default=None, nullable=True)
    forgotten_at: datetime | None = when(default=None, nullable=True)  # what guests typed was deleted


class EventFeedback(Dated, table=True):
    """What somebody thought of an event. No person, no staff; `once` tells only that this browser has said it."""

    __table_args__ = (UniqueConstraint("event_id", "once"),)

    community_id: UUID = Field(foreign_key="community.id", index=True)
    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    stars: int
    words: str = Field(default="", max_length=500)
    once: str = Field(max_length=32)
