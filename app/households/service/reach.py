"""Fetching through the person: what is not theirs is not there."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.accounts.models import Role
from app.accounts.rules import Actor, Permission, Scope
from app.households.models import Community, Door, Household, Person
from app.shared.errors import NotFound, Refused

# Conditions on `Person` and `Household`: whoever lives behind the door now, each once.
LIVES_THERE: tuple[ColumnElement[bool], ...] = (
    col(Person.moved_out_on).is_(None),
    col(Person.merged_into).is_(None),
    col(Household.moved_out_on).is_(None),
)


def reach(who: Actor, permission: Permission) -> ColumnElement[bool]:
    """A condition on `Door`: where `permission` holds. The SQL twin of `Actor.may`; tests hold them together."""
    return or_(false(), *(_inside(scope) for scope in who.scopes_for(permission)))


def _inside(scope: Scope) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [true()]
    if scope.community_id is not None:
        parts.append(col(Door.community_id) == scope.community_id)
    if scope.role is Role.NEIGHBOUR_LEADER:
        parts.append(col(Door.id).in_(scope.door_ids))
    elif scope.grid_id is not None:
        parts.append(col(Door.grid_id) == scope.grid_id)
    return and_(*parts)


def doors_of(session: Session, who: Actor, permission: Permission = Permission.HOUSEHOLD_NAMES) -> list[Door]:
    """Their doors, in the order people climb them."""
    wanted = select(Door).where(reach(who, permission)).order_by(col(Door.climb_key), col(Door.id))
    return list(session.exec(wanted))


def door_of(session: Session, who: Actor, door_id: UUID, permission: Permission = Permission.HOUSEHOLD_NAMES) -> Door:
    """One door of theirs. Raises `NotFound`."""
    found = session.exec(select(Door).where(Door.id == door_id, reach(who, permission))).first()
    if found is None:
        raise NotFound("door_unknown", "找不到这扇门。")
    return found


def household_of(
    session: Session, who: Actor, household_id: UUID, permission: Permission = Permission.HOUSEHOLD_READ
) -> Household:
    """One household behind a door of theirs. Raises `NotFound`."""
    wanted = select(Household).join(Door).where(Household.id == household_id, reach(who, permission))
    found = session.exec(wanted).first()
    if found is None:
        raise NotFound("household_unknown", "找不到这一户。")
    return found


def person_of(
    session: Session,
    who: Actor,
    person_id: UUID,
    permission: Permission = Permission.HOUSEHOLD_READ,
    *,
    lock: bool = False,
) -> Person:
    """One person behind a door of theirs, as recorded (also merged or moved away). `lock`: until the transaction ends.

    Raises `NotFound`.
    """
    wanted = people_within(reach(who, permission)).where(Person.id == person_id)
    if lock:
        wanted = wanted.with_for_update(of=Person)
    found = session.exec(wanted).first()
    if found is None:
        raise NotFound("person_unknown", "找不到这个人。")
    return found


def people_within(condition: ColumnElement[bool]) -> SelectOfScalar[Person]:
    """People whose door fulfils a condition on `Door`."""
    return select(Person).join(Household, col(Person.household_id) == col(Household.id)).join(Door).where(condition)


def surviving(session: Session, person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """For each person's id that of the record which stands for them now: itself, or what it was merged into."""
    known = {person_id: person_id for person_id in person_ids}
    todo = set(known.values())
    while todo:
        rows = session.exec(
            select(Person.id, Person.merged_into).where(col(Person.id).in_(todo), col(Person.merged_into).is_not(None))
        ).all()
        into = {old: new for old, new in rows if new is not None}
        known = {person_id: into.get(now, now) for person_id, now in known.items()}
        todo = set(into.values())
    return known


def community_of(session: Session, who: Actor, permission: Permission, code: str | None = None) -> Community:
    """The community where `permission` holds as a whole; `code` chooses among several.

    Raises `NotFound` when there is none, `Refused` (`which_community`) when there are several and no code.
    """
    scopes = [s for s in who.scopes_for(permission) if s.grid_id is None and s.role is not Role.NEIGHBOUR_LEADER]
    everywhere = any(s.community_id is None for s in scopes)
    wanted = select(Community).order_by(col(Community.code))
    if not everywhere:
        wanted = wanted.where(col(Community.id).in_([s.community_id for s in scopes]))
    if code is not None:
        wanted = wanted.where(Community.code == code)
    found = session.exec(wanted).all()
    if not found:
        raise NotFound("community_unknown", "找不到这个社区。")
    if len(found) > 1:
        raise Refused("which_community", "有几个社区，请说明是哪一个。")
    return found[0]
