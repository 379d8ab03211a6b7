"""Compare a file with the register. Pure: a roster and a snapshot in, a plan out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from app.households.roster.fields import Field
from app.households.roster.matching import Index, Matches, match
from app.households.roster.names import tidy_name
from app.households.roster.placing import Home, differences, homes_of, places_of
from app.households.roster.plan import Change, ChangedPerson, MissingPerson, Plan
from app.households.roster.problems import Problem
from app.households.roster.rows import Roster, RosterRow
from app.households.roster.snapshot import PLAIN, Snapshot, StoredPerson
from app.households.roster.words import is_nothing, is_unknown, kept_relation, kept_word

_LISTS = {Field.SEX, Field.ETHNICITY, Field.MISMATCH, Field.MARRIAGE, Field.EDUCATION, Field.POLITICS}


def make_plan(roster: Roster, snapshot: Snapshot, index_of: Index, *, whole: bool = True) -> Plan:
    """Compare a file with the register. ``index_of`` gives the blind index of identity numbers and phones."""
    return _Comparison(roster, snapshot, index_of, whole).plan()


@dataclass
class _Comparison:
    roster: Roster
    snapshot: Snapshot
    index_of: Index
    whole: bool
    matches: Matches = field(init=False)

    def __post_init__(self) -> None:
        self.matches = match(self.roster.rows, self.snapshot, self.index_of)

    def plan(self) -> Plan:
        rows, found = self.roster.rows, self.matches.found
        missing = self._missing() if self.whole else ()
        homes = homes_of(rows, found, self.matches.merged, self.snapshot, {person.id for person in missing})
        homes_by_row = {number: home for home in homes for number in home.rows}
        changed = tuple(c for n, p in enumerate(found) if p and (c := self._changed(n, p, homes_by_row[n])))
        new = tuple(row for n, row in enumerate(rows) if found[n] is None and n not in self.matches.merged)
        known = sum(person is not None for person in found)
        grids = self._new_grids()
        made = Plan(
            self.snapshot.community_id, self.roster, self.whole, new, changed, missing, known - len(changed),
            len(self.matches.merged), new_grids=grids, homes=tuple(homes), found=tuple(found),
            changed_households=sum(self._moved_in_differs(home) for home in homes),
            problems=(*self.roster.problems, *_remarks(grids)),
        )  # fmt: skip
        return _sealed(self._with_doors(made))

    def _with_doors(self, plan: Plan) -> Plan:
        places = places_of(self.roster, self.snapshot.grids)
        stored = {key: self.snapshot.doors.get(key) for key in places}
        buildings = {address.building_key for address, _said in places.values()}
        return replace(
            plan,
            new_doors=sum(door is None for door in stored.values()),
            new_buildings=len(buildings - set(self.snapshot.buildings)),
            changed_doors=sum(bool(door and differences(door, places[key][1])) for key, door in stored.items()),
        )

    def _moved_in_differs(self, home: Home) -> bool:
        stored = self.snapshot.households.get(home.household_id) if home.household_id else None
        return bool(stored and home.moved_in_on and home.moved_in_on != stored.moved_in_on)

    def _missing(self) -> tuple[MissingPerson, ...]:
        """Who lives in a building of the file and is not in it."""
        addresses = [row.address for row in self.roster.rows] + [door.address for door in self.roster.empty_doors]
        keys = {address.building_key for address in addresses}
        covered = {building.id for key in keys if (building := self.snapshot.buildings.get(key))}
        seen = {person.id for person in self.matches.found if person} | self._survivors()
        out = []
        for person in self.snapshot.people.values():
            if person.lives_here and person.id not in seen:
                door = self.snapshot.door_of(person)
                if door.building_id in covered:
                    out.append(MissingPerson(person.id, person.name, door.label, person.household_id))
        return tuple(out)

    def _survivors(self) -> set[UUID]:
        """Whom the merged records of the file stand for now."""
        out: set[UUID] = set()
        for person in self.matches.merged.values():
            while person.merged_into is not None and person.merged_into in self.snapshot.people:
                person = self.snapshot.people[person.merged_into]
            out.add(person.id)
        return out

    def _changed(self, number: int, person: StoredPerson, home: Home) -> ChangedPerson | None:
        row = self.roster.rows[number]
        changes = (*self._plain_changes(person, row), *self._secret_changes(person, row), *_verified(person, row))
        moved = home.household_for(number) != person.household_id
        from_door = self.snapshot.door_of(person).label if moved else ""
        added, ended = self._groups(person, row)
        returned = person.moved_out_on is not None
        if not (changes or added or ended or from_door or returned):
            return None
        return ChangedPerson(person.id, number, row, changes, added, ended, from_door, returned)

    def _plain_changes(self, person: StoredPerson, row: RosterRow) -> Iterable[Change]:
        for name in PLAIN:
            new, old = getattr(row, name), person.values[name]
            if new is not None and (new or None) != (old or None) and _as_read(name, old) != new:
                yield Change(name, old, new)

    def _secret_changes(self, person: StoredPerson, row: RosterRow) -> Iterable[Change]:
        for name, purpose in (("identity_no", "identity"), ("phone", "phone")):
            new = getattr(row, name)
            if new is not None and self.index_of(purpose, new) != person.values[f"{purpose}_index"]:
                yield Change(name, person.values[f"{purpose}_last4"], new or None)

    def _groups(self, person: StoredPerson, row: RosterRow) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Groups to add and to end. A group missing in a list of some means nothing; one denied is ended."""
        named = set(row.care or ())
        ended = set(row.care_denied) & person.groups
        if self.whole and row.care_complete:
            ended |= person.groups - named
        return tuple(code for code in row.care or () if code not in person.groups), tuple(sorted(ended - named))

    def _new_grids(self) -> tuple[str, ...]:
        named = [r.grid for r in self.roster.rows] + [door.grid for door in self.roster.empty_doors]
        return tuple(dict.fromkeys(grid for grid in named if grid and grid not in self.snapshot.grids))


def _as_read(name: str, stored: Any) -> Any:
    """A stored text as it would be read from a file: what only looks different is no change."""
    if not isinstance(stored, str) or not stored:
        return stored
    if is_unknown(stored) or is_nothing(stored):
        return ""
    if name == "name":
        return tidy_name(stored)[0]
    if name == "relation":
        return kept_relation(stored)
    tidy = " ".join(stored.split())
    return kept_word(Field(name), tidy) or tidy if Field(name) in _LISTS else tidy


def _verified(person: StoredPerson, row: RosterRow) -> Iterable[Change]:
    day = row.verified_on
    if day and (person.verified_on is None or day > person.verified_on):
        yield Change("verified_at", person.verified_on, day)


def _remarks(grids: tuple[str, ...]) -> tuple[Problem, ...]:
    return (Problem("grid_new", values={"names": "、".join(grids[:10])}),) if grids else ()


def _sealed(plan: Plan) -> Plan:
    told = hashlib.sha256(f"{plan.roster.sha256} {plan.whole}".encode())
    for person in plan.changed:
        groups = (person.groups_added, person.groups_ended)
        told.update(repr((person.id, person.changes, groups, person.from_door, person.returned)).encode())
    told.update(repr((plan.counts, [p.id for p in plan.missing], plan.new_grids)).encode())
    return replace(plan, digest=told.hexdigest())
