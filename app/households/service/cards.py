"""Household cards for a thousand doors in four queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, not_, true
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.households.identity import mask_phone
from app.households.models import Building, CareGroup, Door, DoorNote, Grid, Household, Person, PersonCareGroup
from app.households.rules.fields import RESIDENCY_WORDS, hide_identity
from app.households.rules.notes import may_read_note
from app.households.service.card import HouseholdCard, NoteCard, PersonCard, Tag
from app.households.service.reach import LIVES_THERE, reach
from app.shared.clock import local_day
from app.shared.errors import NotFound


def cards(session: Session, who: Actor, household_ids: Iterable[UUID] | None = None) -> list[HouseholdCard]:
    """The cards of all their households, or of those of `household_ids` that are theirs, as people climb.

    Leaves out households, people and records that have moved out or were merged.
    """
    read = reach(who, Permission.HOUSEHOLD_READ)
    only = true() if household_ids is None else col(Household.id).in_(list(household_ids))
    made = _whole(session, who, and_(read, only))
    if set(who.scopes_for(Permission.HOUSEHOLD_NAMES)) - set(who.scopes_for(Permission.HOUSEHOLD_READ)):
        names = and_(reach(who, Permission.HOUSEHOLD_NAMES), not_(read), only)
        made += _names_only(session, names)
        made.sort(key=lambda card: (card.climb_key, card.id))
    return made


def card_of(session: Session, who: Actor, household_id: UUID) -> HouseholdCard:
    """One card. Raises `NotFound`."""
    found = cards(session, who, [household_id])
    if not found:
        raise NotFound("household_unknown", "找不到这一户。")
    return found[0]


def _whole(session: Session, who: Actor, condition: ColumnElement[bool]) -> list[HouseholdCard]:
    made, doors = _places(session, condition, whole=True)
    tags = _tags(session, condition)
    calls = {home: who.may(Permission.VISIT_LOG, d.community_id, d.grid_id, d.id) for home, d in doors.items()}
    wanted = _people(condition, *_COLUMNS, Account.name).join(
        Account, col(Person.verified_by) == col(Account.id), isouter=True
    )
    for household_id, *values, verifier in session.execute(wanted):
        home = str(household_id)
        made[home].people.append(_person(dict(zip(_NAMES, values, strict=True)), verifier, tags, calls[home]))
    _pin_notes(session, who, condition, made)
    return list(made.values())


def _names_only(session: Session, condition: ColumnElement[bool]) -> list[HouseholdCard]:
    made, _ = _places(session, condition, whole=False)
    tags = _tags(session, and_(condition, col(CareGroup.for_leaders)))
    for home, person_id, name, relation in session.execute(_people(condition, Person.id, Person.name, Person.relation)):
        made[str(home)].people.append(PersonCard(str(person_id), name, relation, tags.get(person_id, [])))
    return list(made.values())


def _places(
    session: Session, condition: ColumnElement[bool], whole: bool
) -> tuple[dict[str, HouseholdCard], dict[str, Door]]:
    wanted = (
        select(Household, Door, Building, Grid.name)
        .join(Door, col(Household.door_id) == col(Door.id))
        .join(Building, col(Door.building_id) == col(Building.id))
        .join(Grid, col(Door.grid_id) == col(Grid.id), isouter=True)
        .where(condition, col(Household.moved_out_on).is_(None))
        .order_by(col(Door.climb_key), col(Household.id))
    )
    rows = session.exec(wanted).all()
    made = {str(home.id): _card(home, door, building, grid or "", whole) for home, door, building, grid in rows}
    return made, {str(home.id): door for home, door, _, _ in rows}


def _card(home: Household, door: Door, building: Building, grid: str, whole: bool) -> HouseholdCard:
    return HouseholdCard(
        id=str(home.id), door_id=str(door.id), door=door.label, building_id=str(building.id),
        building=building.label, estate=building.estate, unit=door.unit, floor=door.floor, room=door.room,
        climb_key=door.climb_key, grid_id=str(door.grid_id or ""), grid=grid, use=door.use, tenure=door.tenure,
        moved_in_on=_day(home.moved_in_on) if whole else "", whole=whole,
    )  # fmt: skip


_NAMES = (
    "id", "community_id", "name", "relation", "sex", "born_on", "phone", "identity_kind", "identity_last4", "residency",
    "mismatch", "employment", "emergency_name", "emergency_phone", "remark", "verified_at",
)  # fmt: skip
_COLUMNS = tuple(getattr(Person, name) for name in _NAMES)


_HEAD_THEN_OLDEST = (col(Person.relation) != "户主", col(Person.born_on).is_(None), col(Person.born_on), col(Person.id))


def _people(condition: ColumnElement[bool], *columns: Any) -> Any:
    """The people who live there now: the head first, then the oldest."""
    wanted: Any = (Person.household_id, *columns)
    return (
        sql_select(*wanted)
        .join(Household, col(Person.household_id) == col(Household.id))
        .join(Door, col(Household.door_id) == col(Door.id))
        .where(condition, *LIVES_THERE)
        .order_by(col(Person.household_id), *_HEAD_THEN_OLDEST)
    )


def _person(row: dict[str, Any], verifier: str | None, tags: dict[UUID, list[Tag]], may_call: bool) -> PersonCard:
    phone, near = (row[name] or "" for name in ("phone", "emergency_phone"))
    same = ("name", "relation", "sex", "identity_kind", "mismatch", "employment", "emergency_name", "remark")
    return PersonCard(
        id=str(row["id"]), tags=tags.get(row["id"], []), born_on=_day(row["born_on"]),
        phone=phone if may_call else mask_phone(phone), emergency_phone=near if may_call else mask_phone(near),
        identity=hide_identity(row["identity_last4"]), residency=RESIDENCY_WORDS.get(row["residency"], ""),
        verified_on=_day(row["verified_at"]), verified_by=verifier or "", **{name: row[name] for name in same},
    )  # fmt: skip


def _tags(session: Session, condition: ColumnElement[bool]) -> dict[UUID, list[Tag]]:
    """Tags in the order of the community's own list."""
    wanted = (
        select(PersonCareGroup.person_id, CareGroup.code, CareGroup.name)
        .join(CareGroup, _same_group())
        .join(Person, col(PersonCareGroup.person_id) == col(Person.id))
        .join(Household, col(Person.household_id) == col(Household.id))
        .join(Door, col(Household.door_id) == col(Door.id))
        .where(condition, col(PersonCareGroup.ended_on).is_(None), *LIVES_THERE)
        .order_by(col(CareGroup.id))
    )
    tags: dict[UUID, list[Tag]] = defaultdict(list)
    for person_id, code, name in session.exec(wanted):
        tags[person_id].append(Tag(code, name))
    return tags


def _same_group() -> ColumnElement[bool]:
    return and_(
        col(CareGroup.community_id) == col(PersonCareGroup.community_id),
        col(CareGroup.code) == col(PersonCareGroup.code),
    )


def _pin_notes(session: Session, who: Actor, condition: ColumnElement[bool], made: dict[str, HouseholdCard]) -> None:
    wanted = (
        select(DoorNote, Door, Account.name)
        .join(Household, col(DoorNote.household_id) == col(Household.id))
        .join(Door, col(Household.door_id) == col(Door.id))
        .join(Account, col(DoorNote.written_by) == col(Account.id))
        .where(condition, col(DoorNote.ended_at).is_(None), col(Household.moved_out_on).is_(None))
        .order_by(col(DoorNote.created_at).desc(), col(DoorNote.id).desc())
    )
    for note, door, author in session.exec(wanted):
        if may_read_note(note, door, who):
            card = NoteCard(str(note.id), note.text, note.readers.value, author, _day(note.created_at))
            made[str(note.household_id)].notes.append(card)


def _day(moment: date | None) -> str:
    if moment is None:
        return ""
    return (local_day(moment) if isinstance(moment, datetime) else moment).isoformat()
