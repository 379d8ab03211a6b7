"""Once a day, whichever process comes first; by hand at any time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.events.models import Attendee
from app.shared.db import transaction
from app.tidy import service
from app.tidy.chores import CHORES, Chore
from app.tidy.models import TidyRun
from app.tidy.service import EVERY, STUCK, due, last_runs, tidy_now, tidy_when_due, words
from tests.cast import make_cast
from tests.conftest import NOW
from tests.events.events import come, event

DAY = timedelta(days=1)
LATER = NOW + 60 * DAY


@pytest.fixture
def guest(empty_engine: Engine) -> Engine:
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        come(session, event(session, cast, walk_in=True).id, "王芳", 1)
    return empty_engine


def test_a_day_is_tidied_once_and_says_what_it_did(guest: Engine) -> None:
    assert tidy_when_due("guests", LATER, guest) == {"events": 1, "guests": 1, "phones": 0}
    assert tidy_when_due("guests", LATER + timedelta(hours=1), guest) is None
    assert tidy_when_due("guests", LATER + EVERY, guest) == {}
    with Session(guest) as session:
        run = last_runs(session)["guests"]
        assert (run.started_at, run.done_at, run.said) == (LATER + EVERY, LATER + EVERY, "nothing")
        assert session.exec(select(Attendee)).one().name is None


def test_of_sixteen_processes_one_takes_the_turn(guest: Engine) -> None:
    with ThreadPoolExecutor(16) as pool:
        done = list(pool.map(lambda _: tidy_when_due("guests", LATER, guest), range(16)))
    assert [one for one in done if one is not None] == [{"events": 1, "guests": 1, "phones": 0}]


def test_whoever_died_in_the_middle_is_followed_by_another(guest: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def dies(session: Session, now: object) -> dict[str, int]:
        raise RuntimeError("killed")

    monkeypatch.setitem(service.CHORES, "guests", Chore(dies, CHORES["guests"].due))
    with pytest.raises(RuntimeError):
        tidy_when_due("guests", LATER, guest)
    monkeypatch.undo()
    assert tidy_when_due("guests", LATER + STUCK / 2, guest) is None
    assert tidy_when_due("guests", LATER + STUCK, guest) == {"events": 1, "guests": 1, "phones": 0}


def test_by_hand_it_goes_at_any_time_and_twice(guest: Engine) -> None:
    assert tidy_now("guests", LATER, guest)["guests"] == 1
    assert tidy_now("guests", LATER, guest) == {}
    assert tidy_when_due("guests", LATER + timedelta(hours=1), guest) is None, "the day's turn is taken"


def test_looking_changes_nothing(guest: Engine) -> None:
    assert due(LATER, guest) == {
        "guests": {"events": 1, "guests": 1, "phones": 0}, "tries": {}, "left": {}, "licences": {}, "proposals": {},
        "notices": {}, "erased": {}, "health": {},
    }  # fmt: skip
    with Session(guest) as session:
        assert session.exec(select(TidyRun)).all() == []
        assert session.exec(select(Attendee)).one().name == "王芳"


def test_what_was_done_is_told_in_words() -> None:
    assert words({"events": 2, "guests": 0, "phones": 3}) == "2 events, 3 phones"
    assert words({}) == "nothing"
