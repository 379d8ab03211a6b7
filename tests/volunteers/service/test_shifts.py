"""A shift of its own or of an event, and what may still be changed about it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session

from app.shared.errors import Conflict, Invalid, NotFound, Refused
from app.volunteers.forms import PostForm, ShiftForm
from app.volunteers.models import AssignmentState, PostKind
from app.volunteers.service.course import cancel_shift
from app.volunteers.service.find import needs_of
from app.volunteers.service.posts import add_post
from app.volunteers.service.shifts import add_extra, add_role, add_shift, change_shift
from app.volunteers.service.signing import sign_up
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import event
from tests.volunteers.people import HOUR, TOMORROW, actor, need, put, seat_of, shift, states, volunteer


def form(**changes: Any) -> ShiftForm:
    return ShiftForm(
        **{"title": "前台", "starts_at": TOMORROW, "ends_at": TOMORROW + 2 * HOUR, "needs": [need()]} | changes
    )


def test_an_event_may_need_people(session: Session, cast: Cast) -> None:
    who, party = actor(session, cast.cadre), event(session, cast)
    assert add_shift(session, who, cast.hupan.id, form(), NOW, event_id=party.id).event_id == party.id
    with pytest.raises(NotFound):
        add_shift(session, who, cast.hupan.id, form(), NOW, event_id=cast.hupan.id)


def test_an_extra_shift_is_like_a_post_and_still_to_come(session: Session, cast: Cast) -> None:
    who, party = actor(session, cast.cadre), event(session, cast)
    plan = PostForm(kind=PostKind.FRONT_DESK, title="前台", needs=[need()])
    post = add_post(session, who, cast.hupan.id, plan, NOW)
    made = add_extra(session, who, cast.hupan.id, form(), NOW, post_id=post.id, event_id=party.id)
    assert (made.post_id, made.event_id, made.rota_line_id) == (post.id, party.id, None)
    with pytest.raises(Refused) as told:
        add_extra(session, who, cast.hupan.id, form(), TOMORROW)
    assert (told.value.code, told.value.field) == ("shift_past", "starts_at")


def test_an_extra_shift_is_of_one_community(session: Session, cast: Cast) -> None:
    who, far = actor(session, cast.cadre), actor(session, cast.far_cadre)
    plan = PostForm(kind=PostKind.FRONT_DESK, title="前台", needs=[need()])
    theirs = add_post(session, far, cast.shanjiao.id, plan, NOW)
    with pytest.raises(NotFound):
        add_extra(session, who, cast.hupan.id, form(), NOW, post_id=theirs.id)
    with pytest.raises(NotFound):
        add_extra(session, far, cast.shanjiao.id, form(), NOW, event_id=event(session, cast).id)


def test_a_shift_is_not_put_into_the_past(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), shift(session, cast)
    with pytest.raises(Refused) as told:
        change_shift(session, who, made.id, form(starts_at=NOW - HOUR, ends_at=NOW + HOUR), NOW)
    assert (told.value.code, told.value.field) == ("shift_past", "starts_at")


def test_one_more_role_is_asked_for_until_the_shift_begins(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), shift(session, cast)
    add_role(session, who, made.id, need("引导", count=2), NOW)
    assert {(one.role, one.count) for one in needs_of(session, [made.id])[made.id]} == {("引导", 2), ("接待", 1)}
    with pytest.raises(Invalid):
        add_role(session, who, made.id, need("引导"), NOW)
    with pytest.raises(Conflict):
        add_role(session, who, made.id, need("登记"), TOMORROW)
    with pytest.raises(NotFound):
        add_role(session, actor(session, cast.far_cadre), made.id, need("登记"), NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"ends_at": TOMORROW}, "ends_at"), ({"ends_at": TOMORROW + 25 * HOUR}, "ends_at"), ({"needs": []}, "needs")],
)
def test_what_makes_no_shift_is_refused(session: Session, cast: Cast, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as told:
        add_shift(session, actor(session, cast.cadre), cast.hupan.id, form(**wrong), NOW)
    assert [one.field for one in told.value.errors] == [field]


def test_hours_stay_while_somebody_sits_there(session: Session, cast: Cast) -> None:
    made, who = shift(session, cast), actor(session, cast.cadre)
    change_shift(session, who, made.id, form(ends_at=TOMORROW + 3 * HOUR), NOW)
    put(session, volunteer(session, cast, "王一"), made)
    with pytest.raises(Refused) as told:
        change_shift(session, who, made.id, form(), NOW)
    assert told.value.code == "seats_taken"
    assert change_shift(session, who, made.id, form(ends_at=TOMORROW + 3 * HOUR, title="新"), NOW).title == "新"


def test_a_seat_that_is_taken_does_not_go_away_and_more_go_to_the_line(session: Session, cast: Cast) -> None:
    one, two, who = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2), actor(session, cast.cadre)
    made = shift(session, cast)
    put(session, one, made)
    sign_up(session, two, seat_of(session, made).id, NOW, wait=True)
    with pytest.raises(Refused) as told:
        change_shift(session, who, made.id, form(needs=[need("别的")]), NOW)
    assert told.value.code == "seats_taken_role"
    change_shift(session, who, made.id, form(needs=[need(count=2), need("别的")]), NOW)
    assert states(session, made) == [AssignmentState.ACCEPTED, AssignmentState.PROPOSED]
    assert [(one.role, one.count) for one in needs_of(session, [made.id])[made.id]] == [("别的", 1), ("接待", 2)]


def test_what_is_over_or_called_off_is_not_changed_nor_by_anybody_else(session: Session, cast: Cast) -> None:
    who, made, begun = actor(session, cast.cadre), shift(session, cast), shift(session, cast, NOW - HOUR)
    for role in ("far_cadre", "leader", "volunteer", "supervisor"):
        with pytest.raises(NotFound):
            change_shift(session, actor(session, getattr(cast, role)), made.id, form(), NOW)
        with pytest.raises(NotFound):
            add_shift(session, actor(session, getattr(cast, role)), cast.hupan.id, form(), NOW)
    cancel_shift(session, who, made.id, "台风", NOW)
    for gone in (made, begun):
        with pytest.raises(Conflict):
            change_shift(session, who, gone.id, form(), NOW)
