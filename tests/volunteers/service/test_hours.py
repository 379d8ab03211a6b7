"""Hours are proposed once, for shifts that are over; what is not clear waits for a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.shared.errors import NotFound
from app.volunteers.models import AssignmentState, Hours, HoursKind, HoursState
from app.volunteers.service.hours import count_done, enter_hours, propose_done, propose_hours, to_enter
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import HOUR, actor, put, shift, volunteer
from tests.volunteers.service.ledgers import BEGAN, over, proposed, was_there


def test_the_server_proposes_what_is_over_once(session: Session, cast: Cast) -> None:
    made, running = over(session, cast), shift(session, cast, NOW - HOUR)
    me = volunteer(session, cast, "王一")
    was_there(session, put(session, me, made), made.starts_at, made.ends_at)
    was_there(session, put(session, me, running), running.starts_at, NOW)
    assert (count_done(session, NOW), propose_done(session, NOW), propose_done(session, NOW)) == (1, 1, 0)
    (line,) = session.exec(select(Hours))
    assert (line.state, line.minutes, line.number, line.written_by) == (HoursState.PROPOSED, 120, 1, None)


def test_the_same_time_in_two_shifts_counts_once(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    proposed(session, cast, me)
    other = over(session, cast, BEGAN + HOUR)
    was_there(session, put(session, me, other), other.starts_at, other.ends_at)
    (line,) = propose_hours(session, actor(session, cast.cadre), other.id, NOW)
    assert (line.minutes, line.reason) == (60, "twice")


def test_a_few_minutes_are_noted_but_do_not_count(session: Session, cast: Cast) -> None:
    made = over(session, cast)
    seat = put(session, volunteer(session, cast, "王一"), made)
    was_there(session, seat, made.starts_at, made.starts_at + timedelta(minutes=9))
    (line,) = propose_hours(session, actor(session, cast.cadre), made.id, NOW)
    assert (line.minutes, line.state) == (0, HoursState.WITHDRAWN)


def test_who_has_no_hours_yet_is_on_the_list(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), over(session, cast)
    forgot = put(session, volunteer(session, cast, "王一"), made)
    never = put(session, volunteer(session, cast, "王二", 2), made)
    put(session, volunteer(session, cast, "王三", 3), made, AssignmentState.NO_SHOW)
    row = was_there(session, forgot, made.starts_at, None)
    found = {one.assignment_id: one for one in to_enter(session, who, cast.hupan.id, NOW)}
    assert {one: found[one].open_id for one in found} == {forgot.id: row.id, never.id: None}
    assert found[forgot.id].name == "王一"


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_sees_the_list(session: Session, cast: Cast, role: str) -> None:
    with pytest.raises(NotFound):
        to_enter(session, actor(session, getattr(cast, role)), cast.hupan.id, NOW)


def test_what_a_colleague_writes_down_is_proposed_as_written(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), over(session, cast)
    forgot = put(session, volunteer(session, cast, "王一"), made)
    never = put(session, volunteer(session, cast, "王二", 2), made)
    open_ = was_there(session, forgot, made.starts_at, None).id
    (one,) = enter_hours(session, who, never.id, made.starts_at, made.ends_at, NOW)
    (other,) = enter_hours(session, who, forgot.id, open_, made.starts_at + HOUR, NOW)
    assert [(line.minutes, line.kind) for line in (one, other)] == [(120, HoursKind.MANUAL), (60, HoursKind.MANUAL)]
    with pytest.raises(NotFound):
        enter_hours(session, actor(session, cast.far_cadre), never.id, made.starts_at, made.ends_at, NOW)
