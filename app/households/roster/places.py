"""Grids, buildings and doors that an import makes or changes."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

from app.households.address import Address
from app.households.models import Building, Door, Grid
from app.households.roster.ledger import Ledger
from app.households.roster.placing import Places, differences, places_of
from app.households.roster.plan import Plan
from app.households.roster.snapshot import Snapshot, StoredBuilding, StoredDoor
from app.shared.ids import new_id


def write_places(ledger: Ledger, plan: Plan, snapshot: Snapshot) -> None:
    """Write them, and note the new ones in the snapshot."""
    _write_grids(ledger, plan, snapshot)
    places = places_of(plan.roster, snapshot.grids)
    _write_buildings(ledger, places, snapshot)
    _write_doors(ledger, places, snapshot)


def _write_grids(ledger: Ledger, plan: Plan, snapshot: Snapshot) -> None:
    rows: list[dict[str, Any]] = [{"id": new_id(), "code": name[:32], "name": name} for name in plan.new_grids]
    ledger.insert(Grid, rows)
    snapshot.grids |= {row["name"]: row["id"] for row in rows}


def _write_buildings(ledger: Ledger, places: Places, snapshot: Snapshot) -> None:
    grids: dict[str, Counter[UUID | None]] = {}
    new: dict[str, Address] = {}
    for address, said in places.values():
        if address.building_key not in snapshot.buildings:
            new.setdefault(address.building_key, address)
            grids.setdefault(address.building_key, Counter())[said.get("grid_id")] += 1
    rows: list[dict[str, Any]] = [
        {"id": new_id(), "grid_id": grids[key].most_common(1)[0][0], "estate": address.estate,
         "label": address.building_label, "climb_key": key}
        for key, address in new.items()
    ]  # fmt: skip
    ledger.insert(Building, rows)
    for row in rows:
        snapshot.buildings[row["climb_key"]] = StoredBuilding(row["id"], row["climb_key"], row["grid_id"])


def _write_doors(ledger: Ledger, places: Places, snapshot: Snapshot) -> None:
    new, changed = [], []
    for key, (address, said) in places.items():
        if door := snapshot.doors.get(key):
            changed.append({"id": door.id} | differences(door, said))
        else:
            new.append(_new_door(key, address, said, snapshot.buildings[address.building_key]))
    ledger.insert(Door, new)
    ledger.update(Door, changed)
    for row in new:
        made = StoredDoor(row["id"], row["building_id"], row["climb_key"], row["label"], None, "", "")
        snapshot.doors[row["climb_key"]] = snapshot.doors_by_id[row["id"]] = made


def _new_door(key: str, address: Address, said: dict[str, Any], building: StoredBuilding) -> dict[str, Any]:
    return {
        "id": new_id(), "building_id": building.id, "unit": address.unit, "floor": address.floor,
        "room": address.room_label, "label": address.label, "climb_key": key,
        "grid_id": said.get("grid_id", building.grid_id), "use": said.get("use", ""), "tenure": said.get("tenure", ""),
    }  # fmt: skip
