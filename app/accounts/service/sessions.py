"""Verbs of sessions: start one, find it by its token, note that it is used, end it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from app.accounts.models import SignInSession
from app.accounts.rules import Actor
from app.accounts.rules.sessions import ends_at, is_open
from app.shared.errors import NotFound, SignInNeeded


def start_session(session: Session, account_id: UUID, device: str, address: str, now: datetime) -> str:
    """Sign a device in. Returns the token for the cookie; only its hash is stored."""
    token = secrets.token_urlsafe(32)
    row = SignInSession(
        account_id=account_id, token_hash=hash_token(token), device=device[:200], address=address[:64],
        created_at=now, last_seen_at=now, expires_at=ends_at(now, now),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return token


def session_of(session: Session, token: str | None, now: datetime) -> SignInSession:
    """The open session of a token. Raises `SignInNeeded`: unknown, ended and revoked are one answer."""
    row = _by_token(session, token)
    if row is None or not is_open(row.expires_at, row.revoked_at, now):
        raise SignInNeeded
    return row


def touch(session: Session, session_id: UUID, now: datetime) -> None:
    """Note that a device was seen; its session slides on. A session that ended meanwhile stays ended."""
    row = session.get(SignInSession, session_id)
    if row is not None and is_open(row.expires_at, row.revoked_at, now):
        row.last_seen_at = now
        row.expires_at = ends_at(row.created_at, now)


def end_session(session: Session, token: str | None, now: datetime) -> None:
    """Sign this device out. Harmless if it is not signed in."""
    row = _by_token(session, token)
    if row is not None and row.revoked_at is None:
        row.revoked_at = now


def own_sessions(session: Session, who: Actor, now: datetime) -> list[SignInSession]:
    """The devices on which `who` is signed in, the last used first."""
    mine = select(SignInSession).where(SignInSession.account_id == who.account_id)
    rows = session.exec(mine.order_by(col(SignInSession.last_seen_at).desc())).all()
    return [row for row in rows if is_open(row.expires_at, row.revoked_at, now)]


def revoke_session(session: Session, who: Actor, session_id: UUID, now: datetime) -> None:
    """Sign one of the own devices out. Raises `NotFound`."""
    row = next((row for row in own_sessions(session, who, now) if row.id == session_id), None)
    if row is None:
        raise NotFound("no_session", "这台设备已经退出了。")
    row.revoked_at = now


def revoke_everywhere(session: Session, who: Actor, now: datetime, but: UUID | None = None) -> None:
    """Sign out on every device, except the one given."""
    revoke_all_of(session, who.account_id, now, but)


def revoke_all_of(session: Session, account_id: UUID, now: datetime, but: UUID | None = None) -> None:
    """End every session of an account. Asks nobody: verbs that may do it call this."""
    ending = update(SignInSession).where(
        col(SignInSession.account_id) == account_id, col(SignInSession.revoked_at).is_(None)
    )
    if but is not None:
        ending = ending.where(col(SignInSession.id) != but)
    session.execute(ending.values(revoked_at=now), execution_options={"synchronize_session": "fetch"})


def hash_token(token: str) -> str:
    """What is stored of a token. Plain SHA-256: a token has 256 random bits, nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()


def _by_token(session: Session, token: str | None) -> SignInSession | None:
    if not token:
        return None
    return session.exec(select(SignInSession).where(SignInSession.token_hash == hash_token(token))).first()
