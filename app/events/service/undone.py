"""The command `checkin.undo` v1: the phone of staff takes a scan back that it has already sent."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.events.models import Attendee
from app.events.payload import UndoneScan
from app.events.service.arrivals import undo
from app.events.service.find import event_for
from app.offline.registry import Meta, command
from app.passes.models import ResidentPass
from app.passes.rules.codes import read_pass
from app.shared.errors import NotFound


@command("checkin.undo", version=1)
def undo_scan(session: Session, who: Actor, meta: Meta, data: UndoneScan) -> UUID:
    """The person is not in any more; what happened stays noted. Returns the attendee.

    As soon after the scan as a community allows, counted to the moment of the tap, not to when the phone had a signal.
    Raises `NotFound` (no such event, pass or arrival; not theirs), `Conflict` (somebody else's; too late).
    """
    event = event_for(session, who, data.event_id, Permission.EVENT_CHECK_IN)
    attendee = _arrival(session, event.community_id, event.id, data.pass_)
    undo(session, who, attendee, min(meta.made_at, meta.received_at))
    return attendee


def _arrival(session: Session, community_id: UUID, event_id: UUID, text: str) -> UUID:
    read = read_pass(text)
    is_it = ResidentPass.token == read.token if read.token else ResidentPass.short_code == read.short_code
    wanted = (
        select(Attendee.id)
        .join(ResidentPass, col(ResidentPass.person_id) == col(Attendee.person_id))
        .where(Attendee.event_id == event_id, ResidentPass.community_id == community_id, is_it)
        .where(col(Attendee.came_at).is_not(None))
    )
    found = session.exec(wanted).first() if read else None
    if found is None:
        raise NotFound("no_such_attendee", "没有这个人的签到。", field="pass")
    return found
