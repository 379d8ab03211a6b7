"""How long a signed-in device stays signed in."""

from __future__ import annotations

from datetime import datetime, timedelta

# A phone in a drawer over Spring Festival and a leave stays signed in; a lost one does not for ever.
IDLE = timedelta(days=30)
# Twice a year everybody proves again who they are (OWASP ASVS 5.0 §7.3.2 asks for an absolute limit).
LONGEST = timedelta(days=180)
# Being seen is written at most this often: a read must not cost a write.
TOUCH_EVERY = timedelta(minutes=15)


def ends_at(started_at: datetime, seen_at: datetime) -> datetime:
    """When a session ends that was last used at `seen_at`: it slides, up to an absolute limit."""
    return min(seen_at + IDLE, started_at + LONGEST)


def is_open(expires_at: datetime, revoked_at: datetime | None, now: datetime) -> bool:
    """Whether a session still counts."""
    return revoked_at is None and now < expires_at


def is_stale(last_seen_at: datetime, now: datetime) -> bool:
    """Whether it is time to write down that the device was seen."""
    return now - last_seen_at >= TOUCH_EVERY
