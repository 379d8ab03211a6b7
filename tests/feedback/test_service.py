"""Anybody may complain; whoever may answer answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.feedback.models import Deed
from app.feedback.rules import HOURLY, MAX_TEXT, Standing, grouped
from app.feedback.service import (
    all_feedback,
    answer_feedback,
    close_feedback,
    count_feedback,
    feedback_by_code,
    own_feedback,
    reopen_feedback,
    standing_of,
    whole_feedback,
    write_feedback,
)
from app.shared.errors import Conflict, NotFound, Refused, TooMany
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


def test_what_was_done_about_a_note_is_kept_in_order(session: Session, cadre: Actor, admin: Actor) -> None:
    note = write_feedback(session, cadre, "字太小", "", "/round", NOW)
    answer_feedback(session, admin, note.id, "在改。", NOW + timedelta(hours=1))
    answer_feedback(session, admin, note.id, "改好了。", NOW + timedelta(hours=2))
    close_feedback(session, admin, note.id, NOW + timedelta(hours=3))
    reopen_feedback(session, admin, note.id, NOW + timedelta(hours=4))
    whole = whole_feedback(session, admin, note.id)
    assert whole.writer == "张姐"
    assert [(step.deed, step.by, step.text) for step in whole.steps] == [
        (Deed.ANSWERED, "管理员", "在改。"),
        (Deed.ANSWERED, "管理员", "改好了。"),
        (Deed.CLOSED, "管理员", ""),
        (Deed.REOPENED, "管理员", ""),
    ]
    assert whole.note.answer == "改好了。"


def test_a_note_goes_from_waiting_over_answered_to_closed_and_back(
    session: Session, cadre: Actor, admin: Actor
) -> None:
    note = write_feedback(session, cadre, "字太小", "", "", NOW)
    seen = [standing_of(note)]
    for deed in (lambda: answer_feedback(session, admin, note.id, "改了", NOW),
                 lambda: close_feedback(session, admin, note.id, NOW),
                 lambda: reopen_feedback(session, admin, note.id, NOW)):  # fmt: skip
        deed()
        seen.append(standing_of(note))
        assert [one.id for one in all_feedback(session, admin, seen[-1])] == [note.id]
        assert count_feedback(session, admin) == {one: int(one is seen[-1]) for one in Standing}
    assert seen == [Standing.WAITING, Standing.ANSWERED, Standing.CLOSED, Standing.ANSWERED]


def test_closing_or_reopening_twice_is_one_deed(session: Session, cadre: Actor, admin: Actor) -> None:
    note = write_feedback(session, cadre, "重复了", "", "", NOW)
    reopen_feedback(session, admin, note.id, NOW)
    close_feedback(session, admin, note.id, NOW)
    close_feedback(session, admin, note.id, NOW)
    assert [step.deed for step in whole_feedback(session, admin, note.id).steps] == [Deed.CLOSED]


def test_a_closed_note_takes_no_answer(session: Session, cadre: Actor, admin: Actor) -> None:
    note = write_feedback(session, cadre, "字太小", "", "", NOW)
    close_feedback(session, admin, note.id, NOW)
    with pytest.raises(Conflict):
        answer_feedback(session, admin, note.id, "晚了", NOW)


@pytest.mark.parametrize("answer", ["", " ", "长" * (MAX_TEXT + 1)])
def test_an_empty_or_endless_answer_is_refused(session: Session, cadre: Actor, admin: Actor, answer: str) -> None:
    note = write_feedback(session, cadre, "字太小", "", "", NOW)
    with pytest.raises(Refused):
        answer_feedback(session, admin, note.id, answer, NOW)


def test_who_wrote_without_an_account_reads_the_answer_with_the_code(session: Session, admin: Actor) -> None:
    note = write_feedback(session, None, "门口的码扫不了", "", "/", NOW)
    answer_feedback(session, admin, note.id, "换了新的码。", NOW)
    for typed in (note.code, grouped(note.code or ""), f" {(note.code or '').lower()} "):
        assert feedback_by_code(session, typed or "").answer == "换了新的码。"


@pytest.mark.parametrize("typed", ["", "ABCDE", "23456-23456", "'; --", "2" * 40])
def test_a_code_that_nobody_was_given_opens_nothing(session: Session, typed: str) -> None:
    write_feedback(session, None, "门口的码扫不了", "", "/", NOW)
    with pytest.raises(NotFound):
        feedback_by_code(session, typed)


def test_what_waits_longest_comes_first(session: Session, cadre: Actor, admin: Actor) -> None:
    notes = [write_feedback(session, cadre, text, "", "", NOW + timedelta(days=at)) for at, text in enumerate("早晚")]
    assert [one.text for one in all_feedback(session, admin, Standing.WAITING)] == ["早", "晚"]
    answer_feedback(session, admin, notes[1].id, "好", NOW)
    assert [one.text for one in all_feedback(session, admin)] == ["早", "晚"]


@pytest.mark.parametrize(
    "role", ["cadre", "cadre_all", "leader", "volunteer", "clinician", "supervisor", "resident", "auditor", "stranger"]
)
def test_only_admins_read_and_answer_what_others_wrote(session: Session, cast: Cast, cadre: Actor, role: str) -> None:
    note = write_feedback(session, cadre, "秘密", "", "", NOW)
    who = actor_of(session, getattr(cast, role).id, NOW)
    with pytest.raises(NotFound):
        all_feedback(session, who)
    deeds: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (count_feedback, ()),
        (whole_feedback, (note.id,)),
        (answer_feedback, (note.id, "嗯", NOW)),
        (close_feedback, (note.id, NOW)),
        (reopen_feedback, (note.id, NOW)),
    ]
    for deed, arguments in deeds:
        with pytest.raises(NotFound):
            deed(session, who, *arguments)
