"""What is tidied up: each chore does a little at a time and says how much it was, until there is nothing left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from app.accounts.models import SignInTries
from app.accounts.service.tries import KEEP, forget_old
from app.events.service.retention import Forgotten, forget_guests, to_forget
from app.health.service.retention import erase_restored, forget_health, health_due, restored_due
from app.volunteers.service.hours import count_done, propose_done
from app.volunteers.service.leaving import forget_left, left_to_forget
from app.volunteers.service.licences import count_lost, end_lost
from app.volunteers.service.notice import count_due, end_notices


@dataclass(frozen=True)
class Chore:
    """One thing to do day by day. `a_little`: do some of it in this transaction; empty counts: nothing is left.

    `due`: how much there is. Both give counts by the English name of what they count. `would`, `done`:
    the word for it on the command line.
    """

    a_little: Callable[[Session, datetime], dict[str, int]]
    due: Callable[[Session, datetime], dict[str, int]]
    would: str = "would go"
    done: str = "gone"


def _guests(found: Forgotten) -> dict[str, int]:
    return {"events": found.events, "guests": found.guests, "phones": found.devices} if found else {}


def _forget_guests(session: Session, now: datetime) -> dict[str, int]:
    return _guests(forget_guests(session, now))


def _guests_due(session: Session, now: datetime) -> dict[str, int]:
    return _guests(to_forget(session, now))


def _forget_tries(session: Session, now: datetime) -> dict[str, int]:
    gone = forget_old(session, now)
    return {"addresses": gone} if gone else {}


def _tries_due(session: Session, now: datetime) -> dict[str, int]:
    old = session.exec(select(func.count()).select_from(SignInTries).where(col(SignInTries.last_at) < now - KEEP)).one()
    return {"addresses": old} if old else {}


def _forget_left(session: Session, now: datetime) -> dict[str, int]:
    gone = forget_left(session, now).volunteers
    return {"volunteers": gone} if gone else {}


def _left_due(session: Session, now: datetime) -> dict[str, int]:
    due = left_to_forget(session, now).volunteers
    return {"volunteers": due} if due else {}


def _propose(session: Session, now: datetime) -> dict[str, int]:
    made = propose_done(session, now)
    return {"shifts": made} if made else {}


def _propose_due(session: Session, now: datetime) -> dict[str, int]:
    due = count_done(session, now)
    return {"shifts": due} if due else {}


def _credit(session: Session, now: datetime) -> dict[str, int]:
    credited = end_notices(session, now)
    return {"hours": credited} if credited else {}


def _credit_due(session: Session, now: datetime) -> dict[str, int]:
    due = count_due(session, now)
    return {"hours": due} if due else {}


def _end_lost(session: Session, now: datetime) -> dict[str, int]:
    ended = end_lost(session, now)
    return {"seats": ended} if ended else {}


def _lost_due(session: Session, now: datetime) -> dict[str, int]:
    due = count_lost(session, now)
    return {"seats": due} if due else {}


CHORES = {
    "guests": Chore(_forget_guests, _guests_due),
    "tries": Chore(_forget_tries, _tries_due),
    "left": Chore(_forget_left, _left_due),
    "licences": Chore(_end_lost, _lost_due, "would be given up", "given up"),
    "proposals": Chore(_propose, _propose_due, "would be looked at", "proposed"),
    "notices": Chore(_credit, _credit_due, "would be credited", "credited"),
    "erased": Chore(erase_restored, restored_due, "would be erased again", "erased again"),
    "health": Chore(forget_health, health_due),
}
"""By name. `guests`: what they typed, some days after an event; `tries`: from where somebody guessed, after a day;
`left`: volunteers, some days after they have left; `licences`: seats to come whose licence is over by their day;
`proposals`: hours of shifts that are over; `notices`: hours whose public notice is over are credited;
`erased`: health data that a restored backup brought back; `health`: what is older than a community keeps it."""
