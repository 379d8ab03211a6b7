"""How far, with whom and what gladly: kept, shown again, and taken back."""

from __future__ import annotations

from sqlmodel import select

from app.accounts.service import actor_of
from app.shared.clock import now
from app.shared.db import transaction
from app.volunteers.forms import NeedForm, PostForm
from app.volunteers.models import PostKind, Volunteer, Wish
from app.volunteers.service.posts import add_post
from app.volunteers.state.about import AboutState
from app.volunteers.state.mine import MineState
from tests.volunteers.state.conftest import Phone
from tests.volunteers.state.test_mine import joined_too


def test_how_far_is_from_a_building_and_leaves_the_rest_as_it_was(phone: Phone) -> None:
    phone.press(AboutState, "save_wish", {"wish": "12", "cap": "20", "limit_stairs": "on", "born_on": "1960-03-03"})
    home = str(phone.desk.town.door_501.building_id)
    about = phone.press(AboutState, "save_far", {"home": home, "far": "1，5"}).about
    assert (about.far, about.home, about.home_name) == ("1.5", home, "1栋")
    assert home in [one.value for one in about.homes]
    assert (about.wish, about.cap, about.limits, about.born_on) == ("12", "20", ["stairs"], "1960-03-03")
    again = phone.press(AboutState, "save_wish", {"wish": "12"}).about
    assert (again.far, again.home) == ("1.5", home)
    nothing = phone.press(AboutState, "save_far", {}).about
    assert (nothing.far, nothing.home) == ("", "")


def test_what_is_no_distance_and_no_building_here_is_refused(phone: Phone) -> None:
    for far in ("near", "1.2.3", "-1", "nan", "1e3"):
        assert "far" in phone.press(AboutState, "save_far", {"far": far}).wrong_zh
    assert "max_km" in phone.press(AboutState, "save_far", {"far": "999"}).wrong_zh
    elsewhere = str(phone.desk.town.door_far.building_id)
    assert "home_building_id" in phone.press(AboutState, "save_far", {"home": elsewhere}).wrong_zh


def test_only_with_whom_they_have_been_they_say_how_gladly(phone: Phone) -> None:
    other = joined_too(phone)
    with transaction(phone.desk.engine) as session:
        other_id = session.exec(select(Volunteer.id).where(Volunteer.code == other)).one()
    form = {f"with_{other_id}": "apart"}
    assert phone.press(AboutState, "save_partners", form).about.partners == []
    need = phone.shift(72, count=2)
    phone.press(MineState, "accept", phone.ask(need))
    phone.sit(other_id, need)
    (row,) = phone.press(AboutState, "save_partners", form).about.partners
    assert (row.name, row.kind) == ("苏建国", "apart")
    about = phone.press(AboutState, "save_partners", form | {f"with_{other_id}": "gladly"}).about
    assert (about.partners[0].kind, about.partners_said) == ("gladly", 1)
    assert phone.press(AboutState, "save_partners", {f"with_{other_id}": "nonsense"}).about.partners[0].kind == "gladly"
    assert phone.press(AboutState, "save_partners", {f"with_{other_id}": "any"}).about.partners_said == 0
    with transaction(phone.desk.engine) as session:
        assert session.exec(select(Wish)).all() == []


def test_posts_are_liked_more_or_less(phone: Phone) -> None:
    with transaction(phone.desk.engine) as session:
        who = actor_of(session, phone.desk.town.admin.id, now())
        form = PostForm(kind=PostKind.FRONT_DESK, title="前台", needs=[NeedForm(role="接待")])
        post = add_post(session, who, phone.me.community_id, form, now()).id
    (row,) = phone.press(AboutState, "save_posts", {f"post_{post}": "2"}).about.posts
    assert (row.title, row.gladly) == ("前台", "2")
    assert phone.press(AboutState, "save_posts", {f"post_{post}": "7"}).about.posts_said == 1
    assert phone.press(AboutState, "save_posts", {f"post_{post}": "0"}).about.posts_said == 0
