"""Who may read a note at the door."""

from __future__ import annotations

from uuid import UUID

from app.accounts.rules import Actor, Permission
from app.households.models import Door, DoorNote, NoteReader


def may_read_note(note: DoorNote, door: Door, who: Actor) -> bool:
    """Whether `who`, who may read the household, may read this note of it.

    `cadres`: everybody who may read the household. `grid`: whoever works in this very grid (also as a stand-in), not
    those responsible for the whole community. `author`: only the author. An author always reads their own note.
    """
    if note.written_by == who.account_id:
        return True
    if note.readers is NoteReader.GRID:
        return works_in_grid(who, door.community_id, door.grid_id)
    return note.readers is NoteReader.CADRES


def works_in_grid(who: Actor, community_id: UUID, grid_id: UUID | None) -> bool:
    """Whether a grant of theirs names this grid."""
    scopes = who.scopes_for(Permission.HOUSEHOLD_READ)
    return grid_id is not None and any(s.grid_id == grid_id and s.community_id == community_id for s in scopes)
