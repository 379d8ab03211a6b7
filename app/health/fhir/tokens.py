"""Clients of the FHIR interface and their bearer tokens: who asks, and may they still.

A token lives for five minutes; only its digest is kept. A client that was disabled is out with its next request.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Session, col, select

from app.accounts.models import SignInTries
from app.accounts.rules.throttle import Failures, wait
from app.accounts.service.tries import EVERYBODY, count, refuse_while, slow_down, tries_of
from app.events.rules.pace import Pace, filled, shared_wait
from app.health.models import HealthClient, HealthToken
from app.shared.errors import SignInNeeded, TooMany

LASTS = 300  # seconds
KEPT = timedelta(days=1)  # an expired token, until it is tidied away
SUBJECT = "fhir:token"
PACE = Pace(0, 240, timedelta(milliseconds=250))  # of one client: many at once, then four a second


@dataclass(frozen=True)
class Caller:
    """The client behind a token. `id`: of `HealthClient`."""

    id: UUID
    community_id: UUID
    name: str
    scopes: frozenset[str]


@dataclass(frozen=True)
class SecretTry:
    """A counted try. `secret_hash` None: no such client; the work of checking is done all the same."""

    client_id: str
    address: str
    secret_hash: str | None


def begin_secret(session: Session, client_id: str, address: str, now: datetime) -> SecretTry:
    """Count a try at a client's secret before it is checked. Raises `TooMany` (then nothing is counted)."""
    slow_down(session, SUBJECT, address, now)
    rows = [tries_of(session, *key, now) for key in _keys(client_id, address)]
    here, everybody = (Failures(row.failures, row.last_at) for row in rows[:2])
    refuse_while(wait(here, everybody, Failures(), False, now))
    count(rows, now)
    client = client_named(session, client_id)
    return SecretTry(client_id, address, client.secret_hash if client else None)


def give_back(session: Session, tried: SecretTry, now: datetime) -> None:
    """The secret was right: the try does not count."""
    here, *others = (tries_of(session, *key, now) for key in _keys(tried.client_id, tried.address))
    here.failures = 0
    for row in others:
        row.failures = max(0, row.failures - 1)


def _keys(client_id: str, address: str) -> tuple[tuple[str, str], ...]:
    """Always locked in this order, so that two tries never wait for each other in a circle."""
    subject = f"fhir:{client_id[:48]}"
    return (subject, address), (subject, EVERYBODY), (SUBJECT, address)


def client_named(session: Session, client_id: str) -> HealthClient | None:
    """The client that signs in with this name, unless it is disabled."""
    wanted = select(HealthClient).where(HealthClient.client_id == client_id, col(HealthClient.disabled_at).is_(None))
    return session.exec(wanted).first()


def keep_token(session: Session, client: UUID, token: str, scope: str, now: datetime) -> None:
    """A new token of a client; its old ones that have long expired go."""
    old = (col(HealthToken.client_id) == client) & (col(HealthToken.expires_at) < now - KEPT)
    session.execute(delete(HealthToken).where(old))
    expires_at = now + timedelta(seconds=LASTS)
    session.add(
        HealthToken(client_id=client, token_hash=digest(token), scope=scope, expires_at=expires_at, created_at=now)
    )
    session.flush()


def revoke_token(session: Session, client: UUID, token: str, now: datetime) -> None:
    """A client gives a token of its own back. One of somebody else stays, and nothing is told about it."""
    wanted = select(HealthToken).where(HealthToken.token_hash == digest(token), HealthToken.client_id == client)
    row = session.exec(wanted.with_for_update()).first()
    if row is not None and row.revoked_at is None:
        row.revoked_at = now


def caller_of(session: Session, token: str, now: datetime) -> Caller:
    """Who asks with this token. Raises `SignInNeeded`: unknown, expired, revoked, disabled are one answer."""
    wanted = (
        select(HealthToken, HealthClient)
        .join(HealthClient, col(HealthClient.id) == col(HealthToken.client_id))
        .where(
            HealthToken.token_hash == digest(token), col(HealthToken.revoked_at).is_(None),
            HealthToken.expires_at > now, col(HealthClient.disabled_at).is_(None),
        )
    )  # fmt: skip
    found = session.exec(wanted).first() if token else None
    if found is None:
        raise SignInNeeded()
    row, client = found
    return Caller(client.id, client.community_id, client.name, frozenset(row.scope.split()))


def take_turn(session: Session, caller: Caller, now: datetime) -> None:
    """One more question of this client. Raises `TooMany` while its bucket is full."""
    row: SignInTries = tries_of(session, "fhir:asks", str(caller.id), now)
    level = Failures(row.failures, row.last_at)
    if shared_wait(level, PACE, now):
        raise TooMany("slow_down", "问得太快了，请 {seconds} 秒后再问。", retry_after=1)
    made = filled(level, PACE, now)
    row.failures, row.last_at = made.count, made.last_at or now


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
