"""What there is to do: standing posts, their weekly rota, and the shifts of a month."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field

from app.shared.tables import Dated, Row, choice, json_list, json_object, when


class PostKind(StrEnum):
    """What kind of standing post."""

    MEDICAL = "medical"  # 健康角
    FRONT_DESK = "front_desk"  # 前台
    ESCORT = "escort"  # 陪诊陪行
    LUNCH = "lunch"  # 送餐
    COMPANION = "companion"  # 走访同行
    OTHER = "other"


class Position(Row, table=True):
    """Where a building lies: km east and north of the lounge, as somebody set it. Nobody is located."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    building_id: UUID = Field(foreign_key="building.id", ondelete="CASCADE", unique=True)
    x_km: float
    y_km: float


class Post(Dated, table=True):
    """常设岗位. `x_km`, `y_km`: as in `Position`, None: not known; `popular`: sign-up is shared out fairly."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    kind: PostKind = choice(PostKind)
    title: str = Field(max_length=80)
    about: str = Field(default="", max_length=1000)
    place: str = Field(default="", max_length=80)
    x_km: float | None = None
    y_km: float | None = None
    popular: bool = False
    made_by: UUID | None = Field(default=None, foreign_key="account.id")
    ended_at: datetime | None = when(default=None, nullable=True)


class PostNeed(Row, table=True):
    """Whom a post needs. The same columns as `ShiftNeed`, which is made from it."""

    __table_args__ = (UniqueConstraint("post_id", "role"),)

    post_id: UUID = Field(foreign_key="post.id", ondelete="CASCADE")
    role: str = Field(max_length=40)
    skill: str | None = Field(default=None, max_length=32)
    count: int = 1
    critical: int = 1
    leader: bool = False
    age_from: int | None = None
    age_until: int | None = None
    demands: list[str] = json_list()


class RotaLine(Dated, table=True):
    """A shift of a post that comes every week. `weekday`: 0 is Monday; times and days are local, `until` included.

    `ends` at or before `starts`: on the next day. `counts`: role → how many, where it is not as the post has it.
    """

    community_id: UUID = Field(foreign_key="community.id", index=True)
    post_id: UUID = Field(foreign_key="post.id", ondelete="CASCADE", index=True)
    weekday: int
    starts: time
    ends: time
    first_on: date
    until: date | None = None
    counts: dict[str, int] = json_object()
    made_by: UUID | None = Field(default=None, foreign_key="account.id")


class Shift(Dated, table=True):
    """班次, of a post or an event. How it stands is worked out from the stamps and the clock (`rules.standing`).

    `rota_line_id` and `on_day`: from which line of the rota, at most once; `on_day` is local. `changed_at`: when what
    calendars hold was last changed after publishing. Seats change only while the row is locked.
    """

    __table_args__ = (
        UniqueConstraint("rota_line_id", "on_day"),
        Index("ix_shift_community_id_starts_at", "community_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
    )

    community_id: UUID = Field(foreign_key="community.id")
    post_id: UUID | None = Field(default=None, foreign_key="post.id", index=True)
    event_id: UUID | None = Field(default=None, foreign_key="event.id", index=True)
    rota_line_id: UUID | None = Field(default=None, foreign_key="rotaline.id", ondelete="SET NULL")
    on_day: date
    title: str = Field(max_length=80)
    place: str = Field(default="", max_length=80)
    x_km: float | None = None
    y_km: float | None = None
    starts_at: datetime = when()
    ends_at: datetime = when()
    popular: bool = False
    last_in_line: int = 0
    made_by: UUID | None = Field(default=None, foreign_key="account.id")
    checked_at: datetime | None = when(default=None, nullable=True)
    checked_by: UUID | None = Field(default=None, foreign_key="account.id")
    published_at: datetime | None = when(default=None, nullable=True)
    published_by: UUID | None = Field(default=None, foreign_key="account.id")
    done_at: datetime | None = when(default=None, nullable=True)
    done_by: UUID | None = Field(default=None, foreign_key="account.id")
    cancelled_at: datetime | None = when(default=None, nullable=True)
    cancelled_by: UUID | None = Field(default=None, foreign_key="account.id")
    cancelled_why: str = Field(default="", max_length=200)
    changed_at: datetime | None = when(default=None, nullable=True)


class ShiftNeed(Row, table=True):
    """Seats of one role in a shift. `skill`: a `Skill.code` they must have; `critical`: 1 good to have, 3 must be.

    `leader`: whoever sits here leads, so no novice; `age_from`, `age_until`: in years on the day, both included;
    `demands`: codes of `rules.limits` that go with the work, against the limits of people (条例 art. 15).
    """

    __table_args__ = (UniqueConstraint("shift_id", "role"),)

    shift_id: UUID = Field(foreign_key="shift.id", ondelete="CASCADE")
    role: str = Field(max_length=40)
    skill: str | None = Field(default=None, max_length=32)
    count: int = 1
    critical: int = 1
    leader: bool = False
    age_from: int | None = None
    age_until: int | None = None
    demands: list[str] = json_list()
