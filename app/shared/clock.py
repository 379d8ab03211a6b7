"""The only place that asks the machine what time it is.

Rules take `now` or `today` as arguments; edges call these.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL_ZONE = "Asia/Shanghai"


def now() -> datetime:
    """Aware UTC."""
    return datetime.now(UTC)


def local_day(moment: datetime, zone: str = LOCAL_ZONE) -> date:
    """The calendar day of `moment` where the community lives."""
    return moment.astimezone(ZoneInfo(zone)).date()


def today(zone: str = LOCAL_ZONE) -> date:
    """The local day now."""
    return local_day(now(), zone)


def local_time(moment: datetime | None, zone: str = LOCAL_ZONE) -> str:
    """`2026-03-02 10:00` where the community lives; empty for None."""
    return "" if moment is None else f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
