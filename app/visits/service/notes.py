"""Notes at the door, written by a phone: the commands `note.write` v1 and `note.end` v1."""

from __future__ import annotations

from uuid import UUID

from pydantic import ConfigDict
from sqlmodel import Session

from app.accounts.rules import Actor
from app.households.models import DoorNote, NoteReader
from app.households.service import end_note, write_note
from app.offline.registry import Meta, command
from app.shared.errors import Conflict
from app.shared.text import Said


class WriteNote(Said):
    """`note.write` v1. Readers: `cadres` (all who go there), `grid` (this grid's), `author` (only me)."""

    model_config = ConfigDict(extra="forbid")

    household_id: UUID
    text: str
    readers: NoteReader = NoteReader.CADRES


class EndNote(Said):
    """`note.end` v1: it no longer holds."""

    model_config = ConfigDict(extra="forbid")

    note_id: UUID


@command("note.write", version=1)
def note_at_door(session: Session, who: Actor, meta: Meta, writing: WriteNote) -> DoorNote:
    """Put a note at the door, once per command id. Raises `NotFound`, `Refused`, `Conflict` (somebody else's id)."""
    earlier = session.get(DoorNote, meta.command_id)
    if earlier is None:
        return write_note(session, who, writing.household_id, writing.text, writing.readers, note_id=meta.command_id)
    if earlier.written_by != who.account_id:
        raise Conflict("id_taken", "这条记录的编号已被别的记录用过，请重新填写。")
    return earlier


@command("note.end", version=1)
def note_no_longer(session: Session, who: Actor, meta: Meta, ending: EndNote) -> DoorNote:
    """Take a note away. Again: nothing happens. Raises `NotFound`."""
    return end_note(session, who, ending.note_id, now=meta.received_at)
