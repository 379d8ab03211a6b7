"""The view `door`: what a phone needs to decide at the door of today's events without a network (js/book.js).

It knows passes by their digests and people by their masked names; a stolen phone tells nobody who lives here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.events.models import Attendee, Event, SignUp, SignUpState
from app.events.rules.masking import masked
from app.events.rules.standing import Settings, door_hours
from app.events.service.find import settings_of, within
from app.households.models import Community, Person
from app.passes.models import ResidentPass
from app.passes.rules.codes import short_digest
from app.shared.clock import local_day

BEFORE, AFTER = timedelta(hours=12), timedelta(hours=48)
"""Events whose end lies at most so long ago, or whose start so far ahead: yesterday evening, today, tomorrow."""
REVOKED_KEPT = timedelta(days=60)  # how long a revoked pass is still told from one that never was
HALF = 32  # hex digits of a digest that travel: 128 bits


@dataclass(slots=True)
class DoorEvent:
    """An event. Its hours and stamps as `rules.admission.AtDoor` has them: Unix seconds, local day."""

    id: str
    community: str
    title: str
    place: str
    starts: float
    ends: float
    published: float | None
    finished: float | None
    cancelled: float | None
    opens: float
    closes: float
    day: str
    walk_in: bool
    capacity: int | None
    taken: int
    kind: Literal["event"] = "event"


@dataclass(slots=True)
class DoorPass:
    """A pass: the first 128 bits of the digests of its token and of its six letters."""

    id: str
    token: str
    short: str
    person: str
    name: str  # 王**
    revoked: float | None
    kind: Literal["pass"] = "pass"


@dataclass(slots=True)
class DoorPlace:
    """Somebody who is expected at an event or has come. `person`: empty for a guest who has no pass."""

    id: str
    event: str
    person: str
    state: Literal["none", "confirmed", "waiting"]
    came: float | None
    left: float | None
    kind: Literal["place"] = "place"


Row = DoorEvent | DoorPass | DoorPlace


def door_rows(session: Session, who: Actor, now: datetime) -> list[Row]:
    """Events near `now` where `who` may check people in, who is expected there, and the passes of their communities.

    Nothing at all while there is no such event.
    """
    events = _events(session, who, now)
    if not events:
        return []
    here = {event.community_id for event in events}
    settings = {community: settings_of(session, community) for community in here}
    zones = dict(session.exec(select(Community.id, Community.zone).where(col(Community.id).in_(here))).all())
    rows: list[Row] = [_event(one, settings[one.community_id], zones[one.community_id]) for one in events]
    rows += _places(session, [event.id for event in events])
    return rows + _passes(session, here, now)


def _events(session: Session, who: Actor, now: datetime) -> list[Event]:
    near = select(Event).where(Event.ends_at >= now - BEFORE, Event.starts_at <= now + AFTER)
    mine = near.where(col(Event.published_at).is_not(None), within(who, Permission.EVENT_CHECK_IN)).order_by(
        col(Event.starts_at), col(Event.id)
    )
    return list(session.exec(mine))


def _event(event: Event, settings: Settings, zone: str) -> DoorEvent:
    opens, closes = door_hours(event.starts_at, event.ends_at, event.opens_before, settings)
    return DoorEvent(
        id=str(event.id), community=str(event.community_id), title=event.title, place=event.place,
        starts=event.starts_at.timestamp(), ends=event.ends_at.timestamp(), published=_unix(event.published_at),
        finished=_unix(event.finished_at), cancelled=_unix(event.cancelled_at), opens=opens.timestamp(),
        closes=closes.timestamp(), day=local_day(event.starts_at, zone).isoformat(), walk_in=event.walk_in,
        capacity=event.capacity, taken=event.taken,
    )  # fmt: skip


def _places(session: Session, events: Collection[UUID]) -> list[Row]:
    columns: Any = (
        Attendee.id,
        Attendee.event_id,
        Attendee.person_id,
        SignUp.state,
        Attendee.came_at,
        Attendee.left_at,
    )
    wanted = sql_select(*columns).outerjoin(SignUp, col(SignUp.id) == col(Attendee.sign_up_id))
    here = wanted.where(
        col(Attendee.event_id).in_(events),
        or_(col(Attendee.came_at).is_not(None), col(SignUp.state) != SignUpState.CANCELLED),
    ).order_by(col(Attendee.id))
    return [
        DoorPlace(str(row), str(event), str(person or ""), _state(state), _unix(came), _unix(left))
        for row, event, person, state, came, left in session.execute(here)
    ]


def _state(state: SignUpState | None) -> Literal["none", "confirmed", "waiting"]:
    if state is SignUpState.CONFIRMED:
        return "confirmed"
    return "waiting" if state is SignUpState.WAITING else "none"


def _passes(session: Session, communities: Collection[UUID], now: datetime) -> list[Row]:
    columns: Any = (
        ResidentPass.id, ResidentPass.community_id, ResidentPass.digest, ResidentPass.short_code, Person.id,
        Person.name, ResidentPass.revoked_at,
    )  # fmt: skip
    live = or_(col(ResidentPass.revoked_at).is_(None), col(ResidentPass.revoked_at) > now - REVOKED_KEPT)
    wanted = (
        sql_select(*columns)
        .join(Person, col(Person.id) == col(ResidentPass.person_id))
        .where(col(ResidentPass.community_id).in_(communities), live)
        .order_by(col(ResidentPass.id))
    )
    return [
        DoorPass(
            str(row),
            digest[:HALF],
            short_digest(str(community), short)[:HALF],
            str(person),
            masked(name),
            _unix(revoked),
        )
        for row, community, digest, short, person, name, revoked in session.execute(wanted)
    ]


def _unix(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment is not None else None
