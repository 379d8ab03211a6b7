"""The tablet in the lounge: a whole name or the last four digits finds people, without telling who lives here.

Staff have signed in on it once and stand near: whoever walks in there needs no more than a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.accounts.service.tries import count_miss, slow_down, tries_of
from app.events.models import Attendee, Event, Via
from app.events.rules.masking import masked
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown, Told
from app.events.service.find import event_for
from app.events.service.namesakes import told_apart
from app.households.models import Building, Community, Door, Household, Person
from app.households.service.reach import LIVES_THERE
from app.shared.errors import Refused
from app.shared.text import one_line

MOST = 6  # on one screen; more of them is a name to be narrowed down
DIGITS = 4


@dataclass(frozen=True)
class Match:
    """Somebody it may be. `hint` tells apart who has the same name: the building, no door; of a guest what staff wrote
    behind it.

    `hour`: of their arrival, local."""

    person_id: UUID | None
    attendee_id: UUID | None
    name: str  # masked
    hint: str
    expected: bool
    came_at: datetime | None
    hour: str = ""


def find_at_tablet(session: Session, who: Actor, event_id: UUID, typed: str, screen: str, now: datetime) -> list[Match]:
    """People with exactly this name, or these last four digits of phone or identity number; expected ones first.

    `screen` names the tablet: looking about on it slows it down. Raises `NotFound`, `Refused`, `TooMany`.
    """
    event = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    text = "".join(one_line(typed, 64).split()).upper()
    digits = len(text) == DIGITS and text[:3].isdigit() and (text[3].isdigit() or text[3] == "X")
    if not digits and (len(text) < 2 or text.isdigit()):
        raise Refused("tablet_text", "请写全名，或证件、手机号的后四位。", field="text")
    subject = _subject(event)
    slow_down(session, subject, screen[:64], now)
    found = _residents(session, event, text, digits) + _guests(session, event, text, digits)
    if not found or len(found) > 1:  # one clear answer is what an honest person gets
        count_miss(session, subject, screen[:64], now)
    return sorted(found, key=lambda match: (not match.expected, match.name, match.hint))[:MOST]


def are_alike(found: Sequence[Match]) -> bool:
    """Whether two who are not in yet look the same on the screen: then their last four digits are asked for."""
    shown = [(one.name, one.hint) for one in found if one.came_at is None]
    return len(set(shown)) < len(shown)


def walk_in(session: Session, who: Actor, event_id: UUID, name: str, now: datetime, phone: str = "") -> Told:
    """Somebody who is on no list, by a clean name and, if they like, a clean phone number.

    Without a number they are one more of this name: staff vouch for them, and nothing else is kept. Raises `NotFound`.
    """
    event = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    if phone:
        return check_in(session, who, event_id, Shown(name=name, phone=phone), How(Via.WALK_IN), now)
    nth = len(_guests(session, event, "".join(name.split()).upper(), digits=False))
    told = check_in(session, who, event_id, Shown(name=name, phone=f"{event.id}/{nth}"), How(Via.WALK_IN), now)
    if told.mine and told.attendee_id:
        session.get_one(Attendee, told.attendee_id).phone = None  # it only told them apart
        session.flush()
    return told


def calm_down(session: Session, event_id: UUID, screen: str, now: datetime) -> None:
    """Somebody came in: one of the misses on the way there was honest."""
    row = tries_of(session, f"tablet:{event_id}", screen[:64], now)
    row.failures = max(0, row.failures - 1)


def _subject(event: Event) -> str:
    return f"tablet:{event.id}"


def _residents(session: Session, event: Event, text: str, digits: bool) -> list[Match]:
    which = or_(col(Person.phone_last4) == text, col(Person.identity_last4) == text) if digits else _named(text)
    wanted = (
        select(Person, Building.label, Attendee)
        .join(Household, col(Household.id) == col(Person.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .join(Building, col(Building.id) == col(Door.building_id))
        .join(Attendee, (col(Attendee.who) == col(Person.id)) & (col(Attendee.event_id) == event.id), isouter=True)
        .where(Person.community_id == event.community_id, which, *LIVES_THERE)
        .limit(MOST + 1)
    )
    zone = _zone(session, event)
    return [_match(person.name, label, person.id, one, zone) for person, label, one in session.exec(wanted)]


def _zone(session: Session, event: Event) -> ZoneInfo:
    return ZoneInfo(session.get_one(Community, event.community_id).zone)


def _named(text: str) -> ColumnElement[bool]:
    return col(Person.name).in_([text, text.lower(), text.title()])


def _guests(session: Session, event: Event, text: str, digits: bool) -> list[Match]:
    """Guests are sealed: those of this event are opened and compared, a few hundred at most."""
    wanted = select(Attendee).where(Attendee.event_id == event.id, col(Attendee.person_id).is_(None))
    rows: Sequence[Attendee] = session.exec(wanted.limit(1000)).all()
    same = [one for one in rows if one.name and (_ends_so(one, text) if digits else _called_so(one, text))]
    zone = _zone(session, event)
    return [_match(*told_apart(one.name or ""), None, one, zone) for one in same]


def _called_so(guest: Attendee, text: str) -> bool:
    return "".join(told_apart(guest.name or "")[0].split()).upper() == text


def _ends_so(guest: Attendee, text: str) -> bool:
    return (guest.phone or "").endswith(text)


def _match(name: str, hint: str, person_id: UUID | None, one: Attendee | None, zone: ZoneInfo) -> Match:
    came = one.came_at if one else None
    hour = f"{came.astimezone(zone):%H:%M}" if came else ""
    return Match(person_id, one.id if one else None, masked(name), hint, one is not None, came, hour)
