"""The card of a household."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.visits.page.shapes.round import Door, Tag


@dataclass
class Resident:
    """Somebody on the card. `age` -1: unknown; `tel` and `emergency_tel` are links to call, or empty."""

    id: str = ""
    name: str = ""
    relation: str = ""
    sex: str = ""
    age: int = -1
    tags: list[Tag] = field(default_factory=list)
    phone: str = ""
    tel: str = ""
    emergency_name: str = ""
    emergency_tel: str = ""


@dataclass
class DoorNote:
    """A note that matters at the door. `readers`: who may see it (cadres, grid, author)."""

    id: str = ""
    text: str = ""
    readers: str = "cadres"
    by: str = ""
    when: str = ""
    mark: str = ""
    fresh: bool = False


@dataclass
class OpenNeed:
    """A need nobody has answered yet. `fresh`: still on this phone only."""

    id: str = ""
    category: str = ""
    text: str = ""
    urgency: str = "soon"
    since: str = ""
    mark: str = ""
    fresh: bool = False


@dataclass
class VisitLine:
    """One visit of the timeline. `edited`: by whom, when there is more than one revision."""

    id: str = ""
    no: str = ""
    when: str = ""
    mode: str = "visit"
    outcome: str = "met"
    by: str = ""
    mine: bool = False
    people: str = ""
    topics: str = ""
    note: str = ""
    revision: int = 1
    edited: str = ""
    photos: int = 0
    mark: str = ""
    edit: str = ""


@dataclass
class Mark:
    """A cause somebody noted (刚出院)."""

    id: str = ""
    cause: str = ""
    since: str = ""
    mark: str = ""
    fresh: bool = False


@dataclass
class Proposal:
    """A change of the roster that waits for a decision."""

    id: str = ""
    name: str = ""
    field: str = ""
    value: str = ""
    mark: str = ""


@dataclass
class Closing:
    """The need that is being closed in the sheet."""

    id: str = ""
    text: str = ""


@dataclass
class Card:
    """A household as the phone knows it (`js/card.js`)."""

    ready: bool = False
    missing: bool = False
    id: str = ""
    door: Door = field(default_factory=Door)
    place: str = ""
    people: list[Resident] = field(default_factory=list)
    notes: list[DoorNote] = field(default_factory=list)
    needs: list[OpenNeed] = field(default_factory=list)
    visits: list[VisitLine] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    draft: bool = False


@dataclass
class Written:
    """A need or a correction as a version said it. `name`: whose; `field`: a code of the roster's fields."""

    category: str = ""
    text: str = ""
    urgency: str = "soon"
    name: str = ""
    field: str = ""
    value: str = ""


@dataclass
class Version:
    """What a visit said at one edit (`js/versions.js`). `others`: met but moved on; `mark`: still here."""

    number: int = 1
    by: str = ""
    when: str = ""
    mark: str = ""
    started: str = ""
    mode: str = "visit"
    outcome: str = ""
    people: str = ""
    others: int = 0
    topics: str = ""
    note: str = ""
    needs: list[Written] = field(default_factory=list)
    corrections: list[Written] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)


@dataclass
class Past:
    """A visit that was opened. `state`: "" nothing, loading, ready, offline, gone; `versions`: the newest first."""

    id: str = ""
    state: str = ""
    versions: list[Version] = field(default_factory=list)
