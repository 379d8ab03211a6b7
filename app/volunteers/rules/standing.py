"""How it stands with a shift at a moment: from its stamps and the clock, nothing is stored. Pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.events.rules.standing import passed


class Standing(StrEnum):
    """need → checked → published → running → done, or cancelled."""

    NEED = "need"  # 需求
    CHECKED = "checked"  # 审核
    PUBLISHED = "published"  # 发布
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


class Stamped(Protocol):
    """The part of a shift that this needs; moments are aware."""

    starts_at: datetime
    ends_at: datetime
    checked_at: datetime | None
    published_at: datetime | None
    done_at: datetime | None
    cancelled_at: datetime | None


def standing(shift: Stamped, at: datetime) -> Standing:
    """As it was at `at`: what happened later does not count yet. A draft whose time is over is still no shift."""
    if passed(shift.cancelled_at, at):
        return Standing.CANCELLED
    if not passed(shift.published_at, at):
        return Standing.CHECKED if passed(shift.checked_at, at) else Standing.NEED
    if passed(shift.done_at, at) or at >= shift.ends_at:
        return Standing.DONE
    return Standing.RUNNING if at >= shift.starts_at else Standing.PUBLISHED


def can_change(shift: Stamped, at: datetime) -> bool:
    """Whether seats may still be given and taken: until it begins."""
    return standing(shift, at) in (Standing.NEED, Standing.CHECKED, Standing.PUBLISHED) and at < shift.starts_at


def takes_people(shift: Stamped, at: datetime) -> bool:
    """Whether somebody may sign up by themselves."""
    return standing(shift, at) is Standing.PUBLISHED
