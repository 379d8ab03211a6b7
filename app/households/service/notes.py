"""Notes that matter at the door (有狗, 听力不好): written, read by those meant, ended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.households.models import Door, DoorNote, NoteReader
from app.households.rules.notes import may_read_note
from app.households.service.reach import household_of
from app.shared.clock import now as clock_now
from app.shared.errors import NotFound, Refused
from app.shared.ids import new_id

MAX_NOTE = 300  # characters, as in the table


def write_note(
    session: Session,
    who: Actor,
    household_id: UUID,
    text: str,
    readers: NoteReader = NoteReader.CADRES,
    *,
    note_id: UUID | None = None,
) -> DoorNote:
    """Put a note at the door. `note_id`: made by a phone, so that a retry is the same note.

    Raises `NotFound` for a household that is not theirs, `Refused` for an empty or too long text.
    """
    household = household_of(session, who, household_id, Permission.HOUSEHOLD_EDIT)
    words = " ".join(text.split())
    if not words:
        raise Refused("note_empty", "请写下要提醒的内容。", field="text")
    if len(words) > MAX_NOTE:
        raise Refused("note_long", "提醒最多 {most} 个字。", field="text", most=MAX_NOTE)
    note = DoorNote(
        id=note_id or new_id(), community_id=household.community_id, household_id=household.id,
        text=words, readers=readers, written_by=who.account_id,
    )  # fmt: skip
    session.add(note)
    session.flush()
    return note


def end_note(session: Session, who: Actor, note_id: UUID, now: datetime | None = None) -> DoorNote:
    """The note no longer holds. Whoever reads it may end it; ending twice changes nothing. Raises `NotFound`."""
    note = session.get(DoorNote, note_id)
    if note is None:
        raise _unknown()
    household = household_of(session, who, note.household_id, Permission.HOUSEHOLD_EDIT)
    door = session.get_one(Door, household.door_id)
    if not may_read_note(note, door, who):
        raise _unknown()
    if note.ended_at is None:
        note.ended_at = now or clock_now()
        session.add(note)
        session.flush()
    return note


def notes_for(session: Session, who: Actor, household_id: UUID) -> list[DoorNote]:
    """The notes in force at this door that this person may read, newest first. Raises `NotFound`."""
    household = household_of(session, who, household_id)
    door = session.get_one(Door, household.door_id)
    wanted = select(DoorNote).where(DoorNote.household_id == household_id, col(DoorNote.ended_at).is_(None))
    notes = session.exec(wanted.order_by(col(DoorNote.created_at).desc())).all()
    return [note for note in notes if may_read_note(note, door, who)]


def _unknown() -> NotFound:
    return NotFound("note_unknown", "找不到这条提醒。")
