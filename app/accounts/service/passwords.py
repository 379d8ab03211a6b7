"""Verbs of one's own password."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.models import Account
from app.accounts.rules import Actor
from app.accounts.service.sessions import revoke_all_of
from app.shared.errors import SignInNeeded


def own_account(session: Session, who: Actor) -> Account:
    """The account of `who`, with its login and password hash."""
    account = session.get(Account, who.account_id)
    if account is None:
        raise SignInNeeded
    return account


def change_password(session: Session, who: Actor, password_hash: str, now: datetime, keep: UUID | None) -> None:
    """Store a new password; every other device signs in again. The caller has checked the old one."""
    own_account(session, who).password_hash = password_hash
    revoke_all_of(session, who.account_id, now, but=keep)
