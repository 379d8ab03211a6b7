"""Who volunteers, and what they said about themselves."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint, text
from sqlmodel import Field

from app.shared.crypto import Sealed
from app.shared.tables import Dated, Row, choice, when

_PERSON: dict[str, Any] = {
    "sqlite_where": text("erased_at IS NULL AND merged_into IS NULL"),
    "postgresql_where": text("erased_at IS NULL AND merged_into IS NULL"),
}


class JoinedBy(StrEnum):
    """What is known of who joined. `said`: they typed a name and a phone number, nobody checked."""

    PASS = "pass"
    SAID = "said"
    STAFF = "staff"


class Volunteer(Dated, table=True):
    """志愿者. A person of the roster (`person_id`), or somebody who typed a name and a phone number.

    `name` and `phone` are None where the roster has them, `phone_index` finds them again. `code`: whoever has it acts
    as this volunteer without an account, on a phone that nobody knows. `limits`: codes of `rules.limits`, separated by
    blanks, sealed, because they may tell about health. `wish_hours`, `cap_hours`: in a month; `cap_hours` None: as the
    community has it. `home_building_id`: chosen by themselves; where it lies is a `Position`. `national_no`: their
    number in the national system. `experienced_at`: a coordinator says they need nobody beside them. `left_at`: does
    not volunteer any more; `erased_at`: who they were is gone, and what is left only counts.
    """

    __table_args__ = (
        Index("uq_volunteer_live_person", "person_id", unique=True, **_PERSON),
        Index("ix_volunteer_community_id_phone_index", "community_id", "phone_index"),
    )

    community_id: UUID = Field(foreign_key="community.id")
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    name: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    phone: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    phone_index: str | None = Field(default=None, max_length=32)
    born_on: date | None = None
    code: str = Field(unique=True, max_length=16)
    joined_by: JoinedBy = choice(JoinedBy)
    joined_for: UUID | None = Field(default=None, foreign_key="account.id")  # the colleague who did it for them
    agreed_at: datetime | None = when(default=None, nullable=True)  # to what is kept about them
    city_agreed_at: datetime | None = when(default=None, nullable=True)  # to passing their hours on to the city
    wish_hours: float = 8
    cap_hours: float | None = None
    max_km: float | None = None
    home_building_id: UUID | None = Field(default=None, foreign_key="building.id", ondelete="SET NULL")
    limits: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    national_no: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    experienced_at: datetime | None = when(default=None, nullable=True)
    experienced_by: UUID | None = Field(default=None, foreign_key="account.id")
    paused_from: date | None = None
    paused_until: date | None = None  # the last day; None while `paused_from` is set: until further notice
    left_at: datetime | None = when(default=None, nullable=True)
    merged_into: UUID | None = Field(default=None, foreign_key="volunteer.id")  # two records of one person
    erased_at: datetime | None = when(default=None, nullable=True)


class VolunteerDevice(Dated, table=True):
    """A browser that acts as a volunteer who is not in the roster. Forgetting the browser takes this along."""

    device_id: UUID = Field(foreign_key="knowndevice.id", ondelete="CASCADE", unique=True)
    volunteer_id: UUID = Field(foreign_key="volunteer.id", ondelete="CASCADE", index=True)


class Skill(Dated, table=True):
    """What a community asks for by name. `needs_proof`: counts only while somebody has seen a paper that is valid."""

    __table_args__ = (UniqueConstraint("community_id", "code"),)

    community_id: UUID = Field(foreign_key="community.id")
    code: str = Field(max_length=32)  # nurse
    name: str = Field(max_length=64)  # 护士
    needs_proof: bool = False
    source: str = Field(default="", max_length=200)
    ended_at: datetime | None = when(default=None, nullable=True)


class VolunteerSkill(Dated, table=True):
    """A volunteer has a skill. `number`: of the licence, sealed; `valid_until`: its last day, None: no end.

    `proof_seen_at`, `proof_seen_by`: a colleague looked at the paper; a change of number or day takes them away.
    """

    __table_args__ = (UniqueConstraint("volunteer_id", "code"),)

    community_id: UUID = Field(foreign_key="community.id", index=True)
    volunteer_id: UUID = Field(foreign_key="volunteer.id", ondelete="CASCADE")
    code: str = Field(max_length=32)
    number: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    valid_until: date | None = None
    proof_seen_at: datetime | None = when(default=None, nullable=True)
    proof_seen_by: UUID | None = Field(default=None, foreign_key="account.id")


class Language(Row, table=True):
    """A volunteer speaks it: a code of `rules.languages`."""

    __table_args__ = (UniqueConstraint("volunteer_id", "code"),)

    volunteer_id: UUID = Field(foreign_key="volunteer.id", ondelete="CASCADE")
    code: str = Field(max_length=16)


class Availability(Row, table=True):
    """A span of the week in which somebody can come, local time. `weekday`: 0 is Monday; `until` 00:00: midnight."""

    __table_args__ = (UniqueConstraint("volunteer_id", "weekday", "since"),)

    volunteer_id: UUID = Field(foreign_key="volunteer.id", ondelete="CASCADE")
    weekday: int
    since: time
    until: time


class AwayDays(Dated, table=True):
    """Local days on which somebody cannot come, both included."""

    volunteer_id: UUID = Field(foreign_key="volunteer.id", ondelete="CASCADE", index=True)
    first_on: date
    last_on: date


class WishKind(StrEnum):
    """With whom."""

    GLADLY = "gladly"
    APART = "apart"


class Wish(Dated, table=True):
    """With whom somebody likes to be, or is not to be put together. Only coordinators and they themselves see it."""

    __table_args__ = (UniqueConstraint("volunteer_id", "other_id"),)

    volunteer_id: UUID = Field(foreign_key="volunteer.id", ondelete="CASCADE")
    other_id: UUID = Field(foreign_key="volunteer.id", ondelete="CASCADE", index=True)
    kind: WishKind = choice(WishKind)


class PostLiking(Row, table=True):
    """How gladly somebody does a standing post: 1 or 2; without a row 0, no matter."""

    __table_args__ = (UniqueConstraint("volunteer_id", "post_id"),)

    volunteer_id: UUID = Field(foreign_key="volunteer.id", ondelete="CASCADE")
    post_id: UUID = Field(foreign_key="post.id", ondelete="CASCADE", index=True)
    gladly: int
