"""Writing an arrival down, once: the write itself says whether it was the first."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, bindparam, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.accounts.rules.operator import author
from app.events.models import Attendee, Event, Trust, Via
from app.events.rules.admission import Verdict
from app.events.service.comes import Comes, Told, told
from app.events.service.look import Seen
from app.events.service.people import device_key, guest_key
from app.shared.ids import new_id
from app.shared.tables import table_of

_attendee, _event = table_of(Attendee), table_of(Event)
_ARRIVAL = ("came_at", "received_at", "via", "by", "trust", "flags", "device_key", "late_code")
_PERSON = ("id", "created_at", "community_id", "event_id", "person_id", "name", "phone", "who")


# Built once: a statement that is built anew costs as much as running it.
_come = update(_attendee).where(_attendee.c.id == bindparam("which"), _attendee.c.came_at.is_(None)).returning(
    _attendee.c.id
).values({name: bindparam(name) for name in _ARRIVAL})  # fmt: skip
_back = update(_attendee).where(_attendee.c.id == bindparam("which"), _attendee.c.left_at.is_not(None)).returning(
    _attendee.c.id
).values(left_at=None)  # fmt: skip
_place = update(_event).where(
    _event.c.id == bindparam("which"), (_event.c.taken < _event.c.capacity) | bindparam("let_in", type_=Boolean)
).returning(_event.c.id).values(taken=_event.c.taken + 1)  # fmt: skip


def enter(comes: Comes, seen: Seen, verdict: Verdict) -> Told | None:
    """Let them in. None: somebody was quicker, look again."""
    if seen.attendee_id is None:
        return _walk_in(comes, seen)
    back = verdict is Verdict.BACK
    values: dict[str, Any] = {"which": seen.attendee_id} | ({} if back else _arrival(comes))
    if comes.session.connection().execute(_back if back else _come, values).first() is None:
        return None
    return replace(told(comes, seen, verdict, seen.came_at if back else comes.at), mine=True)


def _walk_in(comes: Comes, seen: Seen) -> Told | None:
    """Their row first, then a place where places are counted: the event's row, which everybody wants, is held for the
    shortest time. Sign-ups go the same way, so that nobody waits in a circle."""
    attendee_id = new_id()
    guest = seen.person_id is None
    row = _arrival(comes) | {
        "id": attendee_id, "created_at": comes.now, "community_id": seen.community_id, "event_id": seen.event_id,
        "person_id": seen.person_id, "name": comes.shown.name if guest else None,
        "phone": comes.shown.phone if guest else None,
        "who": guest_key(comes.shown.phone, comes.shown.name) if guest else seen.person_id,
    }  # fmt: skip
    if comes.session.connection().execute(_once(comes.session.get_bind().dialect.name), row).first() is None:
        return None
    if seen.capacity is not None and not _take_place(comes):
        comes.session.connection().execute(delete(_attendee).where(_attendee.c.id == attendee_id))
        return None
    return replace(told(comes, seen, Verdict.ENTER, comes.at), mine=True, attendee_id=attendee_id)


@cache
def _once(dialect: str) -> Any:
    """Insert, unless this person has a row at this event. A twin that is on the way is waited for."""
    new: Any = (postgresql if dialect == "postgresql" else sqlite).insert(_attendee)
    values: dict[str, Any] = {name: bindparam(name) for name in (*_ARRIVAL, *_PERSON)}
    return new.values(values).on_conflict_do_nothing(index_elements=["event_id", "who"]).returning(_attendee.c.id)


def _take_place(comes: Comes) -> bool:
    """One of the places that are free; beyond them only for somebody who is inside already."""
    values = {"which": comes.event_id, "let_in": comes.how.let_in}
    return comes.session.connection().execute(_place, values).first() is not None


def give_back(session: Session, event_id: UUID) -> None:
    """A place that was taken for nothing."""
    session.execute(update(_event).where(_event.c.id == event_id).values(taken=_event.c.taken - 1))


def _arrival(comes: Comes) -> dict[str, Any]:
    how = comes.how
    return {
        "came_at": comes.at, "received_at": comes.now, "via": how.via, "by": author(how.who) if how.who else None,
        "trust": Trust.LOWER if how.paper or how.via is Via.PRINTED else Trust.FULL, "flags": comes.flags,
        "device_key": device_key(comes.event_id, how.browser), "late_code": how.window if how.late else None,
    }  # fmt: skip
