"""Notes at the door are read by those they are meant for."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.households.models import NoteReader
from app.households.service import end_note, notes_for, write_note
from app.shared.errors import NotFound, Refused
from app.shared.ids import new_id
from tests.cast import Cast
from tests.conftest import NOW


def actor(session: Session, cast: Cast, login: str) -> Actor:
    return actor_of(session, getattr(cast, login).id, NOW)


@pytest.mark.parametrize(
    ("readers", "seen_by"),
    [
        (NoteReader.CADRES, {"cadre", "cadre_all", "admin"}),
        (NoteReader.GRID, {"cadre"}),
        (NoteReader.AUTHOR, {"cadre"}),
    ],
)
def test_a_note_is_seen_by_those_it_is_meant_for(
    session: Session, cast: Cast, readers: NoteReader, seen_by: set[str]
) -> None:
    write_note(session, actor(session, cast, "cadre"), cast.lin_home.id, "家里有狗", readers)
    for login in ("cadre", "cadre_all", "admin"):
        seen = notes_for(session, actor(session, cast, login), cast.lin_home.id)
        assert bool(seen) == (login in seen_by), login


@pytest.mark.parametrize("login", ["cadre_two", "far_cadre", "leader", "supervisor", "resident", "stranger"])
def test_nobody_else_reads_or_writes_notes_there(session: Session, cast: Cast, login: str) -> None:
    note = write_note(session, actor(session, cast, "cadre"), cast.lin_home.id, "家里有狗")
    who = actor(session, cast, login)
    with pytest.raises(NotFound):
        notes_for(session, who, cast.lin_home.id)
    with pytest.raises(NotFound):
        write_note(session, who, cast.lin_home.id, "我来过")
    with pytest.raises(NotFound):
        end_note(session, who, note.id)


def test_the_author_of_another_grid_keeps_reading_their_grid_note(session: Session, cast: Cast) -> None:
    write_note(session, actor(session, cast, "cadre_all"), cast.lin_home.id, "儿子在外地", NoteReader.GRID)
    assert notes_for(session, actor(session, cast, "cadre_all"), cast.lin_home.id)


def test_an_ended_note_is_gone_and_may_be_ended_twice(session: Session, cast: Cast) -> None:
    who = actor(session, cast, "cadre")
    note = write_note(session, who, cast.lin_home.id, "门铃坏了")
    assert end_note(session, who, note.id, NOW).ended_at == NOW
    assert end_note(session, who, note.id).ended_at == NOW
    assert notes_for(session, who, cast.lin_home.id) == []
    with pytest.raises(NotFound):
        end_note(session, who, new_id())


def test_a_note_of_somebody_elses_eyes_cannot_be_ended(session: Session, cast: Cast) -> None:
    note = write_note(session, actor(session, cast, "cadre"), cast.lin_home.id, "约好月底", NoteReader.AUTHOR)
    with pytest.raises(NotFound):
        end_note(session, actor(session, cast, "cadre_all"), note.id)


@pytest.mark.parametrize("text", ["", "  \n ", "字" * 301])
def test_an_empty_or_endless_note_is_refused(session: Session, cast: Cast, text: str) -> None:
    with pytest.raises(Refused) as refused:
        write_note(session, actor(session, cast, "cadre"), cast.lin_home.id, text)
    assert refused.value.field == "text"


def test_a_note_made_on_a_phone_keeps_its_id(session: Session, cast: Cast) -> None:
    made = new_id()
    assert write_note(session, actor(session, cast, "cadre"), cast.lin_home.id, "有狗", note_id=made).id == made
