"""Reading one visit whole: its photos and everything it ever said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.households.models import Door, Household
from app.households.service import reach
from app.offline.models import StoredPhoto
from app.shared.errors import NotFound
from app.visits.models import Visit, VisitPhoto, VisitRevision
from app.visits.service.edit import no_visit
from app.visits.service.queries import columns


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """A revision with who wrote it."""

    number: int
    by: str
    at: datetime
    body: dict[str, Any]


def readable_visit(session: Session, who: Actor, visit_id: UUID) -> Visit:
    """A visit at a door whose visits they may read. Raises `NotFound`."""
    wanted = (
        select(Visit)
        .join(Household, col(Household.id) == col(Visit.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .where(Visit.id == visit_id, reach(who, Permission.VISIT_READ))
    )
    found = session.exec(wanted).first()
    if found is None:
        raise no_visit()
    return found


def photo_of(session: Session, who: Actor, visit_id: UUID, sha256: str) -> StoredPhoto:
    """A photo of a visit. Raises `NotFound`."""
    visit = readable_visit(session, who, visit_id)
    tied = select(VisitPhoto.id).where(VisitPhoto.visit_id == visit.id, VisitPhoto.sha256 == sha256)
    writers = select(VisitRevision.written_by).where(VisitRevision.visit_id == visit.id)
    stored = select(StoredPhoto).where(StoredPhoto.sha256 == sha256, col(StoredPhoto.account_id).in_(writers))
    photo = session.exec(stored.limit(1)).first() if session.exec(tied).first() else None
    if photo is None:
        raise NotFound("no_such_photo", "找不到这张照片。")
    return photo


def revisions_of(session: Session, who: Actor, visit_id: UUID) -> list[RevisionLine]:
    """Everything a visit ever said, oldest first. Raises `NotFound`."""
    visit = readable_visit(session, who, visit_id)
    wanted = (
        columns(VisitRevision, Account.name)
        .join(Account, col(Account.id) == col(VisitRevision.written_by))
        .where(col(VisitRevision.visit_id) == visit.id)
        .order_by(col(VisitRevision.number))
    )
    return [RevisionLine(one.number, by, one.created_at, one.body) for one, by in session.execute(wanted)]
