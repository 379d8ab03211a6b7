"""Signing up by oneself: who gets a seat, who is told why not, and what giving up sets free."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from app.events.service.edit import cancel
from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.forms import DetailsForm
from app.volunteers.models import Assignment, AssignmentState, ShiftWaiting, WishKind
from app.volunteers.service.course import cancel_shift, publish_shifts
from app.volunteers.service.leaving import leave, pause
from app.volunteers.service.own import add_away, change_details, set_wish
from app.volunteers.service.signing import accept, decline, give_up, leave_line, sign_up
from app.volunteers.service.skills import see_proof, set_skill
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import event
from tests.volunteers.people import DAY, HOUR, TOMORROW, actor, need, put, seat_of, shift, states, volunteer

TODAY = date(2026, 3, 2)


def refused(session: Session, me: object, need_id: object, **options: object) -> str:
    with pytest.raises((Refused, Conflict, NotFound)) as told:
        sign_up(session, me, need_id, NOW, **options)  # type: ignore[arg-type]
    assert told.value.sentence("en") != told.value.sentence("zh")
    return told.value.code


def test_a_free_seat_is_theirs(session: Session, cast: Cast) -> None:
    me, made = volunteer(session, cast, "王一"), shift(session, cast)
    signed = sign_up(session, me, seat_of(session, made).id, NOW)
    row = session.get_one(Assignment, signed.assignment_id)
    assert (row.state, row.volunteer_id) == (AssignmentState.SIGNED_UP, me.volunteer_id)


def test_a_full_seat_is_refused_and_may_be_waited_for(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    need_id = seat_of(session, shift(session, cast)).id
    sign_up(session, one, need_id, NOW)
    assert refused(session, two, need_id) == "full"
    signed = sign_up(session, two, need_id, NOW, wait=True)
    assert (signed.assignment_id, signed.ahead) == (None, 0)
    assert sign_up(session, volunteer(session, cast, "王三", 3), need_id, NOW, wait=True).ahead == 1


def test_nobody_sits_there_twice(session: Session, cast: Cast) -> None:
    me, need_id = volunteer(session, cast, "王一"), seat_of(session, shift(session, cast, needs=[need(count=2)])).id
    sign_up(session, me, need_id, NOW)
    assert refused(session, me, need_id) == "may_not_there"


@pytest.mark.parametrize(("after", "told"), [(0, "may_not_overlap"), (2, "may_not_travel"), (2.5, "")])
def test_two_shifts_at_one_time_are_refused_and_the_way_counts(
    session: Session, cast: Cast, after: float, told: str
) -> None:
    me = volunteer(session, cast, "王一")
    sign_up(session, me, seat_of(session, shift(session, cast)).id, NOW)
    second = seat_of(session, shift(session, cast, TOMORROW + after * HOUR)).id
    if told:
        assert refused(session, me, second) == told
    else:
        assert sign_up(session, me, second, NOW).assignment_id


def test_a_licence_has_to_be_there_seen_and_valid_on_the_day(session: Session, cast: Cast) -> None:
    me, cadre = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    need_id = seat_of(session, shift(session, cast, needs=[need(skill="nurse")])).id
    assert refused(session, me, need_id) == "may_not_skill"
    set_skill(session, me, me.volunteer_id, "nurse", NOW, number="N1")
    assert refused(session, me, need_id) == "may_not_proof"
    set_skill(session, me, me.volunteer_id, "nurse", NOW, number="N1", valid_until=TODAY)
    see_proof(session, cadre, me.volunteer_id, "nurse", True, NOW)
    assert refused(session, me, need_id) == "may_not_expired"  # valid today, not tomorrow
    set_skill(session, me, me.volunteer_id, "nurse", NOW, number="N1", valid_until=TODAY + DAY)
    see_proof(session, cadre, me.volunteer_id, "nurse", True, NOW)
    assert sign_up(session, me, need_id, NOW).assignment_id


def test_nobody_goes_beyond_the_hours_they_set_for_a_month(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    change_details(session, me, me.volunteer_id, DetailsForm(cap_hours=3), NOW)
    sign_up(session, me, seat_of(session, shift(session, cast)).id, NOW)
    assert refused(session, me, seat_of(session, shift(session, cast, TOMORROW + 5 * DAY)).id) == "may_not_cap"
    assert sign_up(session, me, seat_of(session, shift(session, cast, TOMORROW + 30 * DAY)).id, NOW)  # in April


@pytest.mark.parametrize(
    ("asked", "born", "told"),
    [
        ({"age_from": 18}, date(2008, 3, 4), "may_not_young"),
        ({"age_from": 18}, date(2008, 3, 3), ""),
        ({"age_until": 70}, date(1955, 3, 3), "may_not_old"),
        ({"age_until": 70}, date(1955, 3, 4), ""),
        ({"age_from": 18}, None, "may_not_age"),
        ({"demands": ["stairs"]}, None, "may_not_health"),
        ({"demands": ["lifting"]}, None, ""),
    ],
)
def test_work_fits_age_and_health(
    session: Session, cast: Cast, asked: dict[str, object], born: date | None, told: str
) -> None:
    me = volunteer(session, cast, "王一")
    change_details(session, me, me.volunteer_id, DetailsForm(limits=["stairs"], born_on=born), NOW)
    need_id = seat_of(session, shift(session, cast, needs=[need(**asked)])).id
    if told:
        assert refused(session, me, need_id) == told
    else:
        assert sign_up(session, me, need_id, NOW).assignment_id


def test_a_novice_comes_beside_somebody_experienced_and_does_not_lead(session: Session, cast: Cast) -> None:
    new, old = volunteer(session, cast, "新人", novice=True), volunteer(session, cast, "老手", 2)
    made = shift(session, cast, needs=[need(count=3), need("组长", leader=True)])
    assert refused(session, new, seat_of(session, made, "组长").id) == "may_not_leads"
    assert refused(session, new, seat_of(session, made).id) == "may_not_alone"
    sign_up(session, old, seat_of(session, made, "组长").id, NOW)
    assert sign_up(session, new, seat_of(session, made).id, NOW).assignment_id
    assert (
        refused(session, volunteer(session, cast, "新人二", 3, novice=True), seat_of(session, made).id)
        == "may_not_alone"
    )


def test_whoever_of_two_said_it_they_are_not_put_together_and_not_told_who(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    set_wish(session, one, one.volunteer_id, two.volunteer_id, WishKind.APART, NOW)
    need_id = seat_of(session, shift(session, cast, needs=[need(count=2)])).id
    sign_up(session, one, need_id, NOW)
    with pytest.raises(Refused) as told:
        sign_up(session, two, need_id, NOW)
    assert told.value.code == "may_not_company"
    assert "王一" not in told.value.sentence()


def test_who_is_away_pauses_or_has_left_does_not_sign_up(session: Session, cast: Cast) -> None:
    need_id = seat_of(session, shift(session, cast, needs=[need(count=5)])).id
    away, paused, left = (volunteer(session, cast, f"王{n}", n) for n in range(3))
    add_away(session, away, away.volunteer_id, TODAY + DAY, TODAY + DAY, NOW)
    pause(session, paused, paused.volunteer_id, TODAY, None, NOW)
    leave(session, left, left.volunteer_id, NOW)
    assert [refused(session, one, need_id) for one in (away, paused, left)] == [
        "may_not_away", "may_not_paused", "may_not_left",
    ]  # fmt: skip


def test_a_popular_shift_is_kept_for_those_who_have_had_fewest(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    put(session, one, shift(session, cast, NOW - 5 * DAY, popular=True))
    hot = shift(session, cast, NOW + 10 * DAY, popular=True, at=NOW - HOUR, needs=[need(count=2)])
    assert refused(session, one, seat_of(session, hot).id) == "not_yet"
    assert sign_up(session, two, seat_of(session, hot).id, NOW).assignment_id
    assert sign_up(session, one, seat_of(session, hot).id, NOW + timedelta(hours=47)).assignment_id


def test_a_shift_that_is_no_more_or_not_yet_public_takes_nobody(session: Session, cast: Cast) -> None:
    me, admin = volunteer(session, cast, "王一"), actor(session, cast.admin)
    draft, begun, off = shift(session, cast, published=False), shift(session, cast, NOW), shift(session, cast)
    cancel_shift(session, admin, off.id, "台风", NOW)
    party = event(session, cast, starts_at=TOMORROW, ends_at=TOMORROW + HOUR)
    of_event = shift(session, cast, event=party)
    cancel(session, admin, party.id, "台风", NOW)
    codes = [refused(session, me, seat_of(session, one).id) for one in (draft, begun, off, of_event)]
    assert codes == ["no_such_shift", "shift_closed", "shift_closed", "shift_closed"]


def test_a_seat_of_another_community_is_not_there(session: Session, cast: Cast) -> None:
    me, made = volunteer(session, cast, "王一"), shift(session, cast)
    made.community_id = cast.shanjiao.id
    session.flush()
    assert refused(session, me, seat_of(session, made).id) == "no_such_shift"


def test_giving_up_in_time_asks_who_waits_longest_and_may(session: Session, cast: Cast) -> None:
    one, two, three = (volunteer(session, cast, f"王{n}", n) for n in range(3))
    made = shift(session, cast, NOW + 3 * DAY)
    need_id = seat_of(session, made).id
    signed = sign_up(session, one, need_id, NOW)
    sign_up(session, two, need_id, NOW, wait=True)
    sign_up(session, three, need_id, NOW, wait=True)
    add_away(session, two, two.volunteer_id, TODAY + 3 * DAY, TODAY + 3 * DAY, NOW)
    give_up(session, one, signed.assignment_id, NOW)  # type: ignore[arg-type]
    asked = session.exec(select(Assignment).where(Assignment.state == AssignmentState.PROPOSED)).one()
    assert (asked.volunteer_id, asked.told_at) == (three.volunteer_id, NOW)
    assert accept(session, three, asked.id, NOW).state is AssignmentState.ACCEPTED


def test_a_no_goes_to_the_next_in_line(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    made = shift(session, cast, NOW + 3 * DAY)
    asked = put(session, one, made, AssignmentState.PROPOSED)
    sign_up(session, two, seat_of(session, made).id, NOW, wait=True)
    assert decline(session, one, asked.id, NOW, why="出差").declined_why == "出差"
    assert states(session, made) == [AssignmentState.DECLINED, AssignmentState.PROPOSED]
    assert decline(session, one, asked.id, NOW).declined_at == NOW  # twice changes nothing


def test_after_the_limit_it_takes_a_second_word_and_is_late(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    row = put(session, me, shift(session, cast, NOW + 23 * HOUR))
    with pytest.raises(Refused, match="不能直接取消"):
        give_up(session, me, row.id, NOW)
    assert give_up(session, me, row.id, NOW, late=True).late
    assert give_up(session, me, row.id, NOW).state is AssignmentState.CANCELLED


def test_in_time_it_is_not_late(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    row = put(session, me, shift(session, cast, NOW + 24 * HOUR))
    assert not give_up(session, me, row.id, NOW).late


def test_who_has_said_yes_does_not_decline_and_a_seat_that_began_stays(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    row, begun = put(session, me, shift(session, cast)), put(session, me, shift(session, cast, NOW - HOUR))
    with pytest.raises(Refused) as told:
        decline(session, me, row.id, NOW)
    assert told.value.code == "answered"
    for verb in (accept, decline, give_up):
        with pytest.raises(Conflict):
            verb(session, me, begun.id, NOW)  # type: ignore[operator]


def test_a_yes_counts_only_while_the_licence_does(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    row = put(session, me, shift(session, cast, needs=[need(skill="nurse")]), AssignmentState.PROPOSED)
    with pytest.raises(Refused) as told:
        accept(session, me, row.id, NOW)
    assert told.value.code == "may_not_skill"


def test_seats_of_others_and_drafts_are_not_there(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    made = shift(session, cast, needs=[need(count=3)])
    row, draft = put(session, one, made), put(session, two, made, AssignmentState.PROPOSED, told_at=None)
    for me, seat in ((two, row), (two, draft)):
        for verb in (accept, decline, give_up):
            with pytest.raises(NotFound):
                verb(session, me, seat.id, NOW)  # type: ignore[operator]


def test_what_is_only_planned_makes_room(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    made, same_time = shift(session, cast), shift(session, cast)
    put(session, two, made, AssignmentState.PROPOSED, told_at=None)
    put(session, one, same_time, AssignmentState.PROPOSED, told_at=None)
    assert sign_up(session, one, seat_of(session, made).id, NOW).assignment_id
    assert (states(session, made), states(session, same_time)) == ([AssignmentState.SIGNED_UP], [])


def test_what_a_coordinator_has_fixed_does_not_make_room(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    made = shift(session, cast)
    put(session, two, made, AssignmentState.PROPOSED, told_at=None, locked=True)
    assert refused(session, one, seat_of(session, made).id) == "full"


def test_who_leaves_the_line_is_not_asked(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    made = shift(session, cast, NOW + 3 * DAY)
    row = put(session, one, made)
    sign_up(session, two, seat_of(session, made).id, NOW, wait=True)
    leave_line(session, two, made.id, NOW)
    leave_line(session, two, made.id, NOW)
    give_up(session, one, row.id, NOW)
    assert states(session, made) == [AssignmentState.CANCELLED]


def test_publishing_tells_who_is_proposed(session: Session, cast: Cast) -> None:
    me, made = volunteer(session, cast, "王一"), shift(session, cast, published=False)
    row = put(session, me, made, AssignmentState.PROPOSED, told_at=None)
    assert publish_shifts(session, actor(session, cast.cadre), [made.id], NOW) == 1
    assert row.told_at == NOW


def test_waiting_for_another_seat_of_the_shift_leaves_the_first_line(session: Session, cast: Cast) -> None:
    one, two, me = (volunteer(session, cast, f"王{n}", n) for n in range(3))
    made = shift(session, cast, needs=[need(), need("引导")])
    for other, role in ((one, "接待"), (two, "引导")):
        sign_up(session, other, seat_of(session, made, role).id, NOW)
    for role in ("接待", "引导"):
        sign_up(session, me, seat_of(session, made, role).id, NOW, wait=True)
    lines = session.exec(select(ShiftWaiting).where(ShiftWaiting.volunteer_id == me.volunteer_id)).all()
    assert sorted(one.ended_at is None for one in lines) == [False, True]
