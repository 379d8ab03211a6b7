"""When an event is, in words."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from app.shared.i18n import N_, translate

DAYS = (N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日"))


class Timed(Protocol):
    """Anything that begins and ends."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def hours(event: Timed, zone: ZoneInfo, language: str) -> str:
    """`11月24日 周二 14:00–16:00`, where the community lives."""
    starts, ends = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    until = f"{ends:%H:%M}" if ends.date() == starts.date() else f"{day_of(ends, language)} {ends:%H:%M}"
    return f"{day_of(starts, language)} {starts:%H:%M}–{until}"


def day_of(local: datetime, language: str) -> str:
    """`11月24日 周二`, of a moment in the community's own time."""
    date = f"{local.day} {local:%b}" if language == "en" else f"{local.month}月{local.day}日"
    return f"{date} {translate(DAYS[local.weekday()], language)}"
