"""Verbs of accounts: who is this, and what holds for them."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from app.accounts.models import Account, Grant, LeaderDoor
from app.accounts.rules import Actor, Scope, holds
from app.shared.errors import SignInNeeded


def actor_of(session: Session, account_id: UUID, now: datetime) -> Actor:
    """The actor behind an account. Raises `SignInNeeded` if it is unknown or disabled."""
    account = session.get(Account, account_id)
    if account is None or account.disabled_at is not None:
        raise SignInNeeded
    grants = session.exec(select(Grant).where(Grant.account_id == account_id)).all()
    current = [grant for grant in grants if holds(grant, now)]
    doors = _doors_of(session, [grant.id for grant in current])
    scopes = tuple(Scope(g.role, g.community_id, g.grid_id, frozenset(doors[g.id])) for g in current)
    return Actor(account.id, account.name, scopes)


def _doors_of(session: Session, grant_ids: list[UUID]) -> dict[UUID, set[UUID]]:
    doors: dict[UUID, set[UUID]] = defaultdict(set)
    for row in session.exec(select(LeaderDoor).where(LeaderDoor.grant_id.in_(grant_ids))):  # type: ignore[attr-defined]
        doors[row.grant_id].add(row.door_id)
    return doors
