"""What the screen has to know to go on by itself: until when, and what comes next."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.events.models import Event
from app.events.service.wall import Wall, live_of, wall_of
from app.shared.errors import NotFound
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import actor, event

HOUR = timedelta(hours=1)


def wall(session: Session, cast: Cast, on: Event, role: str = "cadre", language: str = "zh") -> Wall:
    return wall_of(session, actor(session, getattr(cast, role)), on.id, NOW, language)


def test_the_screen_knows_when_the_door_opens_and_when_it_is_over(session: Session, cast: Cast) -> None:
    on = event(session, cast, starts_at=NOW + 2 * HOUR, ends_at=NOW + 3 * HOUR, opens_before=30)
    shown = wall(session, cast, on)
    assert shown.opens == (NOW + 1.5 * HOUR).timestamp()
    assert shown.live.ends == (NOW + 3 * HOUR).timestamp()


def test_what_comes_next_is_soonest_first_and_nothing_that_was_called_off(session: Session, cast: Cast) -> None:
    on = event(session, cast, starts_at=NOW - HOUR, ends_at=NOW + HOUR)
    for title, hours, more in (
        ("后天", 40, {}), ("等会儿", 2, {}), ("取消", 3, {"cancelled_at": NOW}), ("草稿", 3, {"published_at": None}),
        ("远", 24 * 20, {}), ("早先", -5, {}),
    ):  # fmt: skip
        starts = NOW + hours * HOUR
        made = event(session, cast, title=title, starts_at=starts, ends_at=starts + HOUR)
        for name, value in more.items():
            setattr(made, name, value)
    session.flush()
    shown = wall(session, cast, on)
    assert [one.title for one in shown.next] == ["等会儿", "后天"]
    assert shown.next[0].opens == (NOW + HOUR).timestamp()


def test_an_event_that_began_in_the_meantime_is_still_next(session: Session, cast: Cast) -> None:
    over = event(session, cast, starts_at=NOW - 3 * HOUR, ends_at=NOW - HOUR)
    event(session, cast, title="正在办", starts_at=NOW - HOUR / 2, ends_at=NOW + HOUR)
    shown = wall(session, cast, over)
    assert (shown.live.standing, [one.title for one in shown.next]) == ("finished", ["正在办"])


def test_today_needs_no_date(session: Session, cast: Cast) -> None:
    on = event(session, cast, starts_at=NOW, ends_at=NOW + HOUR)
    assert "月" not in wall(session, cast, on).when
    later = event(session, cast, starts_at=NOW + 30 * HOUR, ends_at=NOW + 31 * HOUR)
    assert "月" in wall(session, cast, later).when


@pytest.mark.parametrize("role", ["far_cadre", "volunteer", "resident", "supervisor"])
def test_others_see_no_wall(session: Session, cast: Cast, role: str) -> None:
    on = event(session, cast)
    with pytest.raises(NotFound):
        wall(session, cast, on, role)
    with pytest.raises(NotFound):
        live_of(session, actor(session, getattr(cast, role)), on.id, NOW)
