"""Stars and words, once per browser, and nobody's name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.events.service.edit import cancel
from app.events.service.said import say, what_was_said
from app.shared.errors import Conflict, NotFound, Refused
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import HOUR, actor, event


def test_staff_read_what_was_said(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    say(session, "a", on.id, 5, " 好 ", NOW)
    with pytest.raises(Conflict):
        say(session, "a", on.id, 1, "", NOW)
    say(session, "b", on.id, 3, "", NOW + HOUR)
    assert [(one.stars, one.words) for one in what_was_said(session, actor(session, cast.cadre), on.id)] == [
        (3, ""), (5, "好"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stars", "words", "at"),
    [
        (0, "", NOW),
        (6, "", NOW),
        (5, "长" * 501, NOW),
        (5, "", NOW - timedelta(seconds=1)),
        (5, "", NOW + timedelta(days=15)),
    ],
)
def test_what_is_no_opinion_is_refused(session: Session, cast: Cast, stars: int, words: str, at: object) -> None:
    on = event(session, cast)
    with pytest.raises(Refused):
        say(session, "a", on.id, stars, words, at)  # type: ignore[arg-type]


def test_nobody_rates_a_draft_or_what_was_called_off(session: Session, cast: Cast) -> None:
    off = event(session, cast)
    cancel(session, actor(session, cast.cadre), off.id, "停电", NOW)
    with pytest.raises(Refused):
        say(session, "a", off.id, 5, "", NOW)
    with pytest.raises(NotFound):
        say(session, "a", event(session, cast, published=False).id, 5, "", NOW)


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "supervisor", "auditor", "stranger"])
def test_others_do_not_read_it(session: Session, cast: Cast, role: str) -> None:
    on = event(session, cast)
    with pytest.raises(NotFound):
        what_was_said(session, actor(session, getattr(cast, role)), on.id)
