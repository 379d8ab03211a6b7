"""Until when somebody may give a seat up, or pass it on, by themselves. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.volunteers.rules.settings import Settings


def cancel_until(starts_at: datetime, settings: Settings) -> datetime:
    """Afterwards it is late: it still can be said, and somebody is called."""
    return starts_at - timedelta(hours=settings.cancel_hours)


def pass_on_until(starts_at: datetime, settings: Settings) -> datetime:
    """Afterwards nobody new would find the way in time."""
    return starts_at - timedelta(hours=settings.swap_hours)


def veto_until(accepted_at: datetime, starts_at: datetime, settings: Settings) -> datetime:
    """Until when a coordinator may undo a swap: never after the shift has begun."""
    return min(accepted_at + timedelta(hours=settings.veto_hours), starts_at)
