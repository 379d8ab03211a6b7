"""Small rows that the screens of events share: text that is ready to be shown, in both languages where it differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from app.shared.both import Both
from app.shared.clock import local_day, local_time


@dataclass
class EventRow:
    """An event in a list. `capacity` 0: no limit; `left` places; `standing`: a value of `rules.standing.Standing`."""

    id: str = ""
    title: str = ""
    when: Both = field(default_factory=Both)
    place: str = ""
    community: str = ""
    standing: str = ""
    capacity: int = 0
    taken: int = 0
    left: int = 0
    waiting: int = 0
    walk_in: bool = False
    weekly: bool = False


@dataclass
class CallsRow:
    """An event, and how many families of it have to be called."""

    id: str = ""
    title: str = ""
    families: int = 0


@dataclass
class Week:
    """The events of one week."""

    name: Both = field(default_factory=Both)
    events: list[EventRow] = field(default_factory=list)


def hour(moment: datetime | None, zone: str, now: datetime) -> str:
    """The hour on the day itself, else with the day; empty for what has not happened."""
    if moment is None:
        return ""
    text = local_time(moment, zone)
    return text[11:] if local_day(moment, zone) == local_day(now, zone) else text[5:]
