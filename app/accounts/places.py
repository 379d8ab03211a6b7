"""The communities, grids and doors that roles hold in, by name.

`households` lies above this feature and owns these tables; here they are read by name only, for the words on a screen
and for `--community CODE` (their foreign keys are by name too).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import String, Uuid, column, table
from sqlmodel import Session, select

from app.accounts.rules.people import Place
from app.shared.errors import NotFound, Refused

_community = table("community", column("id", Uuid), column("code", String), column("name", String))
_grid = table("grid", column("id", Uuid), column("community_id", Uuid), column("code", String), column("name", String))
_door = table(
    "door", column("id", Uuid), column("community_id", Uuid), column("building_id", Uuid), column("unit", String),
    column("label", String), column("climb_key", String),
)  # fmt: skip
_building = table(
    "building", column("id", Uuid), column("community_id", Uuid), column("label", String), column("climb_key", String)
)


@dataclass(frozen=True)
class Named:
    """A community, grid, building or door. `within`: the community of a grid or building, the building of a door."""

    id: UUID
    code: str
    name: str
    within: UUID | None = None


def communities(session: Session) -> list[Named]:
    """Every community, by code."""
    rows = session.execute(select(_community.c.id, _community.c.code, _community.c.name).order_by(_community.c.code))
    return [Named(*row) for row in rows]


def grids(session: Session, community_ids: Iterable[UUID]) -> list[Named]:
    """The grids of some communities, by code."""
    query = select(_grid.c.id, _grid.c.code, _grid.c.name, _grid.c.community_id)
    rows = session.execute(query.where(_grid.c.community_id.in_(list(community_ids))).order_by(_grid.c.code))
    return [Named(*row) for row in rows]


def grid(session: Session, grid_id: UUID) -> Named:
    """One grid. Raises `NotFound`."""
    query = select(_grid.c.id, _grid.c.code, _grid.c.name, _grid.c.community_id).where(_grid.c.id == grid_id)
    row = session.execute(query).first()
    if row is None:
        raise NotFound("no_grid", "没有这个网格。", field="grid_id")
    return Named(*row)


def buildings(session: Session, community_id: UUID) -> list[Named]:
    """The buildings of a community, as people walk past them."""
    query = select(_building.c.id, _building.c.label, _building.c.label, _building.c.community_id)
    rows = session.execute(query.where(_building.c.community_id == community_id).order_by(_building.c.climb_key))
    return [Named(*row) for row in rows]


def doors_of_building(session: Session, building_id: UUID) -> list[Named]:
    """The doors of a building, as people climb."""
    query = select(_door.c.id, _door.c.label, _door.c.label, _door.c.building_id)
    rows = session.execute(query.where(_door.c.building_id == building_id).order_by(_door.c.climb_key))
    return [Named(*row) for row in rows]


def doors(session: Session, door_ids: Iterable[UUID], community_id: UUID) -> list[Named]:
    """Some doors of a community; ids from elsewhere are left out."""
    query = select(_door.c.id, _door.c.label, _door.c.label, _door.c.building_id)
    inside = (_door.c.id.in_(list(door_ids)), _door.c.community_id == community_id)
    return [Named(*row) for row in session.execute(query.where(*inside).order_by(_door.c.climb_key))]


def find_place(session: Session, community: str | None, grid_code: str | None) -> Place:
    """The place an operator named by codes; `community` may be left out while there is only one. Raises `Refused`."""
    known = communities(session)
    found = [one for one in known if community in (None, one.code)]
    if not found:
        raise _unknown(community, known)
    if len(found) > 1:
        codes = _codes(found)
        raise Refused("which_community", "有几个社区，请用 --community 说明是哪个：{codes}。", codes=codes)
    if grid_code is None:
        return Place(found[0].id)
    inside = grids(session, [found[0].id])
    match = next((one for one in inside if one.code == grid_code), None)
    if match is None:
        there = _codes(inside)
        raise Refused(
            "no_grid", "{name} 没有网格 {grid}，有：{codes}。", name=found[0].name, grid=grid_code, codes=there
        )
    return Place(found[0].id, match.id)


def _unknown(community: str | None, known: list[Named]) -> Refused:
    if not known:
        return Refused("no_community", "还没有社区。请先导入名册，或运行 linju demo。")
    return Refused("no_community", "没有社区 {community}，有：{codes}。", community=community, codes=_codes(known))


def _codes(named: list[Named]) -> str:
    return "、".join(f"{one.code}（{one.name}）" for one in named) or "—"
