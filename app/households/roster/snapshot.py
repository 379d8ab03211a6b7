"""What the community's register says now, loaded once: the other side of the comparison with a file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from app.households.address import Address
from app.households.models import Building, CareGroup, Community, Door, Grid, Household, Person, PersonCareGroup
from app.households.spelling import AddressError, address_from_columns
from app.shared.clock import local_day

# Compared as they are. Identity number and phone are compared by their blind indexes and are not opened here.
PLAIN = (
    "name", "sex", "identity_kind", "born_on", "relation", "ethnicity", "residency", "mismatch", "registered_at",
    "marriage", "education", "politics", "employment", "emergency_name", "emergency_phone", "remark",
)  # fmt: skip
_KEPT = (*PLAIN, "identity_index", "identity_last4", "phone_index", "phone_last4")


@dataclass(slots=True)
class StoredPerson:
    """A person on record. ``values`` has the ``PLAIN`` columns, blind indexes and last fours; ``groups`` in force."""

    id: UUID
    household_id: UUID
    values: dict[str, Any]
    verified_on: date | None
    moved_out_on: date | None
    merged_into: UUID | None
    groups: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return str(self.values["name"])

    @property
    def lives_here(self) -> bool:
        return self.moved_out_on is None and self.merged_into is None


@dataclass(slots=True)
class StoredHousehold:
    """``moved_out_on`` is set when the last of its ``members`` has left; those who left are members still."""

    id: UUID
    door_id: UUID
    moved_in_on: date | None
    moved_out_on: date | None
    members: list[StoredPerson] = field(default_factory=list)


@dataclass(slots=True)
class StoredDoor:
    id: UUID
    building_id: UUID
    key: str
    label: str
    grid_id: UUID | None
    use: str
    tenure: str


@dataclass(slots=True)
class StoredBuilding:
    id: UUID
    key: str
    grid_id: UUID | None


@dataclass
class Snapshot:
    """The register of one community. ``doors`` and ``buildings`` are found by climb key, ``grids`` by name and code."""

    community_id: UUID
    people: dict[UUID, StoredPerson] = field(default_factory=dict)
    households: dict[UUID, StoredHousehold] = field(default_factory=dict)
    doors: dict[str, StoredDoor] = field(default_factory=dict)
    doors_by_id: dict[UUID, StoredDoor] = field(default_factory=dict)
    buildings: dict[str, StoredBuilding] = field(default_factory=dict)
    grids: dict[str, UUID] = field(default_factory=dict)
    care_names: dict[str, str] = field(default_factory=dict)  # code → name

    def door_of(self, person: StoredPerson) -> StoredDoor:
        return self.doors_by_id[self.households[person.household_id].door_id]


def load(session: Session, community: Community) -> Snapshot:
    """Everything of the community that a roster may change."""
    made = Snapshot(community.id)
    for grid in session.execute(_of(Grid, community, "id", "code", "name")):
        made.grids |= {grid.code: grid.id, grid.name: grid.id}
    made.care_names = {g.code: g.name for g in session.execute(_of(CareGroup, community, "code", "name"))}
    _load_doors(session, community, made)
    _load_people(session, community, made)
    _load_groups(session, community, made)
    return made


def _of(table: Any, community: Community, *columns: str) -> Any:
    wanted = [getattr(table, name) for name in columns]
    return select(*wanted).where(table.community_id == community.id)


def _load_doors(session: Session, community: Community, made: Snapshot) -> None:
    labels: dict[UUID, tuple[str, str]] = {}
    for b in session.execute(_of(Building, community, "id", "estate", "label", "climb_key", "grid_id")):
        labels[b.id] = (b.estate, b.label)
        building = made.buildings[b.climb_key] = StoredBuilding(b.id, b.climb_key, b.grid_id)
        if address := _address(b.estate, b.label, "", ""):
            made.buildings.setdefault(address.building_key, building)
    for d in session.execute(
        _of(Door, community, "id", "building_id", "climb_key", "label", "grid_id", "use", "tenure", "unit", "room")
    ):
        door = made.doors[d.climb_key] = made.doors_by_id[d.id] = StoredDoor(*d[:7])
        # a door that somebody wrote with another key is still found by its parts
        if address := _address(*labels[d.building_id], d.unit, d.room):
            made.doors.setdefault(address.climb_key, door)


def _address(estate: str, building: str, unit: str, room: str) -> Address | None:
    try:
        return address_from_columns(estate, building, unit, "", room)
    except AddressError:
        return None


def _load_people(session: Session, community: Community, made: Snapshot) -> None:
    for h in session.execute(_of(Household, community, "id", "door_id", "moved_in_on", "moved_out_on")):
        made.households[h.id] = StoredHousehold(*h)
    wanted = _of(Person, community, "id", "household_id", *_KEPT, "verified_at", "moved_out_on", "merged_into")
    for row in session.execute(wanted.order_by(col(Person.id))).mappings():
        person = StoredPerson(
            row["id"], row["household_id"], {name: row[name] for name in _KEPT},
            local_day(row["verified_at"], community.zone) if row["verified_at"] else None,
            row["moved_out_on"], row["merged_into"],
        )  # fmt: skip
        made.people[person.id] = person
        made.households[person.household_id].members.append(person)


def _load_groups(session: Session, community: Community, made: Snapshot) -> None:
    in_force = _of(PersonCareGroup, community, "person_id", "code").where(col(PersonCareGroup.ended_on).is_(None))
    groups: dict[UUID, set[str]] = defaultdict(set)
    for person_id, code in session.execute(in_force):
        groups[person_id].add(code)
    for person_id, codes in groups.items():
        made.people[person_id].groups = codes
