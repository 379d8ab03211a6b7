"""How long what guests typed is kept: no longer than it serves (PIPL art. 19). No law gives a number of days. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.shared.i18n import N_

DELETED = N_("已按期删除")
"""What stands in lists and files where a name or a number was."""


def forget_before(now: datetime, keep_days: int) -> datetime:
    """Names, numbers and browsers of events that ended at this moment or before are due."""
    return now - timedelta(days=keep_days)


def forgets_at(ends_at: datetime, keep_days: int) -> datetime:
    """From when on what guests typed for an event is due."""
    return ends_at + timedelta(days=keep_days)
