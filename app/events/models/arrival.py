"""Who comes, and what happened at the door."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field

from app.shared.crypto import Sealed
from app.shared.tables import Dated, choice, json_list, when


class Via(StrEnum):
    """By which way somebody checked in."""

    WALL = "wall"  # their phone scanned the rotating code
    PRINTED = "printed"  # their phone scanned a code on paper
    CAMERA = "camera"  # staff scanned their pass
    HID = "hid"  # a hand scanner did
    TYPED = "typed"  # staff typed the six letters
    TABLET = "tablet"
    STAFF = "staff"  # staff ticked the name
    FAMILY = "family"  # somebody of the same sign-up did it for them
    WALK_IN = "walk_in"


class Trust(StrEnum):
    """How much a check-in proves. `lower`: a code that anybody may have photographed."""

    FULL = "full"
    LOWER = "lower"


class Attendee(Dated, table=True):
    """One person at one event, expected or come; at most once (`event_id`, `who`).

    `who`: the id of the person in the roster, or for anybody else a keyed digest of phone and name
    (`rules.identity.guest_key`), or a random id for a member of a family who was not named. `came_at`: the moment of
    the scan, None while expected. `sign_up_id` None: walked in. `late_code`: the window of the wall's code, where their
    phone opened it only after the wall had gone on to the next. `forgotten_at`: when what they had typed was deleted.
    """

    __table_args__ = (
        UniqueConstraint("event_id", "who"),
        Index("ix_attendee_event_id_came_at", "event_id", "came_at"),
    )

    community_id: UUID = Field(foreign_key="community.id", index=True)
    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    sign_up_id: UUID | None = Field(default=None, foreign_key="signup.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    who: UUID
    name: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    phone: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    came_at: datetime | None = when(default=None, nullable=True)
    received_at: datetime | None = when(default=None, nullable=True)
    left_at: datetime | None = when(default=None, nullable=True)
    via: Via | None = choice(Via, default=None, nullable=True)
    trust: Trust | None = choice(Trust, default=None, nullable=True)
    by: UUID | None = Field(default=None, foreign_key="account.id")
    by_attendee: UUID | None = None
    device_key: str | None = Field(default=None, max_length=32)
    late_code: int | None = None
    flags: list[str] = json_list()
    forgotten_at: datetime | None = when(default=None, nullable=True)


class DoorTry(Dated, table=True):
    """Something at the door that a person should look at: refused, or clashed. `code`: a `rules.admission.Verdict`,
    `undone` or `guessing`.

    `once`: a digest of what is counted as the same thing again; then `times` and `last_at` grow and no row is added.
    """

    __table_args__ = (
        Index("ix_doortry_event_id_looked_at", "event_id", "looked_at"),
        UniqueConstraint("event_id", "once"),
    )

    community_id: UUID = Field(foreign_key="community.id", index=True)
    event_id: UUID = Field(foreign_key="event.id", ondelete="CASCADE")
    code: str = Field(max_length=32)
    via: Via = choice(Via)
    at: datetime = when()
    attendee_id: UUID | None = None
    person_id: UUID | None = Field(default=None, foreign_key="person.id")
    by: UUID | None = Field(default=None, foreign_key="account.id")
    device_key: str | None = Field(default=None, max_length=32)
    let_in: bool = False
    once: str | None = Field(default=None, max_length=32)
    times: int = 1
    last_at: datetime | None = when(default=None, nullable=True)
    looked_at: datetime | None = when(default=None, nullable=True)
    looked_by: UUID | None = Field(default=None, foreign_key="account.id")
