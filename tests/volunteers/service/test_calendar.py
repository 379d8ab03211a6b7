from __future__ import annotations

import pytest
from sqlmodel import Session

from app.shared.errors import NotFound
from app.volunteers.models import AssignmentState, Volunteer
from app.volunteers.service.calendar import calendar_by_code, own_calendar
from app.volunteers.service.course import cancel_shift
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, actor, put, shift, volunteer


def test_own_shifts_are_a_calendar_that_reminds(session: Session, cast: Cast) -> None:
    me, made = volunteer(session, cast, "王一"), shift(session, cast)
    put(session, me, made)
    put(session, me, shift(session, cast, NOW + 5 * DAY), AssignmentState.PROPOSED)
    put(session, me, shift(session, cast, NOW + 6 * DAY), AssignmentState.DECLINED)
    text = own_calendar(session, me, NOW)
    assert text.count("BEGIN:VEVENT") == 2
    assert "SUMMARY:前台 · 接待\r\n" in text
    assert "前台 · 接待（等您答复）" in text
    assert text.count("TRIGGER:-P1D") == 2
    cancel_shift(session, actor(session, cast.cadre), made.id, "台风", NOW)
    assert "STATUS:CANCELLED" in own_calendar(session, me, NOW)


def test_its_address_is_the_own_code(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    code = session.get_one(Volunteer, me.volunteer_id).code
    assert "My volunteering" in calendar_by_code(session, code.lower(), NOW, "en")
    with pytest.raises(NotFound):
        calendar_by_code(session, "NOBODYS", NOW)
