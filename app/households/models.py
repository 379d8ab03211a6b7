"""Community → grid → building → unit → door → household → person (DOMAIN §2)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint, text
from sqlmodel import Field

from app.shared.crypto import Sealed
from app.shared.tables import Dated, Row, choice, json_object, when


class Community(Dated, table=True):
    """社区. `code` is the 12-digit statistical address code."""

    code: str = Field(unique=True, max_length=12)
    name: str = Field(max_length=64)
    zone: str = Field(default="Asia/Shanghai", max_length=64)


class Grid(Row, table=True):
    """网格: the part of a community one grid worker looks after."""

    __table_args__ = (UniqueConstraint("community_id", "code"),)

    community_id: UUID = Field(foreign_key="community.id", index=True)
    code: str = Field(max_length=32)
    name: str = Field(max_length=64)


class Building(Row, table=True):
    """楼栋. `climb_key` sorts 2栋 before 10栋."""

    __table_args__ = (UniqueConstraint("community_id", "estate", "label"),)

    community_id: UUID = Field(foreign_key="community.id")
    grid_id: UUID | None = Field(default=None, foreign_key="grid.id", index=True)
    estate: str = Field(default="", max_length=64)
    label: str = Field(max_length=32)
    climb_key: str = Field(max_length=64)


class Door(Row, table=True):
    """门牌/户室. Unique per building, unit and room; `climb_key` is the order in which people climb."""

    __table_args__ = (
        UniqueConstraint("building_id", "unit", "room"),
        Index("ix_door_community_id_climb_key", "community_id", "climb_key"),
        Index("ix_door_grid_id_climb_key", "grid_id", "climb_key"),
    )

    community_id: UUID = Field(foreign_key="community.id")
    grid_id: UUID | None = Field(default=None, foreign_key="grid.id")
    building_id: UUID = Field(foreign_key="building.id")
    unit: str = Field(default="", max_length=16)
    floor: int | None = None
    room: str = Field(max_length=16)
    label: str = Field(max_length=64)  # 3栋2单元501
    climb_key: str = Field(max_length=96)
    use: str = Field(default="", max_length=32)  # 房屋用途
    tenure: str = Field(default="", max_length=32)  # 产权/出租


class Household(Dated, table=True):
    """户: the people who live behind a door. A door may have several (e.g. shared rent)."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    door_id: UUID = Field(foreign_key="door.id", index=True)
    moved_in_on: date | None = None
    moved_out_on: date | None = None


class Residency(StrEnum):
    """居住类型."""

    REGISTERED = "registered"  # 户籍
    USUAL = "usual"  # 常住
    FLOATING = "floating"  # 流动
    OVERSEAS = "overseas"  # 境外


class Person(Dated, table=True):
    """居民. Identity number and phones are encrypted; their blind indexes and last four digits are searchable."""

    __table_args__ = (
        Index("ix_person_community_id_identity_index", "community_id", "identity_index"),
        Index("ix_person_community_id_phone_index", "community_id", "phone_index"),
        Index("ix_person_community_id_name", "community_id", "name"),
    )

    community_id: UUID = Field(foreign_key="community.id")
    household_id: UUID = Field(foreign_key="household.id", index=True)
    name: str = Field(max_length=64)
    pinyin: str = Field(default="", max_length=128)  # wangxiaoming
    initials: str = Field(default="", max_length=32)  # wxm
    sex: str = Field(default="", max_length=8)  # 男/女/""
    born_on: date | None = None
    identity_kind: str = Field(default="身份证", max_length=32)
    identity_no: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    identity_index: str | None = Field(default=None, max_length=32)
    identity_last4: str = Field(default="", max_length=4)
    phone: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    phone_index: str | None = Field(default=None, max_length=32)
    phone_last4: str = Field(default="", max_length=4)
    relation: str = Field(default="", max_length=32)  # 与户主关系; 户主 for the head
    ethnicity: str = Field(default="", max_length=32)
    residency: Residency | None = choice(Residency, default=None, nullable=True)
    registered_at: str = Field(default="", max_length=200)  # 户籍地
    mismatch: str = Field(default="", max_length=32)  # 人户状态
    marriage: str = Field(default="", max_length=32)
    education: str = Field(default="", max_length=32)
    politics: str = Field(default="", max_length=32)
    employment: str = Field(default="", max_length=64)
    emergency_name: str = Field(default="", max_length=64)
    emergency_phone: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    remark: str = Field(default="", max_length=500)
    verified_at: datetime | None = when(default=None, nullable=True)
    verified_by: UUID | None = Field(default=None, foreign_key="account.id")
    moved_out_on: date | None = None
    merged_into: UUID | None = Field(default=None, foreign_key="person.id")


