"""Households fetched through the person: not yours and not there are the same answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from app.accounts.models import Grant
from app.accounts.rules import PERMISSIONS, Actor, Permission
from app.households.models import Community, Door, Household
from app.shared.errors import NotFound
from app.visits.service.queries import columns


@dataclass(frozen=True)
class Place:
    """A household and where it lies."""

    household_id: UUID
    community_id: UUID
    grid_id: UUID | None
    door_id: UUID
    zone: str  # of the community


def place_for(session: Session, who: Actor, permission: Permission, household_id: UUID) -> Place:
    """The household, if `who` may do this there. Raises `NotFound`."""
    place = place_of(session, household_id)
    if place is None or not who.may(permission, place.community_id, place.grid_id, place.door_id):
        raise no_household()
    return place


def place_then(session: Session, who: Actor, permission: Permission, household_id: UUID, moment: datetime) -> Place:
    """The household, if `who` may do this there now or might when it was done. Raises `NotFound`.

    A visit made while standing in for a colleague is still theirs to send after the stand-in has ended.
    """
    return places_then(session, who, permission, [(household_id, moment)])[0]


def places_then(
    session: Session, who: Actor, permission: Permission, asked: Sequence[tuple[UUID, datetime]]
) -> list[Place]:
    """`place_then` for many, read at once: each is asked about on its own."""
    found = places_of(session, {household_id for household_id, _ in asked})
    return [_then(session, who, permission, found.get(household_id), moment) for household_id, moment in asked]


def _then(session: Session, who: Actor, permission: Permission, place: Place | None, moment: datetime) -> Place:
    if place is None:
        raise no_household()
    here = (place.community_id, place.grid_id, place.door_id)
    if not who.may(permission, *here) and not _might_then(session, who, permission, place, moment):
        raise no_household()
    return place


def no_household() -> NotFound:
    """The answer for a household that is not there or not yours."""
    return NotFound("no_such_household", "找不到这一户，或者不在您负责的范围里。", field="household_id")


def place_of(session: Session, household_id: UUID) -> Place | None:
    """Where a household lies, whoever asks."""
    return places_of(session, [household_id]).get(household_id)


def places_of(session: Session, household_ids: Collection[UUID]) -> dict[UUID, Place]:
    """Where households lie, whoever asks."""
    rows = session.execute(
        columns(Household.id, Household.community_id, Door.grid_id, Door.id, Community.zone)
        .join(Door, col(Door.id) == Household.door_id)
        .join(Community, col(Community.id) == Household.community_id)
        .where(col(Household.id).in_(household_ids))
    )
    return {row[0]: Place(*row) for row in rows}


def _might_then(session: Session, who: Actor, permission: Permission, place: Place, moment: datetime) -> bool:
    carrying = [role for role, permissions in PERMISSIONS.items() if permission in permissions]
    held = select(Grant.id).where(
        Grant.account_id == who.account_id,
        col(Grant.role).in_(carrying),
        or_(col(Grant.community_id).is_(None), col(Grant.community_id) == place.community_id),
        or_(col(Grant.grid_id).is_(None), col(Grant.grid_id) == place.grid_id),
        col(Grant.created_at) <= moment,
        or_(col(Grant.until).is_(None), col(Grant.until) > moment),
        or_(col(Grant.ended_at).is_(None), col(Grant.ended_at) > moment),
    )
    return session.exec(held.limit(1)).first() is not None


def communities_of(session: Session, who: Actor, permission: Permission) -> list[Community]:
    """The communities where `who` has this permission anywhere, by name."""
    scopes = who.scopes_for(permission)
    wanted = select(Community).order_by(Community.name)
    if not any(scope.community_id is None for scope in scopes):
        wanted = wanted.where(col(Community.id).in_([scope.community_id for scope in scopes]))
    return list(session.exec(wanted))
