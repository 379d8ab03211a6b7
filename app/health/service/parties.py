"""Whom somebody can choose to let see their readings: the clinicians and the health centres of their community."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Account, Grant, Role
from app.accounts.rules import Actor
from app.accounts.rules.permissions import holds
from app.health.models import HealthClient
from app.health.service.whose import owner_of


@dataclass(frozen=True)
class Party:
    """Somebody to choose: a clinician's account, or the system of a health centre."""

    id: UUID
    name: str


def clinicians_for(session: Session, who: Actor, now: datetime) -> list[Party]:
    """The clinicians of the owner's community, by name. Raises `NotFound`."""
    return clinicians_of(session, owner_of(session, who).community_id, now)


def clients_for(session: Session, who: Actor) -> list[Party]:
    """The systems of health centres of the owner's community, by name. Raises `NotFound`."""
    here = owner_of(session, who).community_id
    wanted = select(HealthClient).where(HealthClient.community_id == here, col(HealthClient.disabled_at).is_(None))
    return [Party(one.id, one.name) for one in session.exec(wanted.order_by(col(HealthClient.name)))]


def clinicians_of(session: Session, community_id: UUID, now: datetime) -> list[Party]:
    """Those who hold the role there at this moment, by name."""
    wanted = select(Account, Grant).join(Grant, col(Grant.account_id) == col(Account.id))
    wanted = wanted.where(Grant.role == Role.CLINICIAN, col(Account.disabled_at).is_(None))
    near = (col(Grant.community_id) == community_id) | col(Grant.community_id).is_(None)
    found = {account.id: account.name for account, grant in session.exec(wanted.where(near)) if holds(grant, now)}
    return sorted((Party(*one) for one in found.items()), key=lambda one: (one.name, one.id))
