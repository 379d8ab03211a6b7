"""The demo's lounge: something on now, something full, something past, and one that was called off."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from sqlmodel import Session, col, func, select

from app.accounts.service import actor_of
from app.events.demo.seed import PASSES, seed_events
from app.events.models import Attendee, SignUp, SignUpState
from app.events.rules.standing import Standing
from app.events.service.attendance import counts
from app.events.service.find import standing_of
from app.passes.models import ResidentPass
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import resident


@pytest.fixture
def town(session: Session, cast: Cast) -> Cast:
    for number in range(70):
        resident(session, cast.lin_home, f"居民{number}", number)
    return cast


def test_there_is_something_of_everything(session: Session, town: Cast) -> None:
    events = seed_events(session, town.hupan.id, Random(1), NOW)
    standings = Counter(standing_of(event, NOW) for event in events)
    assert set(standings) == {*Standing}
    assert standings[Standing.RUNNING] == 1 and standings[Standing.FINISHED] == 2
    full = next(event for event in events if event.title == "灯笼手作")
    assert full.taken <= 24
    states = Counter(session.exec(select(SignUp.state).where(SignUp.event_id == full.id)))
    assert states[SignUpState.WAITING] >= 1
    assert session.exec(select(func.count()).select_from(ResidentPass)).one() == PASSES


def test_people_came_to_what_is_past_and_to_nothing_that_is_to_come(session: Session, town: Cast) -> None:
    events = {event.title: event for event in seed_events(session, town.hupan.id, Random(1), NOW)}
    who = actor_of(session, town.supervisor.id, NOW)
    past = counts(session, who, events["反诈讲座"].id)
    assert past.came > 12 and past.walked_in == 5 and past.feedback == 4
    come = select(Attendee.event_id).where(col(Attendee.came_at).is_not(None)).distinct()
    titles = {event.id: event.title for event in events.values()}
    assert {titles[event_id] for event_id in session.exec(come)} == {"反诈讲座", "血压小课堂", "客厅茶话会"}


def test_a_small_village_is_enough(session: Session, cast: Cast) -> None:
    resident(session, cast.lin_home, "赵一", 1)
    assert len(seed_events(session, cast.hupan.id, Random(1), NOW)) > 8
