"""Who looked at or changed what about whom: the access record (PIPL art. 54-55, DESIGN §2)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import AccessRecord
from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author


def record(
    session: Session, who: Actor, action: str, subject: str, community_id: UUID | None = None, reason: str = ""
) -> None:
    """Write down what `who` is doing. `action` is `thing:deed`; `subject` names whom or what it is about."""
    session.add(
        AccessRecord(
            community_id=community_id,
            account_id=author(who),
            action=action[:64],
            subject=subject[:200],
            reason=reason[:200],
        )
    )


def records_of(session: Session, who: Actor, since: datetime) -> list[AccessRecord]:
    """The records `who` may read, newest first: of their communities, or all of them with a scope everywhere."""
    scopes = who.scopes_for(Permission.ACCESS_READ)
    query = select(AccessRecord).where(AccessRecord.created_at >= since)
    if not any(scope.community_id is None for scope in scopes):
        query = query.where(col(AccessRecord.community_id).in_([scope.community_id for scope in scopes]))
    return list(session.exec(query.order_by(col(AccessRecord.created_at).desc()).limit(1000)))
