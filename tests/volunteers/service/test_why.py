"""Why her, why not him, why nobody: in figures, in both languages."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlmodel import Session

from app.shared.errors import NotFound
from app.volunteers.forms import DetailsForm
from app.volunteers.models import AssignmentState
from app.volunteers.rules.matching.replacements import replacements as matched
from app.volunteers.rules.may_sit import Why
from app.volunteers.service.own import add_away, change_details, set_liking, set_windows
from app.volunteers.service.posts import add_post
from app.volunteers.service.skills import see_proof, set_skill
from app.volunteers.service.why import replacements, why_seat
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, actor, need, put, seat_of, shift
from tests.volunteers.service.test_posts import FORM as POST
from tests.volunteers.service.test_problems import problem, ready

HAN = re.compile("[\u4e00-\u9fff]")


def test_why_her_and_why_not_him_with_the_figures(session: Session, cast: Cast) -> None:
    her, him = ready(session, cast, "王阿姨"), ready(session, cast, "陈叔", 2)
    put(session, her, shift(session, cast, NOW + 5 * DAY, 3))
    put(session, him, shift(session, cast, NOW + 5 * DAY, 9))
    made = shift(session, cast)
    put(session, her, made)
    found = why_seat(session, actor(session, cast.cadre), seat_of(session, made).id, NOW)
    assert (found.free, found.sits[0].words[0]) == (0, "本月 3 小时，想做 8 小时")
    assert found.others[0].words == (
        "王阿姨 本月 3 小时，这位已有 9 小时", "王阿姨 has 3 hours this month, they have 9 already",
    )  # fmt: skip


def test_who_could_step_in_comes_in_order_of_load(session: Session, cast: Cast) -> None:
    people = [ready(session, cast, f"王{n}", n) for n in range(3)]
    for me, hours in zip(people, (6, 2, 4), strict=True):
        put(session, me, shift(session, cast, NOW + 5 * DAY, hours))
    made = shift(session, cast)
    found = replacements(session, actor(session, cast.cadre), seat_of(session, made).id, NOW)
    assert [one.candidate.name for one in found] == ["王1", "王2", "王0"]
    without = {people[1].volunteer_id}
    again = replacements(session, actor(session, cast.cadre), seat_of(session, made).id, NOW, without=without)
    assert [one.candidate.name for one in again] == ["王2", "王0"]


def test_an_empty_seat_says_what_keeps_it_empty(session: Session, cast: Cast) -> None:
    away, busy, quiet, no, plain = (ready(session, cast, f"王{n}", n) for n in range(5))
    add_away(session, away, away.volunteer_id, date(2026, 3, 3), date(2026, 3, 3), NOW)
    made = shift(session, cast, needs=[need(demands=["stairs"])])
    put(session, busy, shift(session, cast))
    set_windows(session, quiet, quiet.volunteer_id, [])
    put(session, no, made, AssignmentState.DECLINED)
    change_details(session, plain, plain.volunteer_id, DetailsForm(limits=["stairs"]), NOW)
    found = why_seat(session, actor(session, cast.cadre), seat_of(session, made).id, NOW)
    assert (found.free, found.others) == (1, ())
    told = {one.candidate.name: (one.why, one.soft, one.words[0]) for one in found.cannot}
    assert told == {
        "王0": (Why.AWAY, False, "那天不在"), "王1": (Why.OVERLAP, False, "那时有别的班"),
        "王2": (Why.WINDOW, True, "不在方便的时间里"), "王3": (Why.DECLINED, True, "回绝过这个班"),
        "王4": (Why.HEALTH, False, "身体情况不合适"),
    }  # fmt: skip
    assert dict(found.binding) == dict.fromkeys((Why.AWAY, Why.OVERLAP, Why.WINDOW, Why.DECLINED, Why.HEALTH), 1)
    assert not any(HAN.search(one.words[1]) for one in found.cannot)


def test_a_licence_is_named_with_its_day(session: Session, cast: Cast) -> None:

    me = ready(session, cast, "王一")
    set_skill(session, me, me.volunteer_id, "nurse", NOW, valid_until=date(2026, 3, 2))
    see_proof(session, actor(session, cast.cadre), me.volunteer_id, "nurse", True, NOW)
    made = shift(session, cast, needs=[need(skill="nurse")])
    found = why_seat(session, actor(session, cast.cadre), seat_of(session, made).id, NOW)
    assert found.cannot[0].words == ("“护士”2026-03-02 到期", "“护士” ends on 2026-03-02")


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_is_told(session: Session, cast: Cast, role: str) -> None:
    need_id = seat_of(session, shift(session, cast)).id
    for ask in (why_seat, replacements):
        with pytest.raises(NotFound):
            ask(session, actor(session, getattr(cast, role)), need_id, NOW)


def test_who_comes_next_is_who_the_matching_would_ask(session: Session, cast: Cast) -> None:
    made = shift(session, cast, needs=[need(count=2)], x_km=0.0, y_km=0.0)
    post = add_post(session, actor(session, cast.cadre), cast.hupan.id, POST, NOW)
    made.post_id = post.id
    people = [ready(session, cast, f"王{n}", n, wish_hours=4.0 + n % 3) for n in range(8)]
    for number, me in enumerate(people[:6]):
        put(session, me, shift(session, cast, NOW + (4 + number) * DAY, 1 + number % 4))
        put(session, me, shift(session, cast, NOW - (20 + 30 * (number % 3)) * DAY, 1 + number % 5))
        set_liking(session, me, me.volunteer_id, post.id, number % 3)
    put(session, people[6], made), put(session, people[7], shift(session, cast))  # sits there; busy then
    leaver = put(session, people[0], made)
    session.flush()
    asked = replacements(session, actor(session, cast.cadre), leaver.need_id, NOW)
    found = problem(session, cast)
    by_matching = matched(found, found.locks, next(one for one in found.locks if one.shift == str(made.id)
                                                   and one.volunteer == str(people[0].volunteer_id)))  # fmt: skip
    assert len(asked) == 5
    assert [str(one.candidate.id) for one in asked] == [one.volunteer for one in by_matching]
