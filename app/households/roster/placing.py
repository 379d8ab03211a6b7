"""Where the people of a file live: which doors it names, and which household on record is theirs, else a new one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from app.households.address import Address
from app.households.roster.rows import EmptyDoor, Roster, RosterRow
from app.households.roster.snapshot import Snapshot, StoredDoor, StoredHousehold, StoredPerson

Places = dict[str, tuple[Address, dict[str, Any]]]  # climb key → door, and what the file says of grid, use and tenure


def places_of(roster: Roster, grids: Mapping[str, UUID]) -> Places:
    """Every door of a file. Where its rows say different things, the first wins; a grid without an id is left out."""
    places: Places = {}
    entries: tuple[RosterRow | EmptyDoor, ...] = (*roster.rows, *roster.empty_doors)
    for entry in entries:
        _address, said = places.setdefault(entry.address.climb_key, (entry.address, {}))
        grid_id = grids.get(entry.grid) if entry.grid else None
        for name, value in (("grid_id", grid_id), ("use", entry.use), ("tenure", entry.tenure)):
            if value is not None:
                said.setdefault(name, value)
    return places


def differences(door: StoredDoor, said: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a door on record of which the file says something else."""
    return {name: value for name, value in said.items() if getattr(door, name) != value}


@dataclass(slots=True)
class Home:
    """People of a file who live together. ``household_id`` is ``None`` for a household that is not on record yet.

    ``own``: rows whose people stay in another household behind the same door, because the file does not tell the
    households of that door apart.
    """

    address: Address
    rows: list[int] = field(default_factory=list)
    household_id: UUID | None = None
    moved_in_on: date | None = None
    own: dict[int, UUID] = field(default_factory=dict)

    def household_for(self, row: int) -> UUID | None:
        """The household on record of one of the ``rows``, ``None`` for a new one."""
        return self.own.get(row, self.household_id)


def homes_of(
    rows: tuple[RosterRow, ...],
    found: list[StoredPerson | None],
    skipped: Collection[int],
    snapshot: Snapshot,
    missing: Collection[UUID],
) -> list[Home]:
    """Every household of the file and which one on record it is.

    A household keeps its identity while somebody of it stays; people who take over a door whose household has all
    left (``missing``) are a household of their own, with a history of their own.
    """
    homes: dict[tuple[str, int], Home] = {}
    for number, row in enumerate(rows):
        if number not in skipped:
            home = homes.setdefault((row.address.climb_key, row.household), Home(row.address))
            home.rows.append(number)
            home.moved_in_on = home.moved_in_on or row.moved_in_on
    by_door: dict[str, list[Home]] = defaultdict(list)
    for (key, _ordinal), home in homes.items():
        by_door[key].append(home)
    known = _households_by_door(snapshot)
    for key, there in by_door.items():
        if door := snapshot.doors.get(key):
            _recognise(there, known[door.id], found, missing)
    return list(homes.values())


def _households_by_door(snapshot: Snapshot) -> dict[UUID, list[StoredHousehold]]:
    known: dict[UUID, list[StoredHousehold]] = defaultdict(list)
    for household in snapshot.households.values():
        known[household.door_id].append(household)
    return known


def _recognise(
    homes: list[Home],
    households: list[StoredHousehold],
    found: list[StoredPerson | None],
    missing: Collection[UUID],
) -> None:
    here = {household.id for household in households}
    claims: list[tuple[int, int, UUID]] = []
    for number, home in enumerate(homes):
        members = Counter(p.household_id for row in home.rows if (p := found[row]) and p.household_id in here)
        claims += [(-count, number, household_id) for household_id, count in members.items()]
    claimed: set[UUID] = set()
    for _count, number, household_id in sorted(claims):
        if homes[number].household_id is None and household_id not in claimed:
            homes[number].household_id = household_id
            claimed.add(household_id)
    free = [h.id for h in households if h.id not in claimed and _has_room(h, missing)]
    for home in homes:
        if home.household_id is None and free:
            home.household_id = free.pop(0)
    if len(homes) == 1:
        open_here = {household.id for household in households if household.moved_out_on is None}
        others = {row: p.household_id for row in homes[0].rows if (p := found[row]) and p.household_id in open_here}
        homes[0].own = {row: other for row, other in others.items() if other != homes[0].household_id}


def _has_room(household: StoredHousehold, missing: Collection[UUID]) -> bool:
    """Whether newcomers may be counted to a household: it stands empty, or somebody of it stays."""
    if household.moved_out_on is not None:
        return False
    living = [person for person in household.members if person.lives_here]
    return not living or any(person.id not in missing for person in living)
