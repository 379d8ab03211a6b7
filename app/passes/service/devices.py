"""Browsers that are remembered as a resident's: one tap instead of typing the next time."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from app.households.models import Person
from app.passes.models import KnownDevice, Verified
from app.passes.service.lookup import OwnPass
from app.shared.db import write_last
from app.shared.ids import new_id
from app.shared.tables import table_of

KEEP = timedelta(days=400)  # since it was last seen; browsers keep no cookie longer
SEEN_AGAIN = timedelta(days=1)  # how exactly `seen_at` is kept


@dataclass(frozen=True)
class Remembered:
    """A browser that is known. `person_id` None: a guest, with the name and phone they typed."""

    id: UUID
    community_id: UUID
    person_id: UUID | None
    name: str
    phone: str
    verified_by: Verified
    stale: bool  # `seen_at` is old: call `seen` in a writing transaction


def token_hash(token: str) -> str:
    """What is stored of a cookie's token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def remember_person(session: Session, own: OwnPass, verified_by: Verified, now: datetime) -> str:
    """Remember this browser as the holder of a pass. Returns the token for the cookie."""
    who = {"person_id": own.person_id, "pass_id": own.id}
    return _remember(session, now, community_id=own.community_id, verified_by=verified_by, **who)


def remember_holder(
    session: Session, community_id: UUID, person_id: UUID, pass_id: UUID, verified_by: Verified, now: datetime
) -> str:  # fmt: skip
    """The same for whoever has looked the pass up already: the door, where every statement counts. The row is written
    at the end of the transaction, together with those of others who came at this moment."""
    who = {"person_id": person_id, "pass_id": pass_id}
    token, row = _known(now, community_id=community_id, verified_by=verified_by, **who)
    write_last(session, table_of(KnownDevice), row)
    return token


def remember_guest(session: Session, community_id: UUID, name: str, phone: str, now: datetime) -> str:
    """Remember what somebody typed, so that they need not type it again. It proves nothing: `Verified.SAID`."""
    return _remember(session, now, community_id=community_id, name=name, phone=phone, verified_by=Verified.SAID)


def device_of(session: Session, token: str | None, now: datetime) -> Remembered | None:
    """Whose browser this is, or None: unknown, forgotten, too long ago, or the person was merged away or has moved."""
    if not token:
        return None
    wanted = (
        select(KnownDevice, Person)
        .join(Person, col(Person.id) == col(KnownDevice.person_id), isouter=True)
        .where(KnownDevice.token_hash == token_hash(token), col(KnownDevice.revoked_at).is_(None))
    )
    found = session.exec(wanted).first()
    if found is None or found[0].seen_at < now - KEEP or (found[1] and found[1].moved_out_on):
        return None
    device, person = found
    person_id = (person.merged_into or person.id) if person else None
    return Remembered(
        device.id, device.community_id, person_id, person.name if person else device.name or "", device.phone or "",
        device.verified_by, device.seen_at < now - SEEN_AGAIN,
    )  # fmt: skip


def seen(session: Session, device_id: UUID, now: datetime) -> None:
    """It was used today."""
    session.execute(update(KnownDevice).where(col(KnownDevice.id) == device_id).values(seen_at=now))


def forget(session: Session, token: str | None, now: datetime) -> None:
    """忘记这台手机. An unknown token is no mistake."""
    if token:
        forgotten = update(KnownDevice).where(col(KnownDevice.token_hash) == token_hash(token))
        session.execute(forgotten.where(col(KnownDevice.revoked_at).is_(None)).values(revoked_at=now))


def _remember(session: Session, now: datetime, **columns: Any) -> str:
    token, row = _known(now, **columns)
    session.execute(insert(table_of(KnownDevice)), [row])
    return token


def _known(now: datetime, **columns: Any) -> tuple[str, dict[str, Any]]:
    """A new token, and the row that knows it."""
    token = secrets.token_urlsafe(24)
    return token, {"id": new_id(), "token_hash": token_hash(token), "seen_at": now, "created_at": now, **columns}
