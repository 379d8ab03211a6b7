"""Whom to call: who got places later, or signed up for what was cancelled or moved. Told once, and noted by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy
from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.events.models import Attendee, Event, SignUp, SignUpState
from app.events.payload import EventPlan
from app.events.rules.news import Held, News, Signed, news, untold
from app.events.service.find import event_for
from app.events.service.giving_up import no_sign_up
from app.households.models import Door, Household, Person
from app.households.service.reach import reach
from app.shared.errors import Conflict

ON_A_CALENDAR = {"title", "starts_at", "ends_at", "place", "about", "bring"}
WHEN_AND_WHERE = {"starts_at", "ends_at", "place"}


@dataclass(frozen=True)
class ToTell:
    """One family. `what` is new to them, the gravest first, or what they have been told. `phone` empty: nobody left a
    number, and the roster's is not for this colleague's eyes."""

    sign_up_id: UUID
    names: tuple[str, ...]
    phone: str
    size: int
    waiting: bool
    what: dict[News, datetime]
    told_at: datetime | None  # None while something is untold
    told_by: str


def to_tell(session: Session, who: Actor, event_id: UUID) -> list[ToTell]:
    """Everybody there is news for, those who do not know it yet first. Raises `NotFound`."""
    event = event_for(session, who, event_id, Permission.EVENT_READ)
    columns: Any = (SignUp, Account.name)
    wanted = sqlalchemy.select(*columns).join(Account, col(Account.id) == col(SignUp.told_by), isouter=True)
    came = _came(session, event)
    held = _held(event)
    rows = [(row, by, _signed(row, came)) for row, by in session.execute(wanted.where(*_standing(event)))]
    rows = [one for one in rows if news(held, one[2])]
    people = _people(session, who, {row.id for row, _, _ in rows})
    found = [_row(row, by or "", held, signed, people.get(row.id, [])) for row, by, signed in rows]
    order = {row.id: row.in_line for row, _, _ in rows}
    return sorted(found, key=lambda one: (one.told_at is not None, order[one.sign_up_id]))


def tell(session: Session, who: Actor, sign_up_id: UUID, now: datetime) -> SignUp:
    """Somebody has told them everything that is new. Raises `NotFound`, `Conflict` (there is nothing to tell)."""
    row, event = _theirs(session, who, sign_up_id)
    signed = _signed(row, _came(session, event))
    if not news(_held(event), signed):
        raise Conflict("nothing_to_tell", "这一家没有要通知的事。")
    if untold(_held(event), signed):  # else a colleague was quicker, and it stays theirs
        row.told_at, row.told_by = now, author(who)
    session.flush()
    return row


def untell(session: Session, who: Actor, sign_up_id: UUID) -> SignUp:
    """It was a slip: they have not been told. Raises `NotFound`."""
    row, _ = _theirs(session, who, sign_up_id)
    row.told_at = row.told_by = None
    session.flush()
    return row


def note_change(event: Event, plan: EventPlan, now: datetime) -> None:
    """Before a public event becomes what `plan` says: since when calendars and people are behind."""
    if event.published_at is None:
        return
    changed = {name for name, value in plan.model_dump().items() if getattr(event, name) != value}
    if changed & ON_A_CALENDAR:
        event.changed_at = now
    if changed & WHEN_AND_WHERE:
        event.moved_at = now


def _theirs(session: Session, who: Actor, sign_up_id: UUID) -> tuple[SignUp, Event]:
    row = session.exec(select(SignUp).where(SignUp.id == sign_up_id).with_for_update()).first()
    if row is None or not who.may_within(Permission.EVENT_CHECK_IN, row.community_id):
        raise no_sign_up()
    return row, session.get_one(Event, row.event_id)


def _standing(event: Event) -> tuple[Any, ...]:
    return SignUp.event_id == event.id, SignUp.state != SignUpState.CANCELLED


def _held(event: Event) -> Held:
    return Held(event.moved_at, event.cancelled_at)


def _signed(row: SignUp, came: set[UUID]) -> Signed:
    return Signed(row.created_at, row.promoted_at, row.told_at, row.id in came)


def _came(session: Session, event: Event) -> set[UUID]:
    """The sign-ups of whom somebody is in."""
    wanted = select(Attendee.sign_up_id).where(Attendee.event_id == event.id, col(Attendee.came_at).is_not(None))
    return {one for one in session.exec(wanted) if one is not None}


def _row(row: SignUp, by: str, held: Held, signed: Signed, people: list[tuple[str, str]]) -> ToTell:
    fresh = untold(held, signed)
    phone = row.phone or next((number for _, number in people if number), "")
    return ToTell(
        row.id, tuple(name for name, _ in people if name), phone, row.size, row.state is SignUpState.WAITING,
        fresh or news(held, signed), None if fresh else row.told_at, "" if fresh else by,
    )  # fmt: skip


def _people(session: Session, who: Actor, sign_ups: Iterable[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """By sign-up the names and numbers; a number of the roster only where they may read the household."""
    columns: Any = (Attendee, Person, sqlalchemy.case((reach(who, Permission.HOUSEHOLD_READ), 1), else_=0))
    wanted = (
        sqlalchemy.select(*columns)
        .join(Person, col(Person.id) == col(Attendee.person_id), isouter=True)
        .join(Household, col(Household.id) == col(Person.household_id), isouter=True)
        .join(Door, col(Door.id) == col(Household.door_id), isouter=True)
        .where(col(Attendee.sign_up_id).in_(list(sign_ups)))
        .order_by(col(Attendee.id))
    )
    found: dict[UUID, list[tuple[str, str]]] = {}
    for one, person, whole in session.execute(wanted):
        known = person.phone or "" if person and whole else ""
        name = person.name if person else one.name or ""
        found.setdefault(one.sign_up_id, []).append((name, one.phone or known))
    return found
