"""What volunteers say about themselves, and nobody else about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from sqlmodel import Session, select

from app.shared.errors import Invalid, NotFound, Refused
from app.volunteers.forms import DetailsForm, WindowForm
from app.volunteers.models import Availability, AwayDays, Language, PostLiking, Volunteer, Wish, WishKind
from app.volunteers.service import own, skills
from app.volunteers.service.leaving import erase, leave, pause, resume
from app.volunteers.service.own_data import own_data
from app.volunteers.service.posts import add_post, end_post
from app.volunteers.service.profile import profile_of
from app.volunteers.service.who import Me
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import actor, volunteer
from tests.volunteers.service.test_posts import FORM as POST

DAY = date(2026, 3, 9)


def test_details_are_kept_and_limits_are_known_codes(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    form = DetailsForm(
        wish_hours=6, cap_hours=12, max_km=2, limits=["stairs", "nonsense", "lifting"], national_no=" 35 "
    )
    row = own.change_details(session, me, me.volunteer_id, form, NOW)
    assert (row.wish_hours, row.cap_hours, row.max_km, row.limits) == (6, 12, 2, "lifting stairs")
    assert row.national_no == "35"


@pytest.mark.parametrize(
    "wrong", [{"wish_hours": -1}, {"cap_hours": 0}, {"max_km": float("inf")}, {"born_on": date(2026, 3, 3)}]
)
def test_numbers_that_cannot_be_are_refused(session: Session, cast: Cast, wrong: dict[str, Any]) -> None:
    me = volunteer(session, cast, "王一")
    with pytest.raises(Invalid) as told:
        own.change_details(session, me, me.volunteer_id, DetailsForm(**wrong), NOW)
    assert [one.field for one in told.value.errors] == list(wrong)


def test_home_is_a_building_of_the_community(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    form = DetailsForm(home_building_id=cast.door_501.building_id)
    assert own.change_details(session, me, me.volunteer_id, form, NOW).home_building_id == cast.door_501.building_id
    with pytest.raises(NotFound):
        own.change_details(session, me, me.volunteer_id, DetailsForm(home_building_id=cast.door_far.building_id), NOW)


def test_the_week_is_replaced_as_a_whole(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    for hour in (8, 9):
        own.set_windows(session, me, me.volunteer_id, [WindowForm(weekday=1, since=time(hour), until=time(0))])
    assert [one.since for one in session.exec(select(Availability))] == [time(9)]
    with pytest.raises(Invalid):
        own.set_windows(session, me, me.volunteer_id, [WindowForm(weekday=1, since=time(9), until=time(9))])


def test_languages_away_days_and_likings(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    own.set_languages(session, me, me.volunteer_id, ["sign", "minnan", "?"])
    assert sorted(session.exec(select(Language.code))) == ["minnan", "sign"]
    away = own.add_away(session, me, me.volunteer_id, DAY, DAY, NOW)
    with pytest.raises(Refused):
        own.add_away(session, me, me.volunteer_id, DAY, date(2026, 3, 8), NOW)
    own.remove_away(session, me, me.volunteer_id, away.id)
    assert session.exec(select(AwayDays)).all() == []
    post = add_post(session, actor(session, cast.cadre), cast.hupan.id, POST, NOW)
    for gladly in (2, 1):
        own.set_liking(session, me, me.volunteer_id, post.id, gladly)
    assert [one.gladly for one in session.exec(select(PostLiking))] == [1]
    own.set_liking(session, me, me.volunteer_id, post.id, 0)
    assert session.exec(select(PostLiking)).all() == []
    with pytest.raises(Refused):
        own.set_liking(session, me, me.volunteer_id, post.id, 3)


def test_what_they_may_choose_from_is_of_their_own_community(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    here, ended = (add_post(session, actor(session, cast.cadre), cast.hupan.id, POST, NOW) for _ in range(2))
    add_post(session, actor(session, cast.far_cadre), cast.shanjiao.id, POST, NOW)
    end_post(session, actor(session, cast.cadre), ended.id, NOW)
    own.set_liking(session, me, me.volunteer_id, here.id, 2)
    assert [(post.id, gladly) for post, gladly in own.likings_of(session, me)] == [(here.id, 2)]
    assert [one.label for one in own.homes_of(session, me)] == ["1栋", "2栋"]


def test_details_said_anew_leave_the_rest_as_it_was(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    form = DetailsForm(wish_hours=12, limits=["stairs"], national_no="35", born_on=date(1960, 3, 3))
    row = own.change_details(session, me, me.volunteer_id, form, NOW)
    assert own.details_of(row) == form
    assert own.details_of(row, max_km=2.5) == form.model_copy(update={"max_km": 2.5})


def test_wishes_are_one_per_person_and_not_about_oneself(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    for kind in (WishKind.GLADLY, WishKind.APART):
        own.set_wish(session, one, one.volunteer_id, two.volunteer_id, kind, NOW)
    assert [wish.kind for wish in session.exec(select(Wish))] == [WishKind.APART]
    own.set_wish(session, one, one.volunteer_id, two.volunteer_id, None, NOW)
    assert session.exec(select(Wish)).all() == []
    with pytest.raises(Refused):
        own.set_wish(session, one, one.volunteer_id, one.volunteer_id, WishKind.GLADLY, NOW)


def test_who_is_experienced_is_for_a_coordinator_to_say(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一", novice=True)
    with pytest.raises(Refused):
        own.set_experienced(session, me, me.volunteer_id, True, NOW)
    row = own.set_experienced(session, actor(session, cast.cadre), me.volunteer_id, True, NOW)
    assert (row.experienced_at, row.experienced_by) == (NOW, cast.cadre.id)


VERBS: dict[str, Callable[[Session, Any, Any], Any]] = {
    "change_details": lambda s, who, v: own.change_details(s, who, v, DetailsForm(), NOW),
    "set_windows": lambda s, who, v: own.set_windows(s, who, v, []),
    "set_languages": lambda s, who, v: own.set_languages(s, who, v, []),
    "add_away": lambda s, who, v: own.add_away(s, who, v, DAY, DAY, NOW),
    "remove_away": lambda s, who, v: own.remove_away(s, who, v, v),
    "set_wish": lambda s, who, v: own.set_wish(s, who, v, v, None, NOW),
    "set_liking": lambda s, who, v: own.set_liking(s, who, v, v, 0),
    "set_experienced": lambda s, who, v: own.set_experienced(s, who, v, True, NOW),
    "set_skill": lambda s, who, v: skills.set_skill(s, who, v, "nurse", NOW),
    "remove_skill": lambda s, who, v: skills.remove_skill(s, who, v, "nurse", NOW),
    "see_proof": lambda s, who, v: skills.see_proof(s, who, v, "nurse", True, NOW),
    "pause": lambda s, who, v: pause(s, who, v, DAY, DAY, NOW),
    "resume": lambda s, who, v: resume(s, who, v),
    "leave": lambda s, who, v: leave(s, who, v, NOW),
    "erase": lambda s, who, v: erase(s, who, v, NOW),
    "profile_of": lambda s, who, v: profile_of(s, who, v, NOW),
    "own_data": lambda s, who, v: own_data(s, who, v, NOW),
}


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_else_reads_or_changes_them(session: Session, cast: Cast, verb: str) -> None:
    me, other = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    strangers = ("far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "stranger")
    for who in (
        other,
        Me(other.volunteer_id, cast.hupan.id),
        *(actor(session, getattr(cast, one)) for one in strangers),
    ):
        with pytest.raises(NotFound):
            VERBS[verb](session, who, me.volunteer_id)
    assert session.get_one(Volunteer, me.volunteer_id).left_at is None
