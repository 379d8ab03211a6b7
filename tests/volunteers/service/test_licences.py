"""A seat whose licence is over by its day is given up, however that came about."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from app.volunteers.models import VolunteerSkill
from app.volunteers.service.licences import count_lost, end_lost
from app.volunteers.service.skills import see_proof, set_skill
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, actor, need, put, shift, states, volunteer

TODAY = date(2026, 3, 2)


def test_what_a_licence_does_not_carry_any_more_is_given_up_ahead_of_time(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    before, after = (shift(session, cast, NOW + days * DAY, needs=[need(skill="nurse")]) for days in (3, 6))
    plain, begun = shift(session, cast, NOW + 8 * DAY), shift(session, cast, NOW - DAY, needs=[need(skill="nurse")])
    set_skill(session, me, me.volunteer_id, "nurse", NOW, valid_until=TODAY + 20 * DAY)
    see_proof(session, actor(session, cast.cadre), me.volunteer_id, "nurse", True, NOW)
    rows = [put(session, me, one) for one in (before, after, plain, begun)]
    assert (count_lost(session, NOW), end_lost(session, NOW)) == (0, 0)
    session.exec(select(VolunteerSkill)).one().valid_until = TODAY + 3 * DAY  # past every screen
    assert (count_lost(session, NOW), end_lost(session, NOW), end_lost(session, NOW)) == (1, 1, 0)
    assert [states(session, one)[0].holds for one in (before, after, plain, begun)] == [True, False, True, True]
    assert rows[1].cancelled_why == "licence"
