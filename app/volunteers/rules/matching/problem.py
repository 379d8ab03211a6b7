"""A month to be filled: who could come, which seats there are, what is fixed. Plain data, no session, no clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time

Point = tuple[float, float]  # km east and north of any fixed place


@dataclass(frozen=True)
class Window:
    """When somebody can come, every week. `weekday`: 0 is Monday; `until` 00:00 is the end of that day."""

    weekday: int
    since: time
    until: time


@dataclass(frozen=True)
class Volunteer:
    """Somebody who may be asked. Hours are of service, without travel.

    `wish_hours`: how much they would like to do in this month; `cap_hours`: never more in this month; `past_hours`:
    what they did before and what counts against their wish; `prefers`: shift → 0 (no matter) to 2 (gladly);
    `home` or `max_km` None: any distance; `novice`: only beside somebody experienced; `apart`: not in one shift with.
    """

    id: str
    skills: frozenset[str] = frozenset()
    windows: tuple[Window, ...] = ()
    home: Point | None = None
    max_km: float | None = None
    wish_hours: float = 8
    cap_hours: float = 40
    past_hours: float = 0
    prefers: dict[str, int] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()
    novice: bool = False
    apart: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Need:
    """Seats of one role in a shift. `skill`: what they must have; `critical`: 1 would be good, 3 must not be empty."""

    role: str
    skill: str | None = None
    count: int = 1
    critical: int = 1


@dataclass(frozen=True)
class Shift:
    """One shift. `start` and `end` are local times of one and the same place."""

    id: str
    start: datetime
    end: datetime
    place: Point | None = None
    needs: tuple[Need, ...] = ()

    @property
    def hours(self) -> float:
        """Of service."""
        return (self.end - self.start).total_seconds() / 3600


@dataclass(frozen=True, order=True)
class Assignment:
    """Somebody in a seat."""

    shift: str
    role: str
    volunteer: str


@dataclass(frozen=True)
class Problem:
    """Everything the matching looks at.

    `locks`: fixed, the matching never moves them; `proposed`: what people were told before, kept where it costs
    nothing that matters more; `travel_minutes`: between the end of a shift and the start of the next of one person.
    """

    volunteers: tuple[Volunteer, ...]
    shifts: tuple[Shift, ...]
    locks: tuple[Assignment, ...] = ()
    proposed: tuple[Assignment, ...] = ()
    travel_minutes: int = 30
