"""Leave, leaving and being forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import LargeBinary, select, type_coerce
from sqlmodel import Session, col
from sqlmodel import select as rows_of

from app.shared.errors import NotFound, Refused
from app.volunteers.forms import DetailsForm
from app.volunteers.models import (
    Assignment,
    AwayDays,
    Hours,
    HoursKind,
    HoursState,
    Volunteer,
    VolunteerSkill,
    Wish,
    WishKind,
)
from app.volunteers.service.leaving import Forgotten, erase, forget_left, leave, left_to_forget, pause, resume
from app.volunteers.service.own import add_away, change_details, set_wish
from app.volunteers.service.profile import volunteers_of
from app.volunteers.service.signing import sign_up
from app.volunteers.service.skills import set_skill
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, actor, put, seat_of, shift, volunteer

TODAY = date(2026, 3, 2)


def test_a_pause_gives_up_what_lies_in_it(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    seats = [put(session, me, shift(session, cast, NOW + days * DAY)) for days in (1, 3, 9)]
    given = pause(session, me, me.volunteer_id, TODAY + 2 * DAY, TODAY + 5 * DAY, NOW)
    assert [one.id for one in given] == [seats[1].id]
    assert resume(session, me, me.volunteer_id).paused_from is None
    assert len(pause(session, me, me.volunteer_id, TODAY + 2 * DAY, None, NOW)) == 1
    with pytest.raises(Refused):
        pause(session, me, me.volunteer_id, TODAY, TODAY - DAY, NOW)


def test_leaving_gives_up_what_is_to_come(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    past, next_one = put(session, me, shift(session, cast, NOW - DAY)), put(session, me, shift(session, cast))
    assert [one.id for one in leave(session, me, me.volunteer_id, NOW)] == [next_one.id]
    assert past.state.holds
    assert leave(session, me, me.volunteer_id, NOW + DAY) == []
    assert session.get_one(Volunteer, me.volunteer_id).left_at == NOW


def test_erasing_leaves_hours_and_nobody(session: Session, cast: Cast) -> None:
    me, other = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    change_details(session, me, me.volunteer_id, DetailsForm(limits=["stairs"], national_no="35"), NOW)
    set_skill(session, me, me.volunteer_id, "nurse", NOW, number="N1")
    add_away(session, me, me.volunteer_id, TODAY, TODAY, NOW)
    set_wish(session, other, other.volunteer_id, me.volunteer_id, WishKind.GLADLY, NOW)
    past = put(session, me, shift(session, cast, NOW - DAY))
    hours = Hours(
        community_id=cast.hupan.id, about=past.id, volunteer_id=me.volunteer_id, on_day=TODAY, minutes=120,
        kind=HoursKind.VERIFIED, state=HoursState.CREDITED,
    )  # fmt: skip
    session.add(hours)
    erase(session, me, me.volunteer_id, NOW)
    session.expire_all()
    row = session.get_one(Volunteer, me.volunteer_id)
    kept = (row.name, row.phone, row.phone_index, row.limits, row.national_no, row.person_id, row.born_on)
    assert kept == (None,) * 7
    for table in (VolunteerSkill, AwayDays, Wish):
        assert session.exec(rows_of(table)).all() == []
    assert session.exec(rows_of(Hours.minutes)).all() == [120]
    raw = session.execute(select(type_coerce(col(Volunteer.name), LargeBinary)).where(col(Volunteer.id) == row.id))
    assert raw.scalar() is None
    with pytest.raises(NotFound):
        leave(session, me, me.volunteer_id, NOW)
    assert [one.name for one in volunteers_of(session, actor(session, cast.cadre), cast.hupan.id, NOW)] == ["王二"]


def test_who_left_long_enough_ago_is_forgotten_and_nobody_else(session: Session, cast: Cast) -> None:
    gone, late, here = (volunteer(session, cast, f"王{n}", n) for n in range(3))
    leave(session, gone, gone.volunteer_id, NOW - timedelta(days=30))
    leave(session, late, late.volunteer_id, NOW - timedelta(days=29))
    assert left_to_forget(session, NOW) == Forgotten(1)
    assert (forget_left(session, NOW), forget_left(session, NOW)) == (Forgotten(1), Forgotten(0))
    names = [session.get_one(Volunteer, one.volunteer_id).name for one in (gone, late, here)]
    assert names == [None, "王1", "王2"]


def test_who_leaves_stands_in_no_line(session: Session, cast: Cast) -> None:
    one, two, three = (volunteer(session, cast, f"王{n}", n) for n in range(3))
    made = shift(session, cast, NOW + 3 * DAY)
    row = put(session, one, made)
    for me in (two, three):
        sign_up(session, me, seat_of(session, made).id, NOW, wait=True)
    leave(session, two, two.volunteer_id, NOW)
    leave(session, one, one.volunteer_id, NOW)
    asked = [a.volunteer_id for a in session.exec(rows_of(Assignment)) if a.id != row.id]
    assert asked == [three.volunteer_id]
