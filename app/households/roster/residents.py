"""People whom an import adds or changes, and their care groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlmodel import col

from app.households.care_groups import default_care_groups
from app.households.models import CareGroup, Person, PersonCareGroup
from app.households.names import spell
from app.households.roster.ledger import PORTION, Ledger
from app.households.roster.people import RESIDENT_CARD
from app.households.roster.plan import Change, ChangedPerson, Plan
from app.households.roster.rows import RosterRow
from app.households.roster.snapshot import PLAIN, Snapshot
from app.households.sealed import identity_columns, phone_columns
from app.shared.ids import new_id

_SECRET = ("identity_no", "phone")
_NULLABLE = {"born_on", "residency", "emergency_phone"}


def write_care_list(ledger: Ledger, plan: Plan, snapshot: Snapshot) -> None:
    """A group that the community's list does not have yet comes from the shipped list; an empty list gets all of it."""
    wanted = {code for row in plan.roster.rows for code in row.care or ()} - set(snapshot.care_names)
    shipped = [g for g in default_care_groups() if g.code in wanted or not snapshot.care_names]
    ledger.insert(
        CareGroup,
        (
            {"id": new_id(), "code": g.code, "name": g.name, "source": g.source, "for_leaders": g.for_leaders}
            for g in shipped
        ),
    )


def write_new_people(ledger: Ledger, plan: Plan, progress: Callable[[float], None]) -> None:
    """Everybody whom the register does not know. ``progress`` is told a share from 0 to 1."""
    people: list[dict[str, Any]] = []
    groups: list[dict[str, Any]] = []
    for home in plan.homes:
        for number in home.rows:
            if plan.found[number] is None and home.household_id:
                row = plan.roster.rows[number]
                person = _new_person(ledger, row, home.household_id)
                people.append(person)
                groups += [_membership(ledger, person["id"], code) for code in row.care or ()]
                ledger.remember(person["id"], Change("created", None, row.address.label))
                ledger.touched.add(home.household_id)
    for start in range(0, len(people), PORTION):
        progress(start / len(people))
        ledger.insert(Person, people[start : start + PORTION])
    ledger.insert(PersonCareGroup, groups)


def _new_person(ledger: Ledger, row: RosterRow, household_id: UUID) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in PLAIN}
    texts = {name: value or "" for name, value in plain.items() if name not in _NULLABLE}
    spelling = spell(row.name)
    return {
        "id": new_id(), "household_id": household_id, "pinyin": spelling.pinyin, "initials": spelling.initials,
        **plain, **texts, "identity_kind": row.identity_kind or RESIDENT_CARD,
        "emergency_phone": row.emergency_phone or None, **identity_columns(row.identity_no or None),
        **phone_columns(row.phone or None), "verified_at": ledger.noon(row.verified_on), "verified_by": None,
        "moved_out_on": None, "merged_into": None,
    }  # fmt: skip


def write_changed_people(ledger: Ledger, plan: Plan, snapshot: Snapshot) -> None:
    """Fields, homes and care groups of those on record."""
    old = _old_secrets(ledger, plan)
    homes = {number: home.household_for(number) for home in plan.homes for number in home.rows}
    ledger.update(Person, [_update_of(ledger, person, homes[person.number], snapshot, old) for person in plan.changed])
    for person in plan.changed:
        for code in person.groups_ended:
            _end_group(ledger, person.id, code)
    ledger.insert(PersonCareGroup, (_membership(ledger, p.id, code) for p in plan.changed for code in p.groups_added))


def _update_of(
    ledger: Ledger, person: ChangedPerson, home: UUID | None, snapshot: Snapshot, old: Mapping[UUID, Any]
) -> dict[str, Any]:
    """The columns to set for one person; their history is remembered."""
    columns: dict[str, Any] = {"id": person.id}
    before = snapshot.people[person.id]
    for change in person.changes:
        columns |= _columns(ledger, change)
    for change in person.all_changes:
        was = getattr(old[person.id], change.field) if change.field in _SECRET else change.old
        ledger.remember(person.id, Change(change.field, was, change.new))
    if person.from_door:
        columns["household_id"] = home
    if person.returned:
        columns["moved_out_on"] = None
        ledger.remember(person.id, Change("moved_out_on", before.moved_out_on, None))
    ledger.touched |= {before.household_id, home or before.household_id}
    return columns


def _columns(ledger: Ledger, change: Change) -> dict[str, Any]:
    """The columns that a field is kept in: names are also spelt, secrets also indexed."""
    if change.field == "name":
        spelling = spell(change.new)
        return {"name": change.new, "pinyin": spelling.pinyin, "initials": spelling.initials}
    if change.field == "identity_no":
        return dict(identity_columns(change.new))
    if change.field == "phone":
        return dict(phone_columns(change.new))
    if change.field == "verified_at":
        return {"verified_at": ledger.noon(change.new), "verified_by": None}
    return {change.field: change.new or None if change.field in _NULLABLE else change.new}


def _old_secrets(ledger: Ledger, plan: Plan) -> dict[UUID, Any]:
    """Identity numbers and phones that are about to change, opened for their history."""
    ids = [person.id for person in plan.changed if any(change.field in _SECRET for change in person.changes)]
    out: dict[UUID, Any] = {}
    for start in range(0, len(ids), PORTION):
        wanted = select(Person.id, Person.identity_no, Person.phone)  # type: ignore[call-overload]
        for row in ledger.session.execute(wanted.where(col(Person.id).in_(ids[start : start + PORTION]))):
            out[row.id] = row
    return out


def _membership(ledger: Ledger, person_id: UUID, code: str) -> dict[str, Any]:
    return {
        "id": new_id(), "person_id": person_id, "code": code, "since": ledger.today, "ended_on": None,
        "set_by": ledger.author,
    }  # fmt: skip


def _end_group(ledger: Ledger, person_id: UUID, code: str) -> None:
    same = (col(PersonCareGroup.person_id) == person_id, col(PersonCareGroup.code) == code)
    # joined and left twice on one day: the earlier stay is in the history
    ledger.session.execute(delete(PersonCareGroup).where(*same, col(PersonCareGroup.ended_on) == ledger.today))
    in_force = update(PersonCareGroup).where(*same, col(PersonCareGroup.ended_on).is_(None))
    ledger.session.execute(in_force.values(ended_on=ledger.today))
