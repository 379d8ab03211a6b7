"""How long things are kept. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

SITTINGS = timedelta(days=1)  # after their end: to see that something went wrong at the tablet
TOKENS = timedelta(days=1)  # of clients, after they ended


def oldest_kept(now: datetime, years: int, zone: str) -> datetime:
    """What was taken before is not kept any more: the local midnight so many years ago (29 February: the 28th)."""
    here = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return here.replace(year=here.year - years)
    except ValueError:
        return here.replace(year=here.year - years, day=28)
