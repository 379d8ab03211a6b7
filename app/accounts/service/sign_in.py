"""Verbs of signing in with a password: count the try, then check it, then open the session.

The try is counted as failed before it is checked and given back if it was right: a hundred tries at once do not pass as
one. The check itself (`accounts/passwords.py`) takes long, so it runs between two transactions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from app.accounts.devices import known_device
from app.accounts.models import Account
from app.accounts.rules import Actor
from app.accounts.rules.logins import clean_login, countable
from app.accounts.rules.throttle import Failures, wait
from app.accounts.service.people import actor_of
from app.accounts.service.sessions import end_session, start_session
from app.accounts.service.tries import EVERYBODY, count, forget_old, refuse_while, tries_of
from app.shared.errors import Refused


@dataclass(frozen=True)
class Attempt:
    """A counted try. `account_id` None: there is no such account, or nobody may sign in to it."""

    login: str
    caller: str
    address: str
    account_id: UUID | None
    password_hash: str | None


@dataclass(frozen=True)
class Visitor:
    """The browser that knocks: its address, its proof of earlier sign-ins, its name, the session it had."""

    address: str
    proof: str | None = None
    device: str = ""
    old_token: str | None = None


def begin_sign_in(session: Session, login: str, visitor: Visitor, now: datetime) -> Attempt:
    """Count a try. Raises `TooMany` (then nothing is counted)."""
    name = countable(clean_login(login))
    account = session.exec(select(Account).where(Account.login == name)).first()
    device = known_device(visitor.proof, account.id) if account else None
    caller = f"device:{device}" if device else visitor.address
    rows = [tries_of(session, *key, now) for key in _keys(name, caller, visitor.address)]
    here, everybody, address = (Failures(row.failures, row.last_at) for row in rows)
    refuse_while(wait(here, everybody, address, device is not None, now))
    count(rows, now)
    if account is None or account.disabled_at is not None:
        return Attempt(name, caller, visitor.address, None, None)
    return Attempt(name, caller, visitor.address, account.id, account.password_hash)


@dataclass(frozen=True)
class Entry:
    """Somebody who has just come in, and the token of their new session."""

    who: Actor
    token: str


def finish_sign_in(session: Session, attempt: Attempt, visitor: Visitor, now: datetime) -> Entry:
    """Let somebody in whose password was right. Raises `SignInNeeded` if the account was disabled meanwhile."""
    assert attempt.account_id is not None
    give_back(session, attempt, now)
    return let_in(session, attempt.account_id, visitor, now)


def let_in(session: Session, account_id: UUID, visitor: Visitor, now: datetime) -> Entry:
    """Open a session, always under a new token; the one the browser had ends. The caller knows who it is."""
    who = actor_of(session, account_id, now)
    end_session(session, visitor.old_token, now)
    return Entry(who, start_session(session, account_id, visitor.device, visitor.address, now))


def give_back(session: Session, attempt: Attempt, now: datetime) -> None:
    """The try was right: it does not count, and this caller starts afresh at this account."""
    here, *others = (tries_of(session, *key, now) for key in _keys(attempt.login, attempt.caller, attempt.address))
    here.failures = 0
    for row in others:
        row.failures = max(0, row.failures - 1)
    forget_old(session, now)


def renew_hash(session: Session, account_id: UUID, old: str, new: str) -> None:
    """Store the same password under stronger parameters, unless it was changed meanwhile."""
    account = session.get(Account, account_id)
    if account is not None and account.password_hash == old:
        account.password_hash = new


def wrong() -> Refused:
    """One answer for an unknown name, a wrong password and a disabled account."""
    return Refused("wrong_credentials", "账号或密码不对。")


def _keys(login: str, caller: str, address: str) -> tuple[tuple[str, str], ...]:
    """Always locked in this order, so that two sign-ins never wait for each other."""
    return (login, caller), (login, EVERYBODY), (EVERYBODY, address)
