"""Small helpers of the tests of hours: a shift that is over, with whoever was there."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from app.volunteers.models import Assignment, Hours, Presence, ScanVia, Shift
from app.volunteers.service.hours import propose_hours
from app.volunteers.service.notice import end_notices, put_on_notice
from app.volunteers.service.who import Me
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import EARLIER, HOUR, actor, put, shift, volunteer

BEGAN = NOW - 5 * HOUR  # five in the morning in Xiamen, a Monday; over for three hours


def over(session: Session, cast: Cast, starts_at: datetime = BEGAN, hours: float = 2) -> Shift:
    return shift(session, cast, starts_at, hours, at=min(EARLIER, starts_at - HOUR))


def was_there(
    session: Session, seat: Assignment, came_at: datetime, left_at: datetime | None, via: ScanVia = ScanVia.DOOR
) -> Presence:
    row = Presence(
        community_id=seat.community_id, assignment_id=seat.id, volunteer_id=seat.volunteer_id,
        on_day=(came_at + 8 * HOUR).date(), came_at=came_at, came_via=via, left_at=left_at,
        left_via=via if left_at else None,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def proposed(session: Session, cast: Cast, me: Me | None = None, starts_at: datetime = BEGAN) -> Hours:
    """Two hours with two scans."""
    me = me or volunteer(session, cast, "王一")
    made = over(session, cast, starts_at)
    was_there(session, put(session, me, made), made.starts_at, made.ends_at)
    (line,) = propose_hours(session, actor(session, cast.cadre), made.id, max(NOW, made.ends_at + HOUR))
    return line


def credited(session: Session, cast: Cast, me: Me | None = None, starts_at: datetime = BEGAN) -> Hours:
    line = proposed(session, cast, me, starts_at)
    put_on_notice(session, actor(session, cast.cadre), cast.hupan.id, [line.about], NOW)
    assert end_notices(session, NOW + timedelta(days=9)) == 1
    return line
