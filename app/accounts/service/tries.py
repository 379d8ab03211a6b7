"""Counting what failed, for whatever has to slow down guesses: passwords, PINs, short codes, names at the tablet.

A subject (`login` in the table) is a login, or `thing:…` for what is no account: no login has a colon.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts.models import SignInTries
from app.accounts.rules.throttle import NONE, Failures, wait, whole_seconds
from app.shared.errors import TooMany

EVERYBODY = ""  # as an address: from everywhere; as a login: at every account
KEEP = timedelta(days=1)  # tries older than that decide nothing


def refuse_while(left: timedelta) -> None:
    """Raises `TooMany` while there is something left to wait."""
    if left:
        seconds = whole_seconds(left)
        raise TooMany("too_many_tries", "试得太多了，请 {seconds} 秒后再试。", retry_after=seconds)


def count(rows: Iterable[SignInTries], now: datetime) -> None:
    """One more failure."""
    for row in rows:
        row.failures = Failures(row.failures, row.last_at).counted(now) + 1
        row.last_at = now


def slow_down(session: Session, subject: str, address: str, now: datetime) -> None:
    """Raises `TooMany` when this address has failed at `subject` too often (30 are free, then up to a minute each).

    Takes no lock: whoever does not guess waits for nobody.
    """
    wanted = select(SignInTries).where(SignInTries.login == subject, SignInTries.address == address)
    row = session.exec(wanted).first()
    if row is not None:
        refuse_while(wait(NONE, NONE, Failures(row.failures, row.last_at), False, now))


def count_miss(session: Session, subject: str, address: str, now: datetime) -> None:
    """This address guessed wrong at `subject`."""
    count([tries_of(session, subject, address, now)], now)


def forget_old(session: Session, now: datetime) -> int:
    """Take away what decides nothing any more, a few at a time. Returns how many."""
    # Rows another sign-in is holding are left for the next time: waiting for them could deadlock.
    old = select(SignInTries.id).where(SignInTries.last_at < now - KEEP).limit(200).with_for_update(skip_locked=True)
    gone: Any = session.execute(
        delete(SignInTries).where(col(SignInTries.id).in_(old)), execution_options={"synchronize_session": False}
    )
    return int(gone.rowcount)


def tries_of(session: Session, login: str, address: str, now: datetime) -> SignInTries:
    """The row of a count, locked; made if missing."""
    wanted = select(SignInTries).where(SignInTries.login == login, SignInTries.address == address)
    locked = wanted.with_for_update().execution_options(populate_existing=True)
    row = session.exec(locked).first()
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(SignInTries(login=login, address=address, last_at=now))
    except IntegrityError:
        pass  # somebody else's first try, in this moment
    return session.exec(locked).one()
