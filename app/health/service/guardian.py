"""A guardian uses the data of a child they answer for: the record of access says who did what, so that the child, too,
can read it one day. What one does with one's own leaves no line."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.service.records import record
from app.health.service.whose import Owner, own_of


def note_guardian(session: Session, owner: Owner, whose: Owner, deed: str) -> None:
    """`deed`: look, mark, unmark, correct or delete. Sharing, exporting and erasing have records of their own."""
    if owner.person_id != whose.person_id:
        record(session, owner.actor, "health:guardian", f"person {whose.person_id}", whose.community_id, deed)


def note_look(session: Session, who: Actor, person_id: UUID | None, now: datetime) -> None:
    """Somebody opens a screen or a paper with the values of a child. Raises `NotFound`."""
    note_guardian(session, *own_of(session, who, now, person_id), "look")
