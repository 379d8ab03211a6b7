"""Fair access to popular shifts: the first hours are for those who have had fewest. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.volunteers.rules.settings import Settings


def opens_for(published_at: datetime, had: int, settings: Settings) -> datetime:
    """From when on somebody may sign up for a popular shift who has had `had` of them in `settings.fair_days`."""
    return published_at if had < settings.fair_most else published_at + timedelta(hours=settings.fair_hours)


def looks_back(now: datetime, settings: Settings) -> datetime:
    """Popular shifts that began before do not count any more; those that are still to come do."""
    return now - timedelta(days=settings.fair_days)
