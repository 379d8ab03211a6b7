"""What has become of somebody's seats without their doing is told until the shift begins, and to nobody else."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from app.volunteers.models import AssignmentState, SwapKind
from app.volunteers.service.news import Turn, news_of
from app.volunteers.service.seating import take_out
from app.volunteers.service.signing import give_up, sign_up
from app.volunteers.service.skills import see_proof, set_skill
from app.volunteers.service.swapping import offer, take, veto
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, HOUR, actor, need, put, seat_of, shift, volunteer

SOON = NOW + 4 * DAY
TODAY = date(2026, 3, 2)


def test_a_seat_lost_with_a_licence_names_the_licence(session: Session, cast: Cast) -> None:
    me, other = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    set_skill(session, me, me.volunteer_id, "nurse", NOW, valid_until=TODAY + 20 * DAY)
    see_proof(session, actor(session, cast.cadre), me.volunteer_id, "nurse", True, NOW)
    made = shift(session, cast, SOON, needs=[need(skill="nurse")])
    put(session, me, made)
    assert news_of(session, me, NOW) == []
    set_skill(session, me, me.volunteer_id, "nurse", NOW, valid_until=TODAY + DAY)
    assert [(one.turn, one.skill, one.shift.id) for one in news_of(session, me, NOW)] == [
        (Turn.LICENCE, "护士", made.id),
    ]  # fmt: skip
    assert news_of(session, other, NOW) == news_of(session, me, SOON) == []


def test_what_they_gave_up_themselves_or_have_again_is_no_news(session: Session, cast: Cast) -> None:
    me, who = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    own, made = shift(session, cast, SOON), shift(session, cast, SOON + DAY)
    give_up(session, me, put(session, me, own).id, NOW)
    draft = put(session, me, shift(session, cast, SOON + 2 * DAY), AssignmentState.PROPOSED, told_at=None)
    take_out(session, who, draft.id, "board", NOW)  # they never knew of it
    assert news_of(session, me, NOW) == []
    take_out(session, who, put(session, me, made).id, "board", NOW)
    assert [one.turn for one in news_of(session, me, NOW)] == [Turn.BOARD]
    sign_up(session, me, seat_of(session, made).id, NOW)
    assert news_of(session, me, NOW) == []


def test_a_swap_is_told_to_who_looked_for_it_and_its_undoing_to_both(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    mine, theirs = put(session, one, shift(session, cast, SOON)), put(session, two, shift(session, cast, SOON + DAY))
    swap = offer(session, one, mine.id, NOW, kind=SwapKind.SWAP)
    assert news_of(session, one, NOW) == []
    take(session, two, swap.id, NOW, against_id=theirs.id)
    assert [(at.turn, at.other) for at in news_of(session, one, NOW)] == [(Turn.TAKEN, "王二")]
    assert news_of(session, two, NOW) == []
    veto(session, actor(session, cast.cadre), swap.id, "要熟手", NOW + HOUR)
    for me, other, back in ((one, "王二", True), (two, "王一", False)):
        assert [(at.turn, at.other, at.why, at.back) for at in news_of(session, me, NOW + HOUR)] == [
            (Turn.VETOED, other, "要熟手", back),
        ]  # fmt: skip
