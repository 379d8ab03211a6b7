"""The admin's screen of notes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session, select

from app.feedback.models import Feedback
from app.feedback.service import write_feedback
from app.feedback.state import AnswersState
from app.shared.clock import now
from app.shared.db import transaction
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def note(desk: Desk) -> str:
    with transaction(desk.engine) as session:
        return str(write_feedback(session, None, "字太小", "0592-1", "/round", now()).id)


def test_what_waits_is_shown_first_and_opens(desk: Desk, note: str) -> None:
    state: Any = desk.press("admin", AnswersState, "load")
    assert ([row.id for row in state.notes], state.counts.waiting, state.wanted) == ([note], 1, "waiting")
    one = desk.press("admin", AnswersState, "open", note).one
    assert (one.text, one.writer, one.contact, one.standing, one.steps) == ("字太小", "", "0592-1", "waiting", [])


def test_it_is_answered_closed_and_reopened(desk: Desk, note: str) -> None:
    one = desk.press("admin", AnswersState, "answer", {"note": note, "answer": "改了"}).one
    assert (one.standing, [step.text for step in one.steps]) == ("answered", ["改了"])
    assert desk.press("admin", AnswersState, "settle", note).one.standing == "closed"
    assert [row.id for row in desk.press("admin", AnswersState, "choose", "closed").notes] == [note]
    assert desk.press("admin", AnswersState, "reopen", note).one.standing == "answered"
    with Session(desk.engine) as session:
        assert session.exec(select(Feedback)).one().answer == "改了"


def test_an_unknown_filter_shows_what_waits(desk: Desk, note: str) -> None:
    assert desk.press("admin", AnswersState, "choose", "x").wanted == "waiting"


@pytest.mark.parametrize("role", ["cadre", "supervisor", "auditor", "resident"])
def test_others_are_told_that_it_is_not_theirs(desk: Desk, note: str, role: str) -> None:
    state: Any = desk.press(role, AnswersState, "load")
    assert (state.allowed, state.ready, state.notes) == (False, True, [])
