"""How it stands with an event at a moment: from its stamps and the clock, nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol


class Standing(StrEnum):
    """draft → published → running → finished, or cancelled."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Stamped(Protocol):
    """The part of an event that this needs; moments are aware."""

    starts_at: datetime
    ends_at: datetime
    published_at: datetime | None
    finished_at: datetime | None
    cancelled_at: datetime | None


@dataclass(frozen=True)
class Settings:
    """What holds in a community that has set nothing. Our own choices, no rule of anybody's: a row changes them."""

    opens_before: int = 60  # minutes
    closes_after: int = 120
    many_from_one: int = 5
    undo_minutes: int = 15
    late_phones: int = 5
    keep_guests: int = 30  # days


def standing(event: Stamped, at: datetime) -> Standing:
    """As it was at `at`: what happened later does not count yet."""
    if passed(event.cancelled_at, at):
        return Standing.CANCELLED
    if not passed(event.published_at, at):
        return Standing.DRAFT
    if passed(event.finished_at, at) or at >= event.ends_at:
        return Standing.FINISHED
    return Standing.RUNNING if at >= event.starts_at else Standing.PUBLISHED


def passed(stamp: datetime | None, at: datetime) -> bool:
    """Whether something had happened by `at`."""
    return stamp is not None and stamp <= at


def takes_sign_ups(event: Stamped, at: datetime) -> bool:
    """Whether somebody may still ask for a place: until the end, because the line moves at the door too."""
    return standing(event, at) in (Standing.PUBLISHED, Standing.RUNNING)


def door_hours(
    starts_at: datetime, ends_at: datetime, opens_before: int | None, settings: Settings
) -> tuple[datetime, datetime]:
    """From when to when somebody may check in."""
    before = settings.opens_before if opens_before is None else opens_before
    return starts_at - timedelta(minutes=before), ends_at + timedelta(minutes=settings.closes_after)
