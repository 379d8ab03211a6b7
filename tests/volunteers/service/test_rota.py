"""A month out of the rota, however often it is asked for."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlmodel import Session, select

from app.shared.errors import NotFound, Refused
from app.volunteers.forms import RotaForm
from app.volunteers.models import Shift, ShiftNeed
from app.volunteers.service.posts import add_post, add_rota_line, end_post
from app.volunteers.service.rota import Made, make_shifts
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import MONTH, actor
from tests.volunteers.service.test_posts import FORM, LINE


def test_every_tuesday_of_the_month_once_however_often(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    post = add_post(session, who, cast.hupan.id, FORM, NOW)
    add_rota_line(session, who, post.id, LINE, NOW)
    assert make_shifts(session, who, cast.hupan.id, *MONTH, NOW) == Made(5, 0)
    assert make_shifts(session, who, cast.hupan.id, *MONTH, NOW) == Made(0, 5)
    shifts = session.exec(select(Shift).order_by(Shift.starts_at)).all()  # type: ignore[arg-type]
    assert [one.on_day.day for one in shifts] == [3, 10, 17, 24, 31]
    assert {(one.starts_at.hour, one.ends_at.hour, one.title, one.place) for one in shifts} == {
        (1, 3, "健康角", "一楼")
    }
    needs = session.exec(select(ShiftNeed).where(ShiftNeed.shift_id == shifts[0].id)).all()
    assert {(one.role, one.skill, one.count, one.critical) for one in needs} == {
        ("量血压", "nurse", 1, 3), ("引导", None, 2, 1),
    }  # fmt: skip


def test_a_line_may_need_more_or_nobody_of_a_role(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    post = add_post(session, who, cast.hupan.id, FORM, NOW)
    add_rota_line(session, who, post.id, LINE.model_copy(update={"counts": {"引导": 0, "量血压": 2}}), NOW)
    make_shifts(session, who, cast.hupan.id, date(2026, 3, 3), date(2026, 3, 3), NOW)
    assert [(one.role, one.count) for one in session.exec(select(ShiftNeed))] == [("量血压", 2)]


def test_what_is_over_is_not_made_and_a_night_ends_the_next_day(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    post = add_post(session, who, cast.hupan.id, FORM, NOW)
    monday = RotaForm(weekday=0, starts=time(9), ends=time(11), first_on=date(2026, 1, 1))  # NOW is Monday ten o'clock
    add_rota_line(session, who, post.id, monday, NOW)
    add_rota_line(session, who, post.id, monday.model_copy(update={"starts": time(22), "ends": time(2)}), NOW)
    assert make_shifts(session, who, cast.hupan.id, date(2026, 2, 20), date(2026, 3, 2), NOW) == Made(1, 0)
    night = session.exec(select(Shift)).one()
    assert (night.ends_at - night.starts_at).total_seconds() == 4 * 3600


def test_an_ended_post_makes_none_and_a_span_has_an_end(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    post = add_post(session, who, cast.hupan.id, FORM, NOW)
    add_rota_line(session, who, post.id, LINE, NOW)
    end_post(session, who, post.id, NOW)
    assert make_shifts(session, who, cast.hupan.id, *MONTH, NOW) == Made(0, 0)
    with pytest.raises(Refused):
        make_shifts(session, who, cast.hupan.id, date(2026, 3, 1), date(2026, 5, 31), NOW)
    with pytest.raises(NotFound):
        make_shifts(session, actor(session, cast.far_cadre), cast.hupan.id, *MONTH, NOW)
