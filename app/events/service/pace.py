"""Slowing down whoever has not signed in, without ever locking out who shares their address (`rules.pace`).

The count is kept in a transaction of its own, before what is counted: a refusal rolls back what it refuses, not the
count.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, select

from app.accounts.models import SignInTries
from app.accounts.rules.throttle import Failures, whole_seconds
from app.accounts.service.tries import tries_of
from app.events.rules.pace import PACES, filled, own_wait, shared_wait
from app.events.service.people import Caller
from app.passes.models import Verified
from app.shared.crypto import keys
from app.shared.errors import TooMany

MINUTES_FROM = 100  # seconds


def check_pace(session: Session, what: str, caller: Caller, now: datetime) -> None:
    """Raises `TooMany` while this caller has to wait. Takes no lock and counts nothing."""
    pace = PACES[what]
    own = own_wait(_read(session, f"events:{what}:own", _browser(caller)), pace, now)
    shared = timedelta() if _proven(caller) else shared_wait(
        _read(session, f"events:{what}", caller.address), pace, now
    )  # fmt: skip
    left = max(own, shared)
    if left:
        raise slowed(whole_seconds(left))


def count_try(session: Session, what: str, caller: Caller, now: datetime) -> None:
    """One more of this browser and at this address."""
    pace, browser = PACES[what], _browser(caller)
    if browser:
        own = tries_of(session, f"events:{what}:own", browser, now)
        own.failures, own.last_at = Failures(own.failures, own.last_at).counted(now) + 1, now
    if not _proven(caller):
        here = tries_of(session, f"events:{what}", caller.address[:64], now)
        level = filled(Failures(here.failures, here.last_at), pace, now)
        here.failures, here.last_at = level.count, level.last_at or now


def take_turn(session: Session, what: str, caller: Caller, now: datetime) -> None:
    """Both: for what counts whether it succeeds or not. Raises `TooMany`."""
    check_pace(session, what, caller, now)
    count_try(session, what, caller, now)


def slowed(seconds: int) -> TooMany:
    """When to try again, and who can do it now."""
    if seconds < MINUTES_FROM:
        return TooMany(
            "slow_down", "操作得太快了，请 {seconds} 秒后再试。着急的话，请公共客厅的工作人员替您办。",
            retry_after=seconds,
        )  # fmt: skip
    return TooMany(
        "slow_down", "操作得太快了，请 {minutes} 分钟后再试。着急的话，请公共客厅的工作人员替您办。",
        retry_after=seconds, minutes=-(-seconds // 60),
    )  # fmt: skip


def _read(session: Session, subject: str, key: str) -> Failures:
    wanted = select(SignInTries).where(SignInTries.login == subject, SignInTries.address == key[:64])
    row = session.exec(wanted).first() if key else None
    return Failures(row.failures, row.last_at) if row else Failures()


def _browser(caller: Caller) -> str:
    """The digest of whatever the browser keeps; empty for a program that keeps nothing."""
    kept = str(caller.device.id) if caller.device else caller.browser
    return keys().blind("event-pace", kept)[:64] if kept else ""


def _proven(caller: Caller) -> bool:
    """Whether a pass stands for them; what somebody only typed does not count."""
    remembered = caller.device is not None and caller.device.verified_by is not Verified.SAID
    return remembered or caller.person_id is not None
