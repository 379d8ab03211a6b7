"""Changing, verifying and reading the history of a person's record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.households.models import CareGroup, Person, PersonChange
from app.households.names import spell
from app.households.rules.fields import EDITABLE, read_field, shown_text, stored_text
from app.households.sealed import identity_columns, phone_columns
from app.households.service.changed import tell
from app.households.service.reach import household_of, person_of
from app.shared.clock import local_day
from app.shared.clock import now as clock_now
from app.shared.errors import Refused
from app.shared.i18n import N_


def change_person(
    session: Session, who: Actor, person_id: UUID, field: str, value: str, source: str, now: datetime | None = None
) -> PersonChange | None:
    """Set one field from what somebody typed and keep the old value. None when it was that already.

    `field` is a key of `rules.fields.EDITABLE`; `source` says where from: `visit:<id>`, `roster:<id>`, `desk`.
    Raises `NotFound`, `Refused` with the field, and `Refused` (`person_merged`) for a record merged away.
    """
    person = person_of(session, who, person_id, Permission.HOUSEHOLD_EDIT, lock=True)
    if person.merged_into is not None:
        raise Refused("person_merged", "这条记录已并入另一条，请改那一条。", field=field)
    read = read_field(person, field, value, local_day(now or clock_now()))
    change = put(session, person, field, read, who.account_id, source)
    if change is not None and field in ("born_on", "moved_out_on"):
        tell(session, person.community_id, {person.household_id})
    return change


def put(
    session: Session, person: Person, field: str, value: Any, changed_by: UUID | None, source: str
) -> PersonChange | None:
    """Store a value that was read already, with what depends on it, and its history row. None if it is the same."""
    old = getattr(person, field)
    if old == value:
        return None
    for name, derived in _columns(field, value).items():
        setattr(person, name, derived)
    change = PersonChange(
        community_id=person.community_id, person_id=person.id, field=field, old=stored_text(old),
        new=stored_text(value), changed_by=changed_by, source=source,
    )  # fmt: skip
    session.add_all([person, change])
    session.flush()
    return change


def _columns(field: str, value: Any) -> dict[str, Any]:
    """The columns a field is kept in: names are also spelt, secrets also indexed."""
    if field == "name":
        spelling = spell(value)
        return {"name": value, "pinyin": spelling.pinyin, "initials": spelling.initials}
    if field == "identity_no":
        return dict(identity_columns(value))
    if field == "phone":
        return dict(phone_columns(value))
    return {field: value}


def verify_person(
    session: Session, who: Actor, person_id: UUID, now: datetime | None = None, source: str = "desk"
) -> Person:
    """Somebody looked: the record is right as it stands. The history keeps who did. Raises `NotFound`."""
    person = person_of(session, who, person_id, Permission.HOUSEHOLD_EDIT, lock=True)
    moment = now or clock_now()
    before = person.verified_at.isoformat() if person.verified_at else None
    person.verified_at, person.verified_by = moment, who.account_id
    change = PersonChange(
        community_id=person.community_id, person_id=person.id, field="verified_at", old=before,
        new=moment.isoformat(), changed_by=who.account_id, source=source, created_at=moment,
    )  # fmt: skip
    session.add_all([person, change])
    session.flush()
    return person


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of a household's history. `label` names the field in Chinese; secrets in `old`, `new` are masked."""

    id: str
    person_id: str
    person: str
    field: str
    label: str
    old: str
    new: str
    by: str
    at: datetime
    source: str


_LABELS = {
    "created": N_("录入"), "care_group": N_("重点人群"), "verified_at": N_("核实"), "merged": N_("合并"),
    "household_id": N_("住处"),
}  # fmt: skip


def changes_of(session: Session, who: Actor, household_id: UUID, limit: int = 50) -> list[ChangeLine]:
    """What changed about the people of this household, newest first. Raises `NotFound`."""
    household = household_of(session, who, household_id)
    people = session.exec(select(Person.id).where(Person.household_id == household_id)).all()
    return history_of(session, people, household.community_id, limit)


def history_of(session: Session, people: Iterable[UUID], community_id: UUID, limit: int) -> list[ChangeLine]:
    """The history of these people, newest first. Asks nobody: callers have fetched them through a person."""
    wanted = (
        select(PersonChange, Person.name, Account.name)
        .join(Person, col(PersonChange.person_id) == col(Person.id))
        .join(Account, col(PersonChange.changed_by) == col(Account.id), isouter=True)
        .where(col(PersonChange.person_id).in_(list(people)))
        .order_by(col(PersonChange.created_at).desc(), col(PersonChange.id).desc())
        .limit(limit)
    )
    groups = dict(
        session.exec(select(CareGroup.code, CareGroup.name).where(CareGroup.community_id == community_id)).all()
    )
    return [_line(change, name, by or "", groups) for change, name, by in session.exec(wanted)]


def _line(change: PersonChange, person: str, by: str, groups: dict[str, str]) -> ChangeLine:
    known = EDITABLE.get(change.field)
    old, new = (shown_text(change.field, text) for text in (change.old, change.new))
    if change.field == "care_group":
        old, new = groups.get(old, old), groups.get(new, new)
    return ChangeLine(
        str(change.id), str(change.person_id), person, change.field,
        known.label if known else _LABELS.get(change.field, change.field),
        old, new, by, change.created_at, change.source,
    )  # fmt: skip
