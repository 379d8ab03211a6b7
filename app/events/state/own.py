"""One event as everybody may read it, and sign-ups as their people see them: names masked, times in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.events.models import Event
from app.events.rules.masking import masked
from app.events.rules.standing import Standing, door_hours, takes_sign_ups
from app.events.service.find import public_event, settings_of
from app.events.service.giving_up import own_sign_ups, sign_up_by_code
from app.events.service.people import Caller
from app.events.service.signing import SignedUp, signed_up
from app.events.state.listed import event_rows
from app.events.state.rows import EventRow
from app.events.when import moment_words
from app.households.models import Community
from app.passes.service import Remembered
from app.shared.both import Both, both
from app.shared.clock import local_day
from app.shared.errors import NotFound


@dataclass
class SignUpRow:
    """A sign-up as its people see it. `state`: confirmed, waiting, cancelled; `place` on the waiting list, from 1.

    `promoted`: when they got their places after waiting; `moved`: when the event was moved since they signed up.
    """

    id: str = ""
    code: str = ""
    grouped: str = ""
    state: str = ""
    size: int = 0
    place: int = 0
    names: str = ""
    own: bool = False
    promoted: Both = field(default_factory=Both)
    moved: Both = field(default_factory=Both)


@dataclass
class EventWhole:
    """An event as everybody may read it. `open`: it takes sign-ups; `group_most`: people on one form."""

    row: EventRow = field(default_factory=EventRow)
    about: str = ""
    audience: str = ""
    ages: str = ""
    bring: str = ""
    why: str = ""
    open: bool = False
    over: bool = False
    group_most: int = 1
    opens: Both = field(default_factory=Both)
    keep_days: int = 0  # for which names and numbers are kept after it


def whole(session: Session, event_id: UUID, moment: datetime) -> EventWhole:
    """Raises `NotFound`, also for a draft."""
    event = public_event(session, event_id, moment)
    community = session.get_one(Community, event.community_id)
    (row,) = event_rows(session, [event], moment)
    most = event.group_most if event.capacity is None else min(event.group_most, event.capacity)
    return EventWhole(
        row=row, about=event.about, audience=event.audience, ages=event.ages, bring=event.bring,
        why=event.cancelled_why, open=takes_sign_ups(event, moment),
        over=row.standing == Standing.FINISHED.value, group_most=most,
        opens=_opens(session, event, community, moment), keep_days=settings_of(session, community.id).keep_guests,
    )  # fmt: skip


def _opens(session: Session, event: Event, community: Community, moment: datetime) -> Both:
    """When the door opens."""
    settings = settings_of(session, event.community_id)
    opens, _ = door_hours(event.starts_at, event.ends_at, event.opens_before, settings)
    return both(moment_words(opens, community.zone, local_day(moment, community.zone)))


def mine(
    session: Session, device: Remembered | None, event_id: UUID, moment: datetime
) -> tuple[str, list[SignUpRow]]:  # fmt: skip
    """Whom this browser is remembered as, masked, and what they are signed up for here."""
    event = session.get(Event, event_id)
    if device is None or event is None or device.community_id != event.community_id:
        return "", []
    found = own_sign_ups(session, Caller(device), moment)
    rows = [sign_up_row(session, one, moment, own=True) for one in found if one.event_id == event_id]
    return masked(device.name), rows


def by_code(session: Session, event_id: UUID, code: str, moment: datetime) -> SignUpRow:
    """The sign-up for this event behind a code. Raises `NotFound`."""
    row = sign_up_by_code(session, code)
    if row.event_id != event_id:
        raise NotFound("no_such_code", "没有这个查询码，请对一下再输。", field="code")
    return sign_up_row(session, signed_up(session, row), moment)


def sign_up_row(session: Session, one: SignedUp, moment: datetime, *, own: bool = False) -> SignUpRow:
    """Names are masked: a code may be read over somebody's shoulder."""
    event = session.get_one(Event, one.event_id)
    moved = event.moved_at if event.moved_at is not None and event.moved_at > one.made_at else None
    return SignUpRow(
        id=str(one.id), code=one.code, grouped=f"{one.code[:5]}-{one.code[5:]}", state=one.state.value,
        size=one.size, place=one.ahead + 1, names="、".join(masked(name) for name in one.names if name), own=own,
        promoted=_since(session, event, one.promoted_at, moment), moved=_since(session, event, moved, moment),
    )  # fmt: skip


def _since(session: Session, event: Event, since: datetime | None, moment: datetime) -> Both:
    if since is None:
        return Both()
    zone = session.get_one(Community, event.community_id).zone
    return both(moment_words(since, zone, local_day(moment, zone)))
