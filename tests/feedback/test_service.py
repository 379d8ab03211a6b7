"""Anybody may complain; whoever may answer answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.feedback.rules import HOURLY, MAX_TEXT, too_many
from app.feedback.service import all_feedback, answer_feedback, own_feedback, write_feedback
from app.shared.errors import NotFound, Refused, TooMany
from tests.cast import Cast

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def cadre(session: Session, cast: Cast) -> Actor:
    return actor_of(session, cast.cadre.id, NOW)


@pytest.fixture
def admin(session: Session, cast: Cast) -> Actor:
    return actor_of(session, cast.admin.id, NOW)


def test_a_note_and_its_answer_reach_each_other(session: Session, cadre: Actor, admin: Actor) -> None:
    note = write_feedback(session, cadre, " 字太小 ", "", "/round", NOW)
    answer_feedback(session, admin, note.id, "已改。", NOW)
    (mine,) = own_feedback(session, cadre)
    assert (mine.text, mine.answer) == ("字太小", "已改。")


def test_nobody_has_to_sign_in_to_complain(session: Session, admin: Actor) -> None:
    write_feedback(session, None, "门口的码扫不了", "", "/", NOW)
    assert [note.account_id for note in all_feedback(session, admin)] == [None]


@pytest.mark.parametrize("text", ["", "   ", "长" * (MAX_TEXT + 1)])
def test_an_empty_or_endless_note_is_refused(session: Session, cadre: Actor, text: str) -> None:
    with pytest.raises(Refused) as refused:
        write_feedback(session, cadre, text, "", "", NOW)
    assert refused.value.field == "text"


def test_a_flood_waits_and_flows_again_an_hour_later(session: Session, cadre: Actor) -> None:
    for _ in range(HOURLY):
        write_feedback(session, cadre, "又来了", "", "", NOW)
    with pytest.raises(TooMany):
        write_feedback(session, cadre, "又来了", "", "", NOW)
    write_feedback(session, cadre, "又来了", "", "", NOW + timedelta(hours=1, seconds=1))


@pytest.mark.parametrize(
    ("count", "signed_in", "waits"), [(19, True, False), (20, True, True), (199, False, False), (200, False, True)]
)
def test_unsigned_notes_share_a_larger_brake(count: int, signed_in: bool, waits: bool) -> None:
    assert too_many(count, signed_in) is waits


@pytest.mark.parametrize("role", ["cadre", "supervisor", "resident", "auditor", "stranger"])
def test_only_admins_read_and_answer_what_others_wrote(session: Session, cast: Cast, cadre: Actor, role: str) -> None:
    note = write_feedback(session, cadre, "秘密", "", "", NOW)
    who = actor_of(session, getattr(cast, role).id, NOW)
    with pytest.raises(NotFound):
        all_feedback(session, who)
    with pytest.raises(NotFound):
        answer_feedback(session, who, note.id, "嗯", NOW)
