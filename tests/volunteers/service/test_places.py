"""Where buildings lie: one place each, or a whole estate at once; only those who make the rota say so."""

from __future__ import annotations

import pytest
from sqlmodel import Session, col, select

from app.households.models import Building
from app.shared.errors import Invalid, NotFound
from app.volunteers.models import Position
from app.volunteers.service.places import places_of, set_position
from tests.cast import Cast
from tests.volunteers.people import actor


def test_a_building_has_one_place(session: Session, cast: Cast) -> None:
    who, building = actor(session, cast.cadre), cast.door_501.building_id
    for east, north in ((0.1, 0.2), (0.3, 0.4)):
        set_position(session, who, building, east, north)
    assert [(one.x_km, one.y_km) for one in session.exec(select(Position))] == [(0.3, 0.4)]
    listed = {row.building_id: row.place for row in places_of(session, who, cast.hupan.id)}
    assert listed.pop(building) == (0.3, 0.4)
    assert set(listed.values()) <= {None}
    set_position(session, who, building, None, None)
    assert session.exec(select(Position)).all() == []


def test_a_whole_estate_lies_where_one_of_its_buildings_does(session: Session, cast: Cast) -> None:
    who, building = actor(session, cast.cadre), session.get_one(Building, cast.door_501.building_id)
    twin = Building(community_id=cast.hupan.id, estate=building.estate, label="99栋", climb_key="99")
    other = Building(community_id=cast.hupan.id, estate="别处花园", label="1栋", climb_key="1")
    session.add_all([twin, other])
    session.flush()
    set_position(session, who, other.id, 5, 5)
    near = select(Building).where(Building.community_id == cast.hupan.id, Building.estate == building.estate)
    assert set_position(session, who, building.id, 0.5, -0.25, whole_estate=True) == len(session.exec(near).all())
    at = {one.building_id: (one.x_km, one.y_km) for one in session.exec(select(Position).order_by(col(Position.id)))}
    assert (at[twin.id], at[building.id], at[other.id]) == ((0.5, -0.25), (0.5, -0.25), (5, 5))


@pytest.mark.parametrize("place", [(float("nan"), 0), (0, float("inf")), (101, 0), (0, -100.5), (1, None), (None, 1)])
def test_half_a_place_and_one_beyond_the_town_are_refused(
    session: Session, cast: Cast, place: tuple[float | None, float | None]
) -> None:
    who = actor(session, cast.cadre)
    with pytest.raises(Invalid):
        set_position(session, who, cast.door_501.building_id, *place)
    assert session.exec(select(Position)).all() == []


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_says_where_a_building_lies(session: Session, cast: Cast, role: str) -> None:
    who = actor(session, getattr(cast, role))
    for call in (
        lambda: places_of(session, who, cast.hupan.id),
        lambda: set_position(session, who, cast.door_501.building_id, 0, 0),
    ):
        with pytest.raises(NotFound):
            call()
