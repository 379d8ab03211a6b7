"""Every look at somebody's readings is written down twice: for the owner to see, and in the record of access."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import AccessRecord, Account
from app.accounts.rules import Actor
from app.health.models import Look, ShareGrant, ShareKind
from app.health.service.whose import owner_of

ACTIONS = {ShareKind.LINK: "health:look_link", ShareKind.CLIENT: "health:look_client"}
LONGEST = 200  # rows


@dataclass(frozen=True)
class Looked:
    """Who looked, and when. `what`: page, print, fhir. `name` empty: whoever held the code."""

    at: datetime
    kind: ShareKind
    name: str
    what: str


def note_look(session: Session, grant: ShareGrant, name: str, what: str, now: datetime) -> None:
    """Somebody looks by this grant. Neither a measure nor a value is in what is written."""
    account = session.get(Account, grant.account_id) if grant.account_id else None
    session.add(
        Look(person_id=grant.person_id, grant_id=grant.id, kind=grant.kind, name=name, what=what, created_at=now)
    )
    session.add(
        AccessRecord(
            community_id=grant.community_id, account_id=account.id if account else None,
            action=ACTIONS.get(grant.kind, "health:look"), subject=f"person {grant.person_id}",
            reason=name if grant.kind is ShareKind.CLIENT else "", created_at=now,
        )
    )  # fmt: skip
    session.flush()


def looks_of_owner(session: Session, who: Actor, limit: int = LONGEST) -> list[Looked]:
    """Who looked at theirs, the latest first. Raises `NotFound`."""
    return looks_of(session, owner_of(session, who).person_id, limit)


def looks_of(session: Session, person_id: UUID, limit: int = LONGEST) -> list[Looked]:
    """The same of a person; the caller has asked who may see them."""
    wanted = select(Look).where(Look.person_id == person_id).order_by(col(Look.created_at).desc(), col(Look.id).desc())
    rows = session.exec(wanted.limit(max(1, min(limit, LONGEST))))
    return [Looked(one.created_at, one.kind, one.name, one.what) for one in rows]
