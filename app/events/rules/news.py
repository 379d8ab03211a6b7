"""What people who signed up have to be told, because it came about after they did: cancelled, moved, promoted. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class News(StrEnum):
    """What is new, the gravest first."""

    CANCELLED = "cancelled"  # it does not take place
    MOVED = "moved"  # another time, another place
    PROMOTED = "promoted"  # they waited, and have places now


@dataclass(frozen=True)
class Held:
    """The event: when it was last moved, and cancelled. Moments are aware."""

    moved_at: datetime | None = None
    cancelled_at: datetime | None = None


@dataclass(frozen=True)
class Signed:
    """A sign-up that still stands. `came`: somebody of it is in, so they know."""

    signed_at: datetime
    promoted_at: datetime | None = None
    told_at: datetime | None = None
    came: bool = False


def news(event: Held, one: Signed) -> dict[News, datetime]:
    """Everything that came about after they signed up, and when, the gravest first. Whoever is in needs no call."""
    if one.came:
        return {}
    if event.cancelled_at is not None:
        return {News.CANCELLED: event.cancelled_at}  # nobody cares any more what it was moved to
    found: dict[News, datetime] = {}
    if event.moved_at is not None and event.moved_at > one.signed_at:
        found[News.MOVED] = event.moved_at
    if one.promoted_at is not None:
        found[News.PROMOTED] = one.promoted_at
    return found


def untold(event: Held, one: Signed) -> dict[News, datetime]:
    """What of it is newer than the last call."""
    return {
        what: since for what, since in news(event, one).items() if one.told_at is None or since > one.told_at
    }  # fmt: skip
