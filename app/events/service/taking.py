"""Places at an event, all or none: names on the list, a number in line, and places if there are any."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.events.models import Attendee, Event, SignUp, SignUpState
from app.events.rules.standing import takes_sign_ups
from app.events.service.find import locked, no_event
from app.events.service.line import ahead_of, next_in_line, offer_places
from app.events.service.people import Whom
from app.households.models import Person
from app.passes.rules.codes import draw
from app.shared.errors import Conflict, Refused

CODE = 10  # letters: nobody finds one by trying


@dataclass(frozen=True)
class SignedUp:
    """What whoever signed up is told. `ahead`: families before them on the waiting line. `code`: to look or cancel.

    `promoted_at`: they waited, and got their places then. `made_at`: when they signed up.
    """

    id: UUID
    event_id: UUID
    code: str
    state: SignUpState
    size: int
    ahead: int
    names: tuple[str, ...]
    made_at: datetime
    promoted_at: datetime | None = None


def check_size(event: Event, size: int) -> None:
    """Raises `Refused` for more people than may come at once, or than there are places."""
    if size > event.group_most:
        raise Refused("group_too_large", "一次最多报 {most} 人。", field="people", most=event.group_most)
    if event.capacity is not None and size > event.capacity:
        raise Refused("larger_than_event", "这场活动一共只有 {most} 个名额。", field="people", most=event.capacity)


def check_open(event: Event, now: datetime) -> None:
    """Raises `Conflict` for what is over or called off."""
    if not takes_sign_ups(event, now):
        raise Conflict("sign_up_closed", "这场活动已经结束或取消，不能再报名。")


def take_places(
    session: Session, event: Event, people: Sequence[Whom], phone: str, mark: dict[str, Any], now: datetime
) -> SignedUp:
    """Put a family on the list. `mark`: columns that say who did it. Raises `Refused`, `Conflict`."""
    check_size(event, len(people))
    row = SignUp(
        community_id=event.community_id, event_id=event.id, size=len(people), state=SignUpState.WAITING,
        in_line=0, code=draw(CODE, secrets.token_bytes(4 * CODE)), phone=phone or None,
        created_at=now, **mark,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _expect(session, event, row, people, now)
    _stand_in_line(session, event.id, row, now)
    return signed_up(session, row)


def _stand_in_line(session: Session, event_id: UUID, row: SignUp, now: datetime) -> None:
    """A number and, if there are any, places. The event's row is locked here and no earlier: after the rows of people,
    as a walk-in does it too."""
    event = locked(session, event_id)
    if event is None:
        raise no_event()
    check_open(event, now)
    row.in_line = next_in_line(event)
    session.flush()
    offer_places(session, event, now)
    if row.state is SignUpState.CONFIRMED:
        row.promoted_at = None  # got it at once: nobody has to be told later
    session.flush()


def _expect(session: Session, event: Event, row: SignUp, people: Sequence[Whom], now: datetime) -> None:
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
    return SignedUp(
        row.id, row.event_id, row.code, row.state, row.size, ahead, names, row.created_at, row.promoted_at
    )  # fmt: skip
