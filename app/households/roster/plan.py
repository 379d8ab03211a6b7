"""What an import would do: who is new, what changes, who is missing. How it is found: ``comparing.py``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.households.roster.placing import Home
from app.households.roster.problems import Problem
from app.households.roster.rows import Roster, RosterRow
from app.households.roster.snapshot import StoredPerson
from app.households.rules.fields import EDITABLE, hide_identity, shown_text, stored_text
from app.shared.i18n import N_

BRAKE_SHARE, BRAKE_LEAST = 0.5, 20  # more missing than this, and a list of some was probably taken for a list of all

_LABELS = {"verified_at": N_("核实时间"), "care_group": N_("重点人群"), "household_id": N_("住处")}


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after, as the register keeps it. Of identity number and phone ``old`` is the last four."""

    field: str
    old: Any
    new: Any

    @property
    def label(self) -> str:
        known = EDITABLE.get(self.field)
        return known.label if known else _LABELS.get(self.field, self.field)

    def as_json(self) -> dict[str, str]:
        """What a person may see: secrets masked."""
        if self.field == "identity_no":
            return self._json(hide_identity(self.old or ""), hide_identity(self.new or ""))
        if self.field == "phone":
            return self._json("*" * 7 + self.old if self.old else "", shown_text("phone", self.new))
        return self._json(*(shown_text(self.field, stored_text(value)) for value in (self.old, self.new)))

    def _json(self, old: str, new: str) -> dict[str, str]:
        return {"field": self.field, "label": self.label, "old": old, "new": new}


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """Somebody on record about whom the file says something else.

    ``from_door`` is empty unless they moved, to another door or to another household behind the same one.
    """

    id: UUID
    number: int  # of the row in ``roster.rows``
    row: RosterRow
    changes: tuple[Change, ...] = ()
    groups_added: tuple[str, ...] = ()
    groups_ended: tuple[str, ...] = ()
    from_door: str = ""
    returned: bool = False  # had been recorded as moved out

    @property
    def all_changes(self) -> list[Change]:
        """Fields, home, return and groups, as history keeps them."""
        label = self.row.address.label
        there = label if label != self.from_door else f"{label}（另一户）"
        moved = [Change("household_id", self.from_door, there)] if self.from_door else []
        added = [Change("care_group", None, code) for code in self.groups_added]
        return [*self.changes, *moved, *added, *(Change("care_group", code, None) for code in self.groups_ended)]


@dataclass(frozen=True, slots=True)
class MissingPerson:
    """Somebody who lives here on record, in a building of the file, but is not in the file: proposed as moved out."""

    id: UUID
    name: str
    door: str
    household_id: UUID


@dataclass(frozen=True)
class Plan:
    """The difference between a file and the register. ``whole``: the file claims to list everybody of its buildings.

    ``digest`` is the same as long as file and register are the same.
    """

    community_id: UUID
    roster: Roster
    whole: bool
    new: tuple[RosterRow, ...] = ()
    changed: tuple[ChangedPerson, ...] = ()
    missing: tuple[MissingPerson, ...] = ()
    unchanged: int = 0
    merged: int = 0  # rows whose record was merged into another one: left alone
    new_doors: int = 0
    changed_doors: int = 0  # grid, use or tenure
    changed_households: int = 0  # moved in on another day
    new_buildings: int = 0
    new_grids: tuple[str, ...] = ()
    homes: tuple[Home, ...] = ()
    found: tuple[StoredPerson | None, ...] = ()
    problems: tuple[Problem, ...] = ()
    digest: str = ""

    @property
    def is_good(self) -> bool:
        """Whether it may be applied."""
        return self.roster.is_good

    @property
    def changes_nothing(self) -> bool:
        return not any(count for what, count in self.counts.items() if what not in ("unchanged", "merged"))

    @property
    def needs_confirmation(self) -> bool:
        """More people are missing than ever move out at once."""
        there = self.unchanged + len(self.changed) + len(self.missing)
        return len(self.missing) > max(BRAKE_LEAST, BRAKE_SHARE * there)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "new": len(self.new), "changed": len(self.changed), "moved_out": len(self.missing),
            "unchanged": self.unchanged, "merged": self.merged, "new_households": self.new_households,
            "new_doors": self.new_doors, "new_buildings": self.new_buildings, "new_grids": len(self.new_grids),
            "changed_doors": self.changed_doors, "changed_households": self.changed_households,
        }  # fmt: skip

    @property
    def new_households(self) -> int:
        return sum(home.household_id is None for home in self.homes)

    def as_json(self) -> dict[str, Any]:
        """The report of a dry run: the file's own report, and the difference."""
        return self.roster.as_json() | {
            "problems": [problem.as_json() for problem in self.problems],
            "counts": self.counts,
            "whole": self.whole,
            "new": [{"row": r.row, "name": r.name, "door": r.address.label} for r in self.new],
            "changed": [_changed_json(person) for person in self.changed],
            "moved_out": [{"id": str(p.id), "name": p.name, "door": p.door} for p in self.missing],
        }


def _changed_json(person: ChangedPerson) -> dict[str, Any]:
    changes = [change.as_json() for change in person.all_changes]
    return {"id": str(person.id), "row": person.row.row, "name": person.row.name, "changes": changes,
            "returned": person.returned}  # fmt: skip
