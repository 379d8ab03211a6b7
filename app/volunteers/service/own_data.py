"""Everything that is kept about one volunteer, to take along."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, or_, select

from app.accounts.rules import Actor
from app.accounts.service.records import record
from app.volunteers.models import (
    Assignment,
    Availability,
    AwayDays,
    Hours,
    HoursChange,
    HoursObjection,
    Language,
    PostLiking,
    Presence,
    ServiceRecord,
    Shift,
    ShiftCall,
    ShiftWaiting,
    Swap,
    VolunteerSkill,
    Wish,
)
from app.volunteers.service.profile import rows_of
from app.volunteers.service.who import Who, names_of, volunteer_for


def own_data(session: Session, who: Who, volunteer_id: UUID, now: datetime) -> dict[str, Any]:
    """Everything that is kept about somebody, for themselves to take along (PIPL art. 45). Raises `NotFound`.

    `agreed`: to what they have consented, and when. Of an objection to their hours what was said and answered, not who
    said it: `contact` is the other one's.
    """
    row = volunteer_for(session, who, volunteer_id)
    if isinstance(who, Actor):
        record(session, who, "volunteer:export", str(row.id), row.community_id)
    own = row.model_dump(mode="json") | {"name": names_of(session, [row])[row.id]}
    if isinstance(who, Actor):
        del own["code"]  # whoever has it acts as them
    found: dict[str, Any] = {"volunteer": own, "agreed": {one: own[f"{one}_at"] for one in ("agreed", "city_agreed")}}
    own_tables = (
        VolunteerSkill, Language, Availability, AwayDays, PostLiking, Assignment, ShiftWaiting, ShiftCall, Presence,
        Hours, ServiceRecord,
    )  # fmt: skip
    for table in own_tables:
        found[table.__name__.lower()] = _dump(rows_of(session, table, row.id, "id"))
    found |= _said_about(session, {UUID(one["about"]) for one in found["hours"]})
    found["wish"] = _dump(session.exec(select(Wish).where(Wish.volunteer_id == row.id)).all())
    mine = or_(col(Swap.giver_id) == row.id, col(Swap.taker_id) == row.id)
    found["swap"] = _dump(session.exec(select(Swap).where(mine)).all())
    shifts = {one["shift_id"] for one in found["assignment"]}
    wanted = select(Shift).where(col(Shift.id).in_([UUID(one) for one in shifts])).order_by(col(Shift.starts_at))
    found["shift"] = [
        {"id": str(one.id), "title": one.title, "place": one.place, "starts_at": one.starts_at.isoformat(),
         "ends_at": one.ends_at.isoformat()}
        for one in session.exec(wanted)
    ]  # fmt: skip
    return found


def _said_about(session: Session, abouts: Collection[UUID]) -> dict[str, Any]:
    """Wishes for other hours, and objections to them."""
    changes = select(HoursChange).where(col(HoursChange.about).in_(abouts)).order_by(col(HoursChange.id))
    objected = select(HoursObjection).where(col(HoursObjection.about).in_(abouts)).order_by(col(HoursObjection.id))
    return {
        "hourschange": _dump(session.exec(changes).all()),
        "hoursobjection": [one.model_dump(mode="json", exclude={"contact"}) for one in session.exec(objected)],
    }


def _dump(rows: Collection[Any]) -> list[dict[str, Any]]:
    return [one.model_dump(mode="json") for one in rows]
