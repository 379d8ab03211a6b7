"""Forgetting what guests typed: names, phone numbers and by what their browser was known, some days after an event.

Who came is still counted: the rows stay, only who they were is gone. What looked odd is worked out once more before
the browsers go, and stays on the row. Residents of the roster are not guests: their name is the roster's.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, update
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, delete, select

from app.accounts.rules.operator import operator
from app.accounts.service.records import record
from app.events.models import Attendee, DoorTry, Event, EventFeedback, EventSettings, SignUp
from app.events.rules.retention import forget_before
from app.events.rules.standing import Settings
from app.events.service.attendance import flags_of
from app.events.service.find import settings_of
from app.households.models import Community
from app.passes.models import KnownDevice
from app.shared.ids import new_id
from app.shared.tables import table_of

_people = table_of(Attendee)
_typed = or_(_people.c.name.is_not(None), _people.c.phone.is_not(None))
_blank = (
    update(_people)
    .where(_people.c.id == bindparam("which"))
    .values(name=None, phone=None, device_key=None, late_code=None)
    .values({name: bindparam(name) for name in ("who", "flags", "forgotten_at")})
)
EVENTS, DEVICES = 10, 500  # at once: others who write wait no longer than that takes


@dataclass(frozen=True)
class Forgotten:
    """How much: events, people whose name or number went, browsers that were remembered as a guest's."""

    events: int = 0
    guests: int = 0
    devices: int = 0

    def __add__(self, other: Forgotten) -> Forgotten:
        return Forgotten(self.events + other.events, self.guests + other.guests, self.devices + other.devices)

    def __bool__(self) -> bool:
        return bool(self.events or self.devices)


def to_forget(session: Session, now: datetime) -> Forgotten:
    """How much is due. Changes nothing."""
    total = Forgotten()
    for community_id, keep in _keeps(session):
        due = select(Event.id).where(*_due(community_id, now, keep))
        ours = Attendee.community_id == community_id, col(Attendee.event_id).in_(due)
        guests = select(func.count()).select_from(Attendee).where(*ours, _typed)
        events = select(func.count()).select_from(due.subquery())
        devices = select(func.count()).select_from(KnownDevice).where(*_old_devices(community_id, now, keep))
        numbers = [session.exec(one).one() for one in (events, guests, devices)]
        total += Forgotten(*numbers)
    return total


def forget_guests(session: Session, now: datetime) -> Forgotten:
    """Forget some of what is due; again and again until it answers nothing. Doing it twice changes nothing.

    Each event leaves an access record.
    """
    total = Forgotten()
    for community_id, keep in _keeps(session):
        due = select(Event).where(*_due(community_id, now, keep)).order_by(col(Event.ends_at)).limit(EVENTS)
        for event in session.exec(due.with_for_update(skip_locked=True)).all():
            total += Forgotten(events=1, guests=_forget_event(session, event, now))
        total += Forgotten(devices=_forget_devices(session, community_id, now, keep))
    session.flush()
    return total


def _keeps(session: Session) -> list[tuple[UUID, int]]:
    """Every community with the days it keeps."""
    found = select(Community.id, EventSettings.keep_guests).join(
        EventSettings, col(EventSettings.community_id) == col(Community.id), isouter=True
    )
    ours = Settings().keep_guests
    return [(one, ours if keep is None else keep) for one, keep in session.exec(found.order_by(col(Community.id)))]


def _due(community_id: UUID, now: datetime, keep: int) -> tuple[ColumnElement[bool], ...]:
    ended = col(Event.ends_at) <= forget_before(now, keep)
    return col(Event.community_id) == community_id, ended, col(Event.forgotten_at).is_(None)


def _forget_event(session: Session, event: Event, now: datetime) -> int:
    """Returns how many people it was."""
    guests = _forget_people(session, event, now)
    numbers = update(SignUp).where(col(SignUp.event_id) == event.id, col(SignUp.phone).is_not(None))
    session.execute(numbers.values(phone=None, forgotten_at=now))
    # Whoever comes again in the same way is a new thing to look at: nothing is left to compare with.
    session.execute(update(DoorTry).where(col(DoorTry.event_id) == event.id).values(device_key=None, once=None))
    for opinion in session.exec(select(EventFeedback).where(EventFeedback.event_id == event.id)):
        opinion.once = opinion.id.hex
    event.forgotten_at = now
    if guests:
        record(session, operator(), "event:forget", f"{event.title} {guests} 人", event.community_id)
    session.flush()
    return guests


def _forget_people(session: Session, event: Event, now: datetime) -> int:
    """Nothing is opened for it: what was sealed under a key that is lost can be forgotten as well."""
    columns = (_people.c[name] for name in ("id", "person_id", "by", "device_key", "late_code", "flags"))
    here = sql_select(*columns, _typed.label("typed")).where(_people.c.event_id == event.id)
    rows = session.execute(here.with_for_update()).all()
    odd = flags_of(rows, settings_of(session, event.community_id))
    # The key of a guest is made of name and number, so it goes too. Nobody is found by it at an event that is over.
    values = [
        {
            "which": one.id, "flags": odd[one.id], "who": one.person_id or new_id(),
            "forgotten_at": now if one.typed else None,
        }
        for one in rows
        if one.typed or one.device_key is not None or one.late_code is not None
    ]  # fmt: skip
    if values:
        session.execute(_blank, values)
    return sum(one.typed for one in rows)


def _old_devices(community_id: UUID, now: datetime, keep: int) -> tuple[ColumnElement[bool], ...]:
    """Guests' browsers that were not used for so long, unless they hold a sign-up whose event is not yet forgotten;
    and at once those of guests who have said: forget this phone."""
    waits = exists().where(
        col(SignUp.device_id) == col(KnownDevice.id),
        col(Event.id) == col(SignUp.event_id),
        col(Event.forgotten_at).is_(None),
    )
    unused = (col(KnownDevice.seen_at) <= forget_before(now, keep)) & ~waits
    a_guests = col(KnownDevice.person_id).is_(None)
    return (
        col(KnownDevice.community_id) == community_id, a_guests, or_(unused, col(KnownDevice.revoked_at).is_not(None)),
    )  # fmt: skip


def _forget_devices(session: Session, community_id: UUID, now: datetime, keep: int) -> int:
    old = select(KnownDevice.id).where(*_old_devices(community_id, now, keep)).limit(DEVICES)
    ids = session.exec(old.with_for_update(skip_locked=True)).all()
    if ids:
        session.execute(update(SignUp).where(col(SignUp.device_id).in_(ids)).values(device_id=None))
        session.execute(delete(KnownDevice).where(col(KnownDevice.id).in_(ids)))
    return len(ids)
