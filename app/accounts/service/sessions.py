"""Verbs of sessions: start one, find it by its token, note that it is used, end it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from app.accounts.models import SignInSession
from app.accounts.rules.sessions import ends_at, is_open
from app.shared.errors import SignInNeeded


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
    if not token:
        raise SignInNeeded
    row = session.exec(select(SignInSession).where(SignInSession.token_hash == hash_token(token))).first()
    if row is None or not is_open(row.expires_at, row.revoked_at, now):
        raise SignInNeeded
    return row


def touch(session: Session, session_id: UUID, now: datetime) -> None:
    """Note that a device was seen; its session slides on. A session that ended meanwhile stays ended."""
    row = session.get(SignInSession, session_id)
    if row is not None and is_open(row.expires_at, row.revoked_at, now):
        row.last_seen_at = now
        row.expires_at = ends_at(row.created_at, now)


def hash_token(token: str) -> str:
    """What is stored of a token. Plain SHA-256: a token has 256 random bits, nothing to guess."""
    return hashlib.sha256(token.encode()).hexdigest()
