"""The demo community has said something about Linju already."""

from __future__ import annotations

from types import SimpleNamespace

from sqlmodel import Session

from app.accounts.service import actor_of
from app.feedback.demo import NOTES, add_notes
from app.feedback.rules import Standing
from app.feedback.service import all_feedback, count_feedback
from app.shared.clock import now
from tests.cast import Cast


def test_some_notes_wait_one_is_answered_and_one_closed(session: Session, cast: Cast) -> None:
    add_notes(session, SimpleNamespace(community_id=cast.hupan.id), lambda what, share: None)
    admin = actor_of(session, cast.admin.id, now())
    assert count_feedback(session, admin) == {Standing.WAITING: 2, Standing.ANSWERED: 1, Standing.CLOSED: 1}
    assert len(all_feedback(session, admin)) == len(NOTES)
