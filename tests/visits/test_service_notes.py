"""A phone writes a note at the door once, however often it is sent."""

from __future__ import annotations

import pytest
from sqlmodel import Session, func, select

from app.households.models import DoorNote, NoteReader
from app.shared.errors import Conflict, NotFound, Refused
from app.visits.service import note_at_door, note_no_longer
from app.visits.service.notes import EndNote, WriteNote
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import meta, who


def test_a_note_is_written_once(session: Session, cast: Cast) -> None:
    envelope = meta()
    writing = WriteNote(household_id=cast.lin_home.id, text="有狗", readers=NoteReader.GRID)
    first = note_at_door(session, who(session, cast.cadre), envelope, writing)
    assert note_at_door(session, who(session, cast.cadre), envelope, writing) is first
    assert (first.text, first.readers, first.written_by) == ("有狗", NoteReader.GRID, cast.cadre.id)
    assert session.exec(select(func.count()).select_from(DoorNote)).one() == 1


def test_the_id_of_a_colleagues_note_cannot_be_used(session: Session, cast: Cast) -> None:
    envelope, writing = meta(), WriteNote(household_id=cast.lin_home.id, text="有狗")
    note_at_door(session, who(session, cast.cadre), envelope, writing)
    with pytest.raises(Conflict):
        note_at_door(session, who(session, cast.cadre_all), envelope, writing)


def test_an_empty_note_is_refused_at_its_field(session: Session, cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        note_at_door(session, who(session, cast.cadre), meta(), WriteNote(household_id=cast.lin_home.id, text=" "))
    assert refused.value.field == "text"


def test_it_is_taken_away_once(session: Session, cast: Cast) -> None:
    writing = WriteNote(household_id=cast.lin_home.id, text="有狗")
    note = note_at_door(session, who(session, cast.cadre), meta(), writing)
    for _ in range(2):
        note_no_longer(session, who(session, cast.cadre), meta(), EndNote(note_id=note.id))
    assert note.ended_at == NOW


@pytest.mark.parametrize("role", ["cadre_two", "far_cadre", "neighbour_leader", "supervisor", "stranger"])
def test_nobody_else_writes_at_that_door(session: Session, cast: Cast, role: str) -> None:
    with pytest.raises(NotFound):
        note_at_door(
            session, who(session, cast.account(role)), meta(), WriteNote(household_id=cast.lin_home.id, text="有狗")
        )
