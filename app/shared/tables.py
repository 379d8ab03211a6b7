"""What every table shares."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Column, DateTime, Enum, Table
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

from app.shared.clock import now
from app.shared.ids import new_id

# Stable constraint names: autogenerate compares by them, and both databases must agree.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment: aware in, aware UTC out, on both databases.

    SQLite keeps the wall-clock digits and drops the zone, so another zone would be stored as a wrong
    moment and read back naive. Raises `ValueError` for a naive moment.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(SQLModel):
    """A row with a UUIDv7 key; a phone may bring its own."""

    id: UUID = Field(default_factory=new_id, primary_key=True)


class Dated(Row):
    """A row that says when it was written (server clock, aware UTC)."""

    created_at: datetime = Field(default_factory=now, sa_type=Moment)


def table_of(model: type[SQLModel]) -> Table:
    """The table itself: many rows are written to it at a third of the cost of objects. Defaults of a model are not."""
    return model.__table__  # type: ignore[attr-defined]


def when(**options: Any) -> Any:
    """A column with a moment, aware UTC in Python on both databases."""
    return Field(sa_type=Moment, **options)


def big(**options: Any) -> Any:
    """A column with a whole number beyond 2³¹: bytes of storage, milliseconds between clocks."""
    return Field(sa_type=BigInteger, **options)


def choice(kind: type[StrEnum], **options: Any) -> Any:
    """A column that holds the value of a `StrEnum`, as text: a new member needs no migration."""
    column_type = Enum(kind, native_enum=False, create_constraint=False, length=32, values_callable=_values)
    return Field(sa_type=column_type, **options)


def _values(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


def json_list() -> Any:
    """A column with a JSON list."""
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


def json_object() -> Any:
    """A column with a JSON object."""
    return Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
