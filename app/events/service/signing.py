"""Signing up, for oneself or on somebody's behalf, and giving it up again: places and line in one transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.events.models import Attendee, Event, SignUp, SignUpState
from app.events.payload import Family
from app.events.rules.standing import takes_sign_ups
from app.events.service.find import locked, no_event
from app.events.service.line import ahead_of, next_in_line, offer_places
from app.events.service.people import (
    Caller,
    Whom,
    by_device,
    by_name,
    clean_name,
    clean_phone,
    of_person,
    relative,
)
from app.households.models import Person
from app.passes.rules.codes import draw
from app.shared.errors import Conflict, NotFound, Refused

CODE = 10  # letters: nobody finds one by trying


@dataclass(frozen=True)
class SignedUp:
    """What whoever signed up is told. `ahead`: families before them on the waiting line. `code`: to look or cancel."""

    id: UUID
    event_id: UUID
    code: str
    state: SignUpState
    size: int
    ahead: int
    names: tuple[str, ...]


def sign_up(session: Session, caller: Caller, event_id: UUID, family: Family, now: datetime) -> SignedUp:
    """A resident signs up, with or without others: all get places or all wait.

    The first is the owner of a remembered browser when their name was left out.
    Raises `NotFound`, `Refused`, `Conflict` (`signed_up_already`, `sign_up_closed`).
    """
    event = _open_event(session, event_id, now)
    device = caller.device if caller.device and caller.device.community_id == event.community_id else None
    names = [one.name for one in family.people] or [""]
    if device is not None and not names[0]:
        first = by_device(session, device)
    else:
        first = by_name(session, event.community_id, clean_name(names[0]), clean_phone(family.phone))
    mark = {"device_id": device.id if device else None}
    return _sign_up(session, event, first, names[1:], first.phone or family.phone, mark, now)


def sign_up_for(
    session: Session, who: Actor, event_id: UUID, family: Family, now: datetime, *, person_id: UUID | None = None
) -> SignedUp:
    """Staff sign somebody up on their behalf, which is recorded on the sign-up. Raises as `sign_up`."""
    event = _open_event(session, event_id, now, who)
    names = [one.name for one in family.people] or [""]
    if person_id is not None:
        person = session.get(Person, person_id)
        if person is None or person.community_id != event.community_id:
            raise NotFound("person_unknown", "找不到这个人。", field="person_id")
        first = of_person(person)
    else:
        first = by_name(session, event.community_id, clean_name(names[0]), clean_phone(family.phone))
    mark = {"by": author(who), "on_behalf": True}
    return _sign_up(session, event, first, names[1:], family.phone, mark, now)


def _open_event(session: Session, event_id: UUID, now: datetime, who: Actor | None = None) -> Event:
    event = session.get(Event, event_id)
    if event is None or (who is not None and not who.may_within(Permission.EVENT_CHECK_IN, event.community_id)):
        raise no_event()
    if event.published_at is None or event.published_at > now:
        raise no_event()
    _takes_sign_ups(event, now)
    return event


def _takes_sign_ups(event: Event, now: datetime) -> None:
    if not takes_sign_ups(event, now):
        raise Conflict("sign_up_closed", "这场活动已经结束或取消，不能再报名。")


def _sign_up(
    session: Session, event: Event, first: Whom, others: list[str], phone: str, mark: dict, now: datetime
) -> SignedUp:
    size = 1 + len(others)
    if size > event.group_most:
        raise Refused("group_too_large", "一次最多报 {most} 人。", field="people", most=event.group_most)
    if event.capacity is not None and size > event.capacity:
        raise Refused("larger_than_event", "这场活动一共只有 {most} 个名额。", field="people", most=event.capacity)
    row = SignUp(
        community_id=event.community_id, event_id=event.id, size=size, state=SignUpState.WAITING,
        in_line=0, code=draw(CODE, secrets.token_bytes(4 * CODE)), phone=phone or None,
        created_at=now, **mark,
    )  # fmt: skip
    session.add(row)
    session.flush()
    people = [first, *(relative(session, first, clean_name(name) if name else "") for name in others)]
    _expect(session, event, row, people, now)
    _stand_in_line(session, event.id, row, now)
    return signed_up(session, row)


def _stand_in_line(session: Session, event_id: UUID, row: SignUp, now: datetime) -> None:
    """A number and, if there are any, places. The event's row is locked here and no earlier: after the rows of people,
    as a walk-in does it too."""
    event = locked(session, event_id)
    if event is None:
        raise no_event()
    _takes_sign_ups(event, now)
    row.in_line = next_in_line(event)
    session.flush()
    offer_places(session, event, now)
    if row.state is SignUpState.CONFIRMED:
        row.promoted_at = None  # got it at once: nobody has to be told later
    session.flush()


def _expect(session: Session, event: Event, row: SignUp, people: list[Whom], now: datetime) -> None:
    """Raises `Conflict` when one of them is on the list already: a person is at an event once."""
    keys = [one.who for one in people]
    taken = select(Attendee.id).where(Attendee.event_id == event.id, col(Attendee.who).in_(keys))
    if len(set(keys)) < len(keys) or session.exec(taken).first():
        raise _twice()
    try:
        with session.begin_nested():
            rows: list[Attendee] = [
                Attendee(
                    community_id=event.community_id, event_id=event.id, sign_up_id=row.id, who=one.who,
                    person_id=one.person_id, name=None if one.person_id else one.name or None,
                    phone=None if one.person_id else one.phone or None, created_at=now,
                )
                for one in people
            ]  # fmt: skip
            rows.sort(key=_by_who)  # two families never wait for each other in a circle
            session.add_all(rows)
    except IntegrityError:  # somebody of them walked in at this moment
        raise _twice() from None


def _by_who(one: Attendee) -> UUID:
    return one.who


def _twice() -> Conflict:
    return Conflict("signed_up_already", "其中有人已经报过名了。", field="people")


def signed_up(session: Session, row: SignUp) -> SignedUp:
    """A sign-up as its people see it."""
    wanted = (
        select(Attendee, Person.name)
        .join(Person, col(Person.id) == col(Attendee.person_id), isouter=True)
        .where(Attendee.sign_up_id == row.id)
        .order_by(col(Attendee.id))
    )
    names = tuple(name or one.name or "" for one, name in session.exec(wanted))
    ahead = ahead_of(session, row) if row.state is SignUpState.WAITING else 0
    return SignedUp(row.id, row.event_id, row.code, row.state, row.size, ahead, names)
