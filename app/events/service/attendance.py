"""Who is coming and who came, for staff; how many, for those who may count only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy
from sqlmodel import Session, col, func, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.events.models import Attendee, Event, EventFeedback, SignUp, SignUpState
from app.events.rules.abuse import MANY_FROM_ONE, RELAYED, many_from_one, relayed, together
from app.events.rules.standing import Settings
from app.events.service.find import event_for, settings_of
from app.households.models import Person


@dataclass(frozen=True)
class Row:
    """One person at an event. `state`: confirmed, waiting or walk_in; `phone`: what they left with the sign-up.

    `by`: the colleague who checked them in; `flags`: what looked odd (`many_from_one`, `relayed`, or the verdict that
    was passed over because they were inside already). Moments are aware UTC.
    """

    id: UUID
    name: str
    phone: str
    state: str
    came_at: datetime | None
    left_at: datetime | None
    via: str
    trust: str
    by: str
    on_behalf: bool
    family: UUID | None  # the sign-up they are on
    in_line: int | None
    person_id: UUID | None
    flags: list[str]
    name_deleted: bool = False  # when the time to keep it was over
    phone_deleted: bool = False


class Came(Protocol):
    """What of an `Attendee` tells whether something looks odd."""

    @property
    def id(self) -> UUID: ...
    @property
    def by(self) -> UUID | None: ...
    @property
    def device_key(self) -> str | None: ...
    @property
    def late_code(self) -> int | None: ...
    @property
    def flags(self) -> list[str]: ...


@dataclass(frozen=True)
class Counts:
    """How many, and nobody's name. `stars`: mean of the feedback, None without any."""

    expected: int
    waiting: int
    came: int
    left: int
    walked_in: int
    capacity: int | None
    feedback: int
    stars: float | None


def attendance(session: Session, who: Actor, event_id: UUID) -> list[Row]:
    """Everybody who is expected, waits or came, in the order of the line; walk-ins after them. Raises `NotFound`."""
    event = event_for(session, who, event_id, Permission.EVENT_READ)
    return rows_of(session, event)


def rows_of(session: Session, event: Event) -> list[Row]:
    """The same without asking who wants to know."""
    arrived = sqlalchemy.case((col(Attendee.sign_up_id).is_(None), col(Attendee.came_at)))
    columns: Any = (Attendee, SignUp, Person.name, Account.name)
    wanted = (
        sqlalchemy.select(*columns)
        .join(SignUp, col(SignUp.id) == col(Attendee.sign_up_id), isouter=True)
        .join(Person, col(Person.id) == col(Attendee.person_id), isouter=True)
        .join(Account, col(Account.id) == col(Attendee.by), isouter=True)
        .where(col(Attendee.event_id) == event.id)
        .order_by(col(SignUp.in_line).is_(None), col(SignUp.in_line), arrived, col(Attendee.id))
    )
    found = session.execute(wanted).all()
    odd = flags_of([one for one, *_ in found], settings_of(session, event.community_id))
    return [_row(one, sign_up, name, by, odd[one.id]) for one, sign_up, name, by in found]


def flags_of(found: Sequence[Came], settings: Settings) -> dict[UUID, list[str]]:
    """What looks odd about each of all those of one event. What staff did by hand is none of it: they saw them."""
    alone = [one for one in found if one.by is None]
    many = many_from_one({one.id: one.device_key for one in alone}, settings.many_from_one)
    late = relayed({one.id: one.late_code for one in alone}, settings.late_phones)
    return {
        one.id: together(
            one.flags, [flag for flag, those in ((MANY_FROM_ONE, many), (RELAYED, late)) if one.id in those]
        )
        for one in found
    }


def _row(one: Attendee, sign_up: SignUp | None, name: str | None, by: str | None, flags: list[str]) -> Row:
    return Row(
        id=one.id, name=name or one.name or "", phone=one.phone or (sign_up.phone if sign_up else "") or "",
        state=sign_up.state.value if sign_up else "walk_in", came_at=one.came_at, left_at=one.left_at,
        via=one.via.value if one.via else "", trust=one.trust.value if one.trust else "", by=by or "",
        on_behalf=bool(sign_up and sign_up.on_behalf), family=one.sign_up_id,
        in_line=sign_up.in_line if sign_up else None, person_id=one.person_id,
        flags=flags, name_deleted=bool(one.forgotten_at and not name),
        phone_deleted=bool(one.forgotten_at or (sign_up and sign_up.forgotten_at)),
    )  # fmt: skip


def counts(session: Session, who: Actor, event_id: UUID) -> Counts:
    """The figures of an event, also for the street. Raises `NotFound`."""
    event = event_for(session, who, event_id, Permission.EVENT_COUNT)
    signed = select(SignUp.state, func.sum(SignUp.size)).where(SignUp.event_id == event.id).group_by(SignUp.state)
    by_state = {state: int(size) for state, size in session.exec(signed)}
    came, left, walked = session.execute(
        sqlalchemy.select(
            func.count(col(Attendee.came_at)),
            func.count(col(Attendee.left_at)),
            func.count().filter(col(Attendee.sign_up_id).is_(None), col(Attendee.came_at).is_not(None)),
        ).where(col(Attendee.event_id) == event.id)
    ).one()
    said, stars = session.execute(
        sqlalchemy.select(func.count(), func.avg(col(EventFeedback.stars))).where(
            col(EventFeedback.event_id) == event.id
        )
    ).one()
    return Counts(
        by_state.get(SignUpState.CONFIRMED, 0), by_state.get(SignUpState.WAITING, 0), came, left, walked,
        event.capacity, said, float(stars) if stars is not None else None,
    )  # fmt: skip
