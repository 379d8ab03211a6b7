"""Everything the door has to know about one person and one event, in one statement.

This is read for every check-in, so it is plain columns without objects, and the statements are built once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal
from uuid import UUID

import sqlalchemy
from sqlalchemy import bindparam, func, literal
from sqlmodel import Session

from app.events.models import Attendee, Event, EventSettings, SignUp, SignUpState
from app.households.models import Community, Person
from app.passes.models import ResidentPass
from app.shared.tables import Moment, table_of

By = Literal["token", "short", "person", "attendee", "name"]


_event, _settings, _community = table_of(Event), table_of(EventSettings), table_of(Community)
_person, _pass = table_of(Person), table_of(ResidentPass)
_attendee, _sign_up = table_of(Attendee), table_of(SignUp)
_guest = _attendee.alias("as_guest")


@dataclass(frozen=True)
class Seen:
    """The event, the person behind what was shown, and their place there."""

    event_id: UUID
    community_id: UUID
    zone: str
    published_at: datetime | None
    finished_at: datetime | None
    cancelled_at: datetime | None
    starts_at: datetime
    ends_at: datetime
    opens_before: int | None  # minutes; of the event, else of the community, else None
    closes_after: int | None
    walk_in: bool
    capacity: int | None
    taken: int
    person_id: UUID | None
    name: str | None
    pass_id: UUID | None
    revoked_at: datetime | None
    has_pin: bool
    attendee_id: UUID | None
    came_at: datetime | None
    left_at: datetime | None
    device_key: str | None
    sign_up_id: UUID | None
    state: SignUpState | None


def look(session: Session, by: By, event_id: UUID, **values: Any) -> Seen | None:
    """None: no such event. `values`: `token`; `short`; `person`; `attendee`; or `name`, `phone_index` and `guest`."""
    row = session.connection().execute(_statement(by), {"event": event_id, **values}).first()
    return Seen(*row) if row is not None else None


@cache
def _statement(by: By) -> Any:
    given = func.coalesce(_attendee.c.id, _guest.c.id) if by == "name" else _attendee.c.id
    pass_columns = (
        (_pass.c.id, _pass.c.revoked_at, _pass.c.pin_hash.is_not(None)) if by in ("token", "short")
        else (literal(None), literal(None, Moment), literal(False))
    )  # fmt: skip
    chosen: list[Any] = [_attendee.c.came_at, _attendee.c.left_at, _attendee.c.device_key, _attendee.c.sign_up_id]
    if by == "name":
        chosen = [func.coalesce(one, _guest.c[one.name], type_=one.type) for one in chosen]
    columns = [
        _event.c.id, _event.c.community_id, _community.c.zone, _event.c.published_at, _event.c.finished_at,
        _event.c.cancelled_at, _event.c.starts_at, _event.c.ends_at,
        func.coalesce(_event.c.opens_before, _settings.c.opens_before), _settings.c.closes_after, _event.c.walk_in,
        _event.c.capacity, _event.c.taken, _person_id(by), _person.c.name, *pass_columns, given, *chosen,
        _sign_up.c.state,
    ]  # fmt: skip
    joined = _joined(by, chosen[3])
    order = (_pass.c.revoked_at.is_not(None), _pass.c.revoked_at.desc()) if by == "short" else (_person.c.id,)
    return sqlalchemy.select(*columns).select_from(joined).where(_event.c.id == bindparam("event")).order_by(
        *order
    ).limit(1)  # fmt: skip


def _person_id(by: By) -> Any:
    """The record that stands for the person now."""
    return _person.c.id if by == "name" else func.coalesce(_person.c.merged_into, _person.c.id, type_=_person.c.id.type)


def _joined(by: By, sign_up_id: Any) -> Any:
    source = _event.join(_community, _community.c.id == _event.c.community_id)
    source = source.outerjoin(_settings, _settings.c.community_id == _event.c.community_id)
    here = _person.c.community_id == _event.c.community_id
    if by in ("token", "short"):
        which = _pass.c.token == bindparam("token") if by == "token" else _pass.c.short_code == bindparam("short")
        source = source.outerjoin(_pass, which & (_pass.c.community_id == _event.c.community_id))
        source = source.outerjoin(_person, _person.c.id == _pass.c.person_id)
    elif by == "attendee":
        picked = (_attendee.c.event_id == _event.c.id) & (_attendee.c.id == bindparam("attendee"))
        source = source.outerjoin(_attendee, picked).outerjoin(_person, _person.c.id == _attendee.c.person_id)
        return source.outerjoin(_sign_up, _sign_up.c.id == sign_up_id)
    elif by == "person":
        source = source.outerjoin(_person, here & (_person.c.id == bindparam("person")))
    else:
        named = (_person.c.phone_index == bindparam("phone_index")) & (_person.c.name == bindparam("name"))
        living = _person.c.merged_into.is_(None) & _person.c.moved_out_on.is_(None)
        source = source.outerjoin(_person, here & named & living)
    source = source.outerjoin(_attendee, (_attendee.c.event_id == _event.c.id) & (_attendee.c.who == _person_id(by)))
    if by == "name":  # they may have signed up before the roster knew them
        mine = (_guest.c.event_id == _event.c.id) & (_guest.c.who == bindparam("guest"))
        source = source.outerjoin(_guest, mine)
    return source.outerjoin(_sign_up, _sign_up.c.id == sign_up_id)
