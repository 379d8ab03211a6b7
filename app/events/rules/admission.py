"""Who may come in: one table, decided alike by the server and by a phone without a network.

`tests/events/admission_cases.json` holds the cases; Python and `app/events/js/admission.js` are both run on them.
Moments are Unix seconds, days are local `YYYY-MM-DD`: both languages write those alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Verdict(StrEnum):
    """What the door says. `app/events/wording.py` has the sentence and the next step for each."""

    ENTER = "enter"
    BACK = "back"  # had left, comes again
    ALREADY = "already"
    STAFF = "staff"
    FORGED = "forged"
    EXPIRED = "expired"
    UNPUBLISHED = "unpublished"
    CANCELLED = "cancelled"
    FINISHED = "finished"
    EARLY = "early"
    WRONG_DAY = "wrong_day"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    NEEDS_PIN = "needs_pin"
    NEEDS_NAME = "needs_name"
    WAITING = "waiting"
    NO_WALK_IN = "no_walk_in"
    FULL = "full"


LETS_IN = frozenset({Verdict.ENTER, Verdict.BACK})
# Somebody whom a phone without a network let in stays in; the clash is looked at later. What is not in here no phone
# lets in either, or nobody would know whom.
STANDS = frozenset({Verdict.FULL, Verdict.WAITING, Verdict.NO_WALK_IN, Verdict.REVOKED, Verdict.CANCELLED,
                    Verdict.FINISHED})  # fmt: skip


@dataclass(frozen=True)
class AtDoor:
    """The event. `opens`, `closes`: the hours of its door; `taken`: places held."""

    published: float | None
    finished: float | None
    cancelled: float | None
    opens: float
    closes: float
    day: str
    walk_in: bool
    capacity: int | None
    taken: int


@dataclass(frozen=True)
class Comer:
    """Who stands there. `known`: a pass that was issued, a remembered browser, or a name with a phone number."""

    shows: Literal["pass", "device", "name", "nothing"] = "nothing"
    known: bool = True
    revoked: float | None = None
    pin: Literal["none", "missing", "given"] = "none"
    staff: bool = False


@dataclass(frozen=True)
class Place:
    """What this person has at this event."""

    state: Literal["none", "confirmed", "waiting"] = "none"
    came: float | None = None
    left: float | None = None


@dataclass(frozen=True)
class Case:
    """Everything that decides. `code`: what became of the scanned code; staff at the door need none."""

    now: float
    today: str
    event: AtDoor
    comer: Comer
    place: Place
    code: Literal["good", "expired", "forged", "none"] = "none"


def decide(case: Case) -> Verdict:
    """The one decision, in this order: the code, the event, the hour, the person, their place."""
    return _code(case) or _event(case) or _comer(case) or _place(case)


def _code(case: Case) -> Verdict | None:
    if case.comer.staff:
        return Verdict.STAFF
    if case.code == "forged":
        return Verdict.FORGED
    return Verdict.EXPIRED if case.code == "expired" else None


def _event(case: Case) -> Verdict | None:
    event, now = case.event, case.now
    if event.published is None or event.published > now:
        return Verdict.UNPUBLISHED
    if event.cancelled is not None and event.cancelled <= now:
        return Verdict.CANCELLED
    if case.place.came is not None and case.place.left is None:
        return Verdict.ALREADY
    if event.finished is not None and event.finished <= now:
        return Verdict.FINISHED
    if event.opens <= now <= event.closes:
        return None
    if case.today != event.day:
        return Verdict.WRONG_DAY
    return Verdict.EARLY if now < event.opens else Verdict.FINISHED


def _comer(case: Case) -> Verdict | None:
    comer = case.comer
    if comer.shows == "nothing":
        return Verdict.NEEDS_NAME
    if comer.revoked is not None and comer.revoked <= case.now:
        return Verdict.REVOKED
    if not comer.known:
        return Verdict.NEEDS_NAME if comer.shows == "name" else Verdict.UNKNOWN
    return Verdict.NEEDS_PIN if comer.pin == "missing" else None


def _place(case: Case) -> Verdict:
    event, place = case.event, case.place
    if place.came is not None:
        return Verdict.BACK
    if place.state == "confirmed":
        return Verdict.ENTER
    if place.state == "waiting":
        return Verdict.WAITING
    if not event.walk_in:
        return Verdict.NO_WALK_IN
    full = event.capacity is not None and event.taken >= event.capacity
    return Verdict.FULL if full else Verdict.ENTER