class CareGroup(Row, table=True):
    """重点人群: a code of the community's own list, with where it comes from."""

    __table_args__ = (UniqueConstraint("community_id", "code"),)

    community_id: UUID = Field(foreign_key="community.id")
    code: str = Field(max_length=32)  # elder_alone
    name: str = Field(max_length=64)  # 独居老人
    source: str = Field(default="", max_length=200)
    for_leaders: bool = False  # whether a neighbour leader (邻长) may see the tag


class PersonCareGroup(Dated, table=True):
    """A person in a care group, since when and by whom. Ended, not deleted; in force at most once."""

    __table_args__ = (
        Index(
            "uq_personcaregroup_in_force", "person_id", "code", unique=True,
            sqlite_where=text("ended_on IS NULL"), postgresql_where=text("ended_on IS NULL"),
        ),
    )  # fmt: skip

    community_id: UUID = Field(foreign_key="community.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    code: str = Field(max_length=32)
    since: date | None = None
    ended_on: date | None = None
    set_by: UUID | None = Field(default=None, foreign_key="account.id")


class NoteReader(StrEnum):
    """Who may read a note at the door."""

    CADRES = "cadres"
    GRID = "grid"
    AUTHOR = "author"


class DoorNote(Dated, table=True):
    """A note that matters at the door (狗, 听力不好, 下午在家)."""

    community_id: UUID = Field(foreign_key="community.id")
    household_id: UUID = Field(foreign_key="household.id", index=True)
    text: str = Field(max_length=300)
    readers: NoteReader = choice(NoteReader, default=NoteReader.CADRES)
    written_by: UUID = Field(foreign_key="account.id")
    ended_at: datetime | None = when(default=None, nullable=True)


class PersonChange(Dated, table=True):
    """One change of the roster: who, when, from where. Sealed, because old values may be sensitive."""

    __table_args__ = (Index("ix_person_change_person_id_created_at", "person_id", "created_at"),)

    community_id: UUID = Field(foreign_key="community.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE")
    field: str = Field(max_length=32)
    old: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    new: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    changed_by: UUID | None = Field(default=None, foreign_key="account.id")
    source: str = Field(default="", max_length=64)  # roster:<import id>, visit:<visit id>, merge:<person id>


class RosterImport(Dated, table=True):
    """One applied roster file, with its counts."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    file_name: str = Field(max_length=200)
    file_sha256: str = Field(max_length=64)
    imported_by: UUID | None = Field(default=None, foreign_key="account.id")
    counts: dict[str, int] = json_object()


class PersonMerge(Dated, table=True):
    """Two records of one person made one. `snapshot` keeps the absorbed record, sealed."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    kept_id: UUID = Field(foreign_key="person.id", index=True)
    absorbed_id: UUID = Field(foreign_key="person.id")
    merged_by: UUID = Field(foreign_key="account.id")
    snapshot: str = Field(sa_column=Column(Sealed, nullable=False))


class PersonDistinct(Dated, table=True):
    """Somebody said that two records that look alike are two people. `first_id` is the smaller."""

    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    community_id: UUID = Field(foreign_key="community.id", index=True)
    first_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE")
    second_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    decided_by: UUID = Field(foreign_key="account.id")
