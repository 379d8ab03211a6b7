"""What the screen `/door` shows, as js/door.js works it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.shared.local import query, value


@dataclass(frozen=True)
class Line:
    """An event to choose. `standing`: open early finished cancelled; `limit` 0: none."""

    id: str = ""
    title: str = ""
    place: str = ""
    when: str = ""
    standing: str = ""
    came: int = 0
    limit: int = 0


@dataclass(frozen=True)
class Scan:
    """One of the last scans of this phone. `via`: camera hid typed; `mark`: a state of the kit."""

    id: str = ""
    name: str = ""
    at: str = ""
    via: str = ""
    let_in: bool = False
    mark: str = "saved"


@dataclass(frozen=True)
class Door:
    """The door of one event. `ready`: the view is on this phone; `missing`: the address names an event it has not."""

    ready: bool = False
    missing: bool = False
    events: list[Line] = field(default_factory=list)
    id: str = ""
    title: str = ""
    place: str = ""
    when: str = ""
    standing: str = ""
    came: int = 0
    expected: int = 0
    limit: int = 0
    waiting: int = 0
    clashes: int = 0
    last: list[Scan] = field(default_factory=list)


def door_now() -> Any:
    """The door that this phone stands at: a `Door`."""
    return value("door", Door, Door(), of=query("event"), module="events/door")


@dataclass(frozen=True)
class Said:
    """What is said of the last scan. `code`: a verdict of `rules.admission` or one of js/door_taps.js."""

    code: str = ""
    name: str = ""
    at: str = ""
    came: str = ""
    record: str = ""
    insist: bool = False
    number: int = 0


@dataclass(frozen=True)
class Large:
    """Whether the engine of the scanner is on this phone (offline/large.js)."""

    door: bool = False


@dataclass(frozen=True)
class Camera:
    """`state`: off asking on refused none busy frozen insecure home_screen unsupported; `torch`: none off on."""

    state: str = "off"
    torch: str = "none"
