"""Writing an arrival down, once: the write itself says whether it was the first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.accounts.rules.operator import author
from app.events.models import Attendee, DoorTry, Event, Trust, Via
from app.events.rules.admission import Verdict
from app.events.service.comes import Comes, Told, told
from app.events.service.look import Seen, table_of
from app.events.service.people import device_key, guest_key
from app.shared.ids import new_id

_attendee, _event, _try = table_of(Attendee), table_of(Event), table_of(DoorTry)


def enter(comes: Comes, seen: Seen, verdict: Verdict) -> Told | None:
    """Let them in. None: somebody was quicker, look again."""
    if seen.attendee_id is None:
        return _walk_in(comes, seen)
    waits = _attendee.c.left_at.is_not(None) if verdict is Verdict.BACK else _attendee.c.came_at.is_(None)
    values = {"left_at": None} if verdict is Verdict.BACK else _arrival(comes)
    written = update(_attendee).where(_attendee.c.id == seen.attendee_id, waits).values(**values)
    if comes.session.execute(written.returning(_attendee.c.id)).first() is None:
        return None
    came_at = seen.came_at if verdict is Verdict.BACK else comes.at
    return replace(told(comes, seen, verdict, came_at), mine=True)


def _walk_in(comes: Comes, seen: Seen) -> Told | None:
    """A place first, where places are counted; always in this order, so that nobody waits in a circle."""
    if seen.capacity is not None and not _take_place(comes):
        return None
    attendee_id = new_id()
    guest = seen.person_id is None
    row = _arrival(comes) | {
        "id": attendee_id, "created_at": comes.now, "community_id": seen.community_id, "event_id": seen.event_id,
        "person_id": seen.person_id, "name": comes.shown.name if guest else None,
        "phone": comes.shown.phone if guest else None,
        "who": guest_key(comes.shown.phone, comes.shown.name) if guest else seen.person_id,
    }  # fmt: skip
    dialect: Any = postgresql if comes.session.get_bind().dialect.name == "postgresql" else sqlite
    once = dialect.insert(_attendee).values(row).on_conflict_do_nothing(index_elements=["event_id", "who"])
    if comes.session.execute(once.returning(_attendee.c.id)).first() is None:
        if seen.capacity is not None:
            give_back(comes.session, seen.event_id)
        return None
    return replace(told(comes, seen, Verdict.ENTER, comes.at), mine=True, attendee_id=attendee_id)


def _take_place(comes: Comes) -> bool:
    """One of the places that are free; beyond them only for somebody who is inside already."""
    free = _event.c.taken < _event.c.capacity
    taken = update(_event).where(_event.c.id == comes.event_id, free | bindparam("let_in", comes.how.let_in))
    return comes.session.execute(taken.values(taken=_event.c.taken + 1).returning(_event.c.id)).first() is not None


def give_back(session: Session, event_id: UUID) -> None:
    """A place that was taken for nothing."""
    session.execute(update(_event).where(_event.c.id == event_id).values(taken=_event.c.taken - 1))


def _arrival(comes: Comes) -> dict[str, Any]:
    how = comes.how
    return {
        "came_at": comes.at, "received_at": comes.now, "via": how.via, "by": author(how.who) if how.who else None,
        "trust": Trust.LOWER if how.via is Via.PRINTED else Trust.FULL, "flags": comes.flags,
        "device_key": device_key(comes.event_id, how.browser),
    }  # fmt: skip


def note(comes: Comes, seen: Seen, code: str, *, let_in: bool = False) -> None:
    """Keep something for a person to look at."""
    who = comes.how.who
    row = {
        "id": new_id(), "created_at": comes.now, "community_id": seen.community_id, "event_id": seen.event_id,
        "code": code, "via": comes.how.via, "at": comes.at, "attendee_id": seen.attendee_id,
        "person_id": seen.person_id, "by": author(who) if who else None, "let_in": let_in,
        "device_key": device_key(seen.event_id, comes.how.browser),
    }  # fmt: skip
    comes.session.execute(insert(_try), [row])
