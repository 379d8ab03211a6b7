"""Standing posts and the rota, for those who look after them."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlmodel import Session, select

from app.shared.errors import Invalid, NotFound, Refused
from app.volunteers.forms import PostForm, RotaForm
from app.volunteers.models import PostKind, RotaLine, Skill
from app.volunteers.service import posts
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import actor, need

FORM = PostForm(
    kind=PostKind.MEDICAL, title="健康角", place="一楼", x_km=0, y_km=0.1,
    needs=[need("量血压", skill="nurse", critical=3), need("引导", count=2)],
)  # fmt: skip
LINE = RotaForm(weekday=1, starts=time(9), ends=time(11), first_on=date(2026, 3, 1))


def test_a_post_brings_its_needs_and_its_lines(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    post = posts.add_post(session, who, cast.hupan.id, FORM, NOW)
    posts.add_rota_line(session, who, post.id, LINE, NOW)
    (found,) = posts.posts_of(session, who, cast.hupan.id, NOW)
    assert [(one.role, one.skill, one.count) for one in found.needs] == [("量血压", "nurse", 1), ("引导", None, 2)]
    assert [one.weekday for one in found.lines] == [1]
    assert session.exec(select(Skill.name)).all() == ["护士"]


def test_a_change_replaces_the_needs_and_an_end_hides_it(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    post = posts.add_post(session, who, cast.hupan.id, FORM, NOW)
    posts.change_post(session, who, post.id, FORM.model_copy(update={"title": "新", "needs": [need("甲")]}), NOW)
    (found,) = posts.posts_of(session, who, cast.hupan.id, NOW)
    assert (found.post.title, [one.role for one in found.needs]) == ("新", ["甲"])
    posts.end_post(session, who, post.id, NOW)
    assert posts.posts_of(session, who, cast.hupan.id, NOW) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"), ({"needs": []}, "needs"), ({"needs": [need(""), need("甲")]}, "needs.0.role"),
        ({"needs": [need("甲"), need("甲")]}, "needs.1.role"), ({"needs": [need(count=0)]}, "needs.0.count"),
        ({"needs": [need(critical=4)]}, "needs.0.critical"), ({"x_km": None}, "x_km"),
        ({"about": "长" * 1001}, "about"),
        ({"needs": [need(age_from=60, age_until=59)]}, "needs.0.age_until"),
    ],
)  # fmt: skip
def test_what_makes_no_post_is_refused(session: Session, cast: Cast, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as told:
        posts.add_post(session, actor(session, cast.cadre), cast.hupan.id, FORM.model_copy(update=wrong), NOW)
    assert [one.field for one in told.value.errors] == [field]


def test_a_skill_nobody_asks_for_is_not_there(session: Session, cast: Cast) -> None:
    form = FORM.model_copy(update={"needs": [need(skill="wizard")]})
    with pytest.raises(NotFound):
        posts.add_post(session, actor(session, cast.cadre), cast.hupan.id, form, NOW)


@pytest.mark.parametrize(
    "wrong", [{"weekday": 7}, {"ends": time(9)}, {"until": date(2026, 2, 1)}, {"counts": {"引导": -1}}]
)
def test_what_makes_no_line_is_refused(session: Session, cast: Cast, wrong: dict[str, object]) -> None:
    who = actor(session, cast.cadre)
    post = posts.add_post(session, who, cast.hupan.id, FORM, NOW)
    with pytest.raises(Invalid):
        posts.add_rota_line(session, who, post.id, LINE.model_copy(update=wrong), NOW)


def test_a_line_counts_roles_of_its_post_and_ends_when_it_is_said(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    post = posts.add_post(session, who, cast.hupan.id, FORM, NOW)
    with pytest.raises(Refused):
        posts.add_rota_line(session, who, post.id, LINE.model_copy(update={"counts": {"乙": 1}}), NOW)
    line = posts.add_rota_line(session, who, post.id, LINE, NOW)
    posts.end_rota_line(session, who, line.id, date(2026, 3, 1), NOW)
    assert posts.posts_of(session, who, cast.hupan.id, NOW)[0].lines == ()


def test_a_line_that_would_end_before_it_begins_goes_away(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    post = posts.add_post(session, who, cast.hupan.id, FORM, NOW)
    later = LINE.model_copy(update={"first_on": date(2026, 5, 1)})
    line = posts.add_rota_line(session, who, post.id, later, NOW)
    posts.end_rota_line(session, who, line.id, date(2026, 4, 30), NOW)
    assert session.exec(select(RotaLine)).all() == []


def test_one_role_is_changed_added_and_dropped_and_the_rota_keeps_its_number(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    post = posts.add_post(session, who, cast.hupan.id, FORM, NOW)
    line = posts.add_rota_line(session, who, post.id, LINE.model_copy(update={"counts": {"引导": 4}}), NOW)
    posts.set_role(session, who, post.id, "引导", need("带路", count=3, age_from=18), NOW)
    posts.set_role(session, who, post.id, "", need("登记", demands=["standing"]), NOW)
    seats = posts.seats_of(session, who, post.id)
    assert {(one.role, one.count, one.age_from) for one in seats} == {
        ("量血压", 1, None), ("带路", 3, 18), ("登记", 1, None),
    }  # fmt: skip
    assert line.counts == {"带路": 4}
    posts.set_role(session, who, post.id, "带路", None, NOW)
    assert (line.counts, len(posts.seats_of(session, who, post.id))) == ({}, 2)


def test_a_role_is_not_there_twice_nor_changed_when_it_is_not_there(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    post = posts.add_post(session, who, cast.hupan.id, FORM, NOW)
    with pytest.raises(Invalid):
        posts.set_role(session, who, post.id, "引导", need("量血压"), NOW)
    with pytest.raises(NotFound):
        posts.set_role(session, who, post.id, "没有", need("别的"), NOW)
    posts.set_role(session, who, post.id, "引导", None, NOW)
    with pytest.raises(Invalid):  # somebody has to come
        posts.set_role(session, who, post.id, "量血压", None, NOW)


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_touches_them(session: Session, cast: Cast, role: str) -> None:
    who, cadre = actor(session, getattr(cast, role)), actor(session, cast.cadre)
    post = posts.add_post(session, cadre, cast.hupan.id, FORM, NOW)
    line = posts.add_rota_line(session, cadre, post.id, LINE, NOW)
    for call in (
        lambda: posts.posts_of(session, who, cast.hupan.id, NOW),
        lambda: posts.add_post(session, who, cast.hupan.id, FORM, NOW),
        lambda: posts.change_post(session, who, post.id, FORM, NOW),
        lambda: posts.seats_of(session, who, post.id),
        lambda: posts.set_role(session, who, post.id, "引导", None, NOW),
        lambda: posts.end_post(session, who, post.id, NOW),
        lambda: posts.add_rota_line(session, who, post.id, LINE, NOW),
        lambda: posts.end_rota_line(session, who, line.id, date(2026, 3, 1), NOW),
    ):
        with pytest.raises(NotFound):
            call()
