"""Who in a file is who on record: by our own key, else by identity number, else by name, door and birthday."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from app.households.roster.rows import RosterRow
from app.households.roster.snapshot import Snapshot, StoredPerson

Index = Callable[[str, str | None], str | None]  # purpose ("identity", "phone") and text → its blind index


@dataclass
class Matches:
    """``found[i]`` is the person of row ``i``, ``None`` for somebody new. ``merged``: rows whose record was merged,
    with that record.
    """

    found: list[StoredPerson | None]
    merged: dict[int, StoredPerson] = field(default_factory=dict)


def match(rows: tuple[RosterRow, ...], snapshot: Snapshot, index_of: Index) -> Matches:
    """Each row's person. Nobody is found twice; a row of a record that was merged away changes nothing."""
    matcher = _Matcher(rows, snapshot, index_of)
    for way in (matcher.by_record, matcher.by_number, matcher.by_name):
        for number, row in enumerate(rows):
            if matcher.matches.found[number] is None and number not in matcher.matches.merged:
                matcher.take(number, way(number, row))
    return matcher.matches


class _Matcher:
    def __init__(self, rows: tuple[RosterRow, ...], snapshot: Snapshot, index_of: Index) -> None:
        self.matches = Matches([None] * len(rows))
        self._snapshot = snapshot
        self._indexes = [index_of("identity", row.identity_no) for row in rows]
        self._taken: set[UUID] = set()
        self._numbers: dict[str, list[StoredPerson]] = defaultdict(list)
        self._names: dict[tuple[str, str], list[StoredPerson]] = defaultdict(list)
        for person in snapshot.people.values():
            if index := person.values["identity_index"]:
                self._numbers[index].append(person)
            self._names[person.name, snapshot.door_of(person).key].append(person)

    def take(self, number: int, person: StoredPerson | None) -> None:
        if person is None:
            return
        if person.merged_into is not None:
            self.matches.merged[number] = person
        else:
            self.matches.found[number] = person
        self._taken.add(person.id)

    def by_record(self, number: int, row: RosterRow) -> StoredPerson | None:
        try:
            known = self._snapshot.people.get(UUID(row.record)) if row.record else None
        except ValueError:
            return None
        return self._best([known] if known else [], row)

    def by_number(self, number: int, row: RosterRow) -> StoredPerson | None:
        index = self._indexes[number]
        return self._best(self._numbers[index], row) if index in self._numbers else None

    def by_name(self, number: int, row: RosterRow) -> StoredPerson | None:
        there = self._names.get((row.name, self._key(row)), ())
        return self._best((p for p in there if self._may_be(p, row, self._indexes[number])), row)

    def _key(self, row: RosterRow) -> str:
        door = self._snapshot.doors.get(row.address.climb_key)
        return door.key if door else row.address.climb_key

    def _may_be(self, person: StoredPerson, row: RosterRow, index: str | None) -> bool:
        """Same name, same door: another person only if both numbers, or both birthdays, are known and differ."""
        known = person.values["identity_index"]
        if known and index:
            return bool(known == index)
        born = person.values["born_on"]
        return born is None or row.born_on is None or born == row.born_on

    def _best(self, people: Iterable[StoredPerson], row: RosterRow) -> StoredPerson | None:
        """Of several records: who lives here, who lives behind this door, whose birthday is known."""
        free = [person for person in people if person.id not in self._taken]
        key = self._key(row)
        return min(
            free,
            key=lambda p: (
                p.merged_into is not None,
                p.moved_out_on is not None,
                self._snapshot.door_of(p).key != key,
                p.values["born_on"] != row.born_on,
                p.id,
            ),
            default=None,
        )
