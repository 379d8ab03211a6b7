"""Calendars that follow what happens to an event."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from app.events.service.calendar import feed, one_event
from app.events.service.edit import cancel, change_event
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import HOUR, actor, event, plan


def lines(text: str) -> set[str]:
    return set(text.replace("\r\n ", "").split("\r\n"))


def sequence(text: str) -> int:
    return next(int(line.removeprefix("SEQUENCE:")) for line in lines(text) if line.startswith("SEQUENCE:"))


def test_every_change_is_a_higher_revision_of_the_same_entry(session: Session, cast: Cast) -> None:
    on, staff = event(session, cast), actor(session, cast.cadre)
    first = one_event(session, on.id, NOW)
    later = plan(starts_at=NOW + HOUR, ends_at=NOW + 3 * HOUR)
    change_event(session, staff, on.id, later, NOW)
    moved = one_event(session, on.id, NOW)
    cancel(session, staff, on.id, "台风", NOW + timedelta(seconds=1))
    off = feed(session, cast.hupan.code, NOW + HOUR)
    assert 0 == sequence(first) < sequence(moved) < sequence(off)
    assert {"DTSTART:20260302T030000Z", "LAST-MODIFIED:20260302T020000Z", "STATUS:CONFIRMED"} <= lines(moved)
    assert {f"UID:{on.id}@linju", "STATUS:CANCELLED", "DESCRIPTION:台风"} <= lines(off)
