"""Small pieces that the queries of this feature share."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

import sqlalchemy
from sqlmodel import SQLModel, col


def columns(*wanted: Any) -> Any:
    """A query for single columns: no objects, and no limit of four as in SQLModel's typed `select`."""
    return sqlalchemy.select(*wanted)


def narrowed(query: Any, table: type[SQLModel], column: Any, community_id: UUID, only: Collection[UUID] | None) -> Any:
    """The query, for one community, or for some households of it.

    Households say where they lie; asked for both, SQLite reads the whole community by its index.
    """
    if only is None:
        return query.where(table.community_id == community_id)  # type: ignore[attr-defined]
    return query.where(col(column).in_(only))
