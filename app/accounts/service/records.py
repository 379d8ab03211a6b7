"""Who looked at or changed what about whom: the access record (PIPL art. 54-55, DESIGN §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import AccessRecord, Account
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


@dataclass(frozen=True)
class Read:
    """An access record with the name of who did it; `by` is empty for the operator of the server."""

    record: AccessRecord
    by: str


def records_of(session: Session, who: Actor, since: datetime, kind: str = "", limit: int = 1000) -> list[AccessRecord]:
    """The records `who` may read, newest first: of their communities, or all of them with a scope everywhere.

    `kind`: only actions of this thing ("account", "roster", …).
    """
    return [read.record for read in named_records(session, who, since, kind, limit)]


def named_records(session: Session, who: Actor, since: datetime, kind: str = "", limit: int = 1000) -> list[Read]:
    """The same with names."""
    query: Any = select(AccessRecord, Account.name).join(
        Account, col(Account.id) == col(AccessRecord.account_id), isouter=True
    )
    query = query.where(AccessRecord.created_at >= since, *_readable(who))
    if kind:
        query = query.where(col(AccessRecord.action).startswith(f"{kind}:", autoescape=True))
    rows = session.exec(query.order_by(col(AccessRecord.created_at).desc(), col(AccessRecord.id).desc()).limit(limit))
    return [Read(row, name or "") for row, name in rows]


def kinds_of(session: Session, who: Actor, since: datetime) -> list[str]:
    """The things that their records are about, for a filter."""
    query = select(AccessRecord.action).where(AccessRecord.created_at >= since, *_readable(who)).distinct()
    return sorted({action.partition(":")[0] for action in session.exec(query)})


def _readable(who: Actor) -> list[Any]:
    scopes = who.scopes_for(Permission.ACCESS_READ)
    if any(scope.community_id is None for scope in scopes):
        return []
    return [col(AccessRecord.community_id).in_([scope.community_id for scope in scopes])]
