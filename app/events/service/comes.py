"""What the door is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.events.models import Via
from app.events.rules.admission import Verdict
from app.events.rules.masking import masked
from app.events.service.look import Seen


@dataclass(frozen=True)
class Shown:
    """What somebody shows: a pass (address, token or six letters), a person whom staff picked or whose browser is
    remembered, or a clean name and phone number. `pin_right`: the pass's PIN was checked."""

    pass_code: str = ""
    pin_right: bool = False
    person_id: UUID | None = None
    attendee_id: UUID | None = None  # whom staff picked from the list of this event
    name: str = ""
    phone: str = ""


@dataclass(frozen=True)
class How:
    """By which way. `who`: staff at the door, None when the resident's own phone asks; then `code` is the scanned
    code's reading. `staff`: the browser belongs to an account that works here."""

    via: Via
    who: Actor | None = None
    code: Literal["good", "expired", "forged", "none"] = "none"
    staff: bool = False
    browser: str = ""
    address: str = ""
    paper: bool = False  # the code was a printed one: it proves less, also for the family
    window: int | None = None  # of the code of the wall
    late: bool = False  # it was opened after the wall had gone on (`rules.codes.is_late`)
    let_in: bool = False  # the door was opened before anybody could ask: it stands, and is looked at later


@dataclass(frozen=True)
class Told:
    """The answer. `came_at`: since when they are in; `mine`: this very call brought them in."""

    verdict: Verdict
    event_id: UUID
    name: str = ""  # masked
    whole_name: str = ""  # for their own phone only
    came_at: datetime | None = None
    mine: bool = False
    attendee_id: UUID | None = None
    person_id: UUID | None = None
    flags: tuple[str, ...] = ()
    pass_id: UUID | None = None
    tries: tuple[dict[str, Any], ...] = field(default=(), repr=False)  # what was noted for staff, as rows of `DoorTry`


@dataclass
class Comes:
    """One check-in on its way."""

    session: Session
    event_id: UUID
    shown: Shown
    how: How
    now: datetime  # the server's
    at: datetime  # of the scan
    flags: list[str] = field(default_factory=list)
    tries: list[dict[str, Any]] = field(default_factory=list)


def told(comes: Comes, seen: Seen, verdict: Verdict, came_at: datetime | None = None) -> Told:
    """The answer, with a name only where it is known whose it is."""
    known = verdict not in (Verdict.UNKNOWN, Verdict.NEEDS_PIN, Verdict.FORGED, Verdict.EXPIRED)
    name = (seen.name or comes.shown.name) if known else ""
    return Told(
        verdict, seen.event_id, masked(name) if name else "", name, came_at, False, seen.attendee_id, seen.person_id,
        tuple(comes.flags), seen.pass_id, tuple(comes.tries),
    )  # fmt: skip
