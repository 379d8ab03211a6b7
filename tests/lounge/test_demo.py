"""The demo lounge says when it is open."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.households.demo.seed import DemoResult
from app.lounge.demo import add_hours
from app.lounge.service import lounge_of
from tests.cast import make_cast

ZONE = ZoneInfo("Asia/Shanghai")


def test_it_is_open_on_a_monday_morning_and_closed_on_sunday(session: Session) -> None:
    cast = make_cast(session)
    add_hours(session, DemoResult(cast.hupan.id, 1, [], 0, 0, 0), lambda what, share: None)
    assert lounge_of(session, cast.hupan, datetime(2026, 11, 23, 9, tzinfo=ZONE)).door.open
    sunday = lounge_of(session, cast.hupan, datetime(2026, 11, 22, 9, tzinfo=ZONE)).door
    assert (sunday.open, sunday.next) == (False, datetime(2026, 11, 23, 8, 30, tzinfo=ZONE))
