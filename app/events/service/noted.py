"""What the door notes for staff to look at: once, however often the same thing happens again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from app.accounts.rules.operator import author
from app.events.models import DoorTry, Via
from app.events.rules.abuse import same_again
from app.events.rules.admission import STANDS, Verdict
from app.events.service.comes import Comes
from app.events.service.look import Seen
from app.events.service.people import device_key
from app.shared.crypto import keys
from app.shared.ids import new_id
from app.shared.tables import table_of

_try = table_of(DoorTry)
_TRY = ("id", "created_at", "community_id", "event_id", "code", "via", "at", "attendee_id", "person_id", "by", "let_in",
        "device_key", "once", "times", "last_at")  # fmt: skip
_OF_SOMEBODY = {*STANDS, Verdict.ALREADY, Verdict.REVOKED}  # what is about the person and not about who tries


def note(comes: Comes, seen: Seen, code: str, *, let_in: bool = False) -> None:
    """Keep something for a person to look at."""
    who, how = comes.how.who, comes.how
    known = seen.person_id or seen.pass_id or seen.attendee_id if code in _OF_SOMEBODY else None
    again = same_again(code, known, how.window, how.browser if who else how.address)
    row = try_row(seen.event_id, seen.community_id, code, how.via, comes.at, again, how.browser) | {
        "created_at": comes.now, "attendee_id": seen.attendee_id, "person_id": seen.person_id,
        "by": author(who) if who else None, "let_in": let_in,
    }  # fmt: skip
    comes.tries.append(row)
    keep_tries(comes.session, [row])


def try_row(
    event_id: UUID, community_id: UUID, code: str, via: Via, at: datetime, again: str, browser: str
) -> dict[str, Any]:  # fmt: skip
    """A row of `DoorTry` about nobody in particular. `again`: `rules.abuse.same_again`."""
    return {
        "id": new_id(), "created_at": at, "community_id": community_id, "event_id": event_id, "code": code, "via": via,
        "at": at, "attendee_id": None, "person_id": None, "by": None, "let_in": False,
        "device_key": device_key(event_id, browser), "times": 1, "last_at": at,
        "once": keys().blind("door-try", f"{event_id} {again}"),
    }  # fmt: skip


def keep_tries(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write down what is to be looked at. What had been looked at and happens again is to be looked at again."""
    for row in rows:
        session.execute(_noted(session.get_bind().dialect.name), row)


@cache
def _noted(dialect: str) -> Any:
    new: Any = (postgresql if dialect == "postgresql" else sqlite).insert(_try)
    new = new.values({name: bindparam(name) for name in _TRY})
    again = {
        "times": _try.c.times + 1, "last_at": new.excluded.last_at, "let_in": _try.c.let_in | new.excluded.let_in,
        "looked_at": None, "looked_by": None,
    }  # fmt: skip
    return new.on_conflict_do_update(index_elements=["event_id", "once"], set_=again)
