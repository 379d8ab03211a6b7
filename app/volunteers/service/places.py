"""Where the buildings lie, as somebody said: what a volunteer's way to a shift is reckoned from. Nobody is located."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import Session, col, delete, select

from app.accounts.rules import Actor
from app.households.models import Building
from app.shared.errors import NotFound
from app.volunteers.forms import check, wrong_place
from app.volunteers.models import Position
from app.volunteers.service.who import check_coordinator


@dataclass(frozen=True)
class PlaceRow:
    """A building. `place`: km east and north of the lounge, None: nobody has said."""

    building_id: UUID
    estate: str
    label: str
    place: tuple[float, float] | None


def places_of(session: Session, who: Actor, community_id: UUID) -> list[PlaceRow]:
    """Every building in the order in which people know them. Raises `NotFound`."""
    check_coordinator(who, community_id)
    own = and_(col(Position.building_id) == col(Building.id))
    wanted = select(Building, Position).outerjoin(Position, own).where(Building.community_id == community_id)
    rows = session.exec(wanted.order_by(col(Building.estate), col(Building.climb_key), col(Building.id)))
    return [PlaceRow(one.id, one.estate, one.label, (at.x_km, at.y_km) if at else None) for one, at in rows]


def set_position(
    session: Session,
    who: Actor,
    building_id: UUID,
    east: float | None,
    north: float | None,
    *,
    whole_estate: bool = False,
) -> int:
    """Where a building lies, or all of its estate: km east and north of the lounge; None twice: not known. Returns how
    many were set. Raises `NotFound`, `Invalid`."""
    building = session.get(Building, building_id)
    if building is None:
        raise NotFound("building_unknown", "找不到这栋楼。", field="building")
    check_coordinator(who, building.community_id)
    check(wrong_place(east, north))
    near = select(Building.id).where(Building.community_id == building.community_id, Building.estate == building.estate)
    ids = list(session.exec(near)) if whole_estate else [building.id]
    session.execute(delete(Position).where(col(Position.building_id).in_(ids)))
    if east is not None and north is not None:
        session.add_all(
            Position(community_id=building.community_id, building_id=one, x_km=east, y_km=north) for one in ids
        )
    session.flush()
    return len(ids)
