"""A coordinator's thumb: a post, its week, a month of shifts; an extra one, somebody put in, moved, missed; its end."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.service import actor_of
from app.households.models import Community
from app.shared.clock import local_day, now
from app.volunteers.forms import JoinForm, WindowForm
from app.volunteers.models import Assignment, AssignmentState, Post, PostNeed, RotaLine, Shift
from app.volunteers.service.joining import join_for
from app.volunteers.service.own import set_experienced
from tests.e2e.installation import Installation

pytestmark = pytest.mark.browser
ALL_WEEK = [WindowForm(weekday=day, since=time(0), until=time(0)) for day in range(7)]
DAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
ROLE = "接 待/登记"  # what a role is called becomes part of the name of a field


@pytest.fixture
def desk(server: Installation, page: Any) -> Any:
    """The phone of the admin."""
    server.sign_in(page.context, "admin")
    return page


def press(page: Any, words: str) -> None:
    """The first thing on the screen that can be tapped and has these words."""
    page.locator(f"main :is(button, a, summary, label):has-text('{words}')").first.tap()


def said(page: Any, words: str) -> None:
    """What the screen answers."""
    page.get_by_text(words).first.wait_for()


def volunteer(server: Installation, name: str) -> None:
    """Somebody who can always come, and has often been there."""
    with Session(server.engine) as session, session.begin():
        account = session.exec(select(Account).where(Account.login == "admin")).one()
        who, place = actor_of(session, account.id, now()), session.exec(select(Community.id)).first()
        form = JoinForm(name=name, phone="13900000001", agreed=True, windows=ALL_WEEK, born_on=date(1960, 3, 5))
        me = join_for(session, who, place, form, now() - timedelta(days=40)).me
        set_experienced(session, who, me.volunteer_id, True, now())


def begin(server: Installation, title: str) -> None:
    """The shift has just begun."""
    with Session(server.engine) as session, session.begin():
        shift = session.exec(select(Shift).where(Shift.title == title)).one()
        shift.starts_at, shift.ends_at = now() - timedelta(minutes=1), now() + timedelta(hours=1)
        shift.on_day = local_day(now())


def write_post(page: Any, server: Installation) -> None:
    """From the empty list; what is wrong stands below its field, and nothing that was typed is lost."""
    page.goto(server.url + "/admin/volunteers/posts")
    press(page, "加一个岗位")
    page.locator("#title").fill("健康角")
    page.locator("#kind").select_option("medical")
    press(page, "离客厅多远")
    page.locator("#east").fill("x")
    page.locator("#role").fill(ROLE)
    page.locator("#count").fill("２")
    press(page, "写好了")
    page.locator("#east[aria-invalid=true]").wait_for()
    page.locator("#east").fill("0.3")
    page.locator("#north").fill("-0.2")
    press(page, "写好了")
    said(page, "岗位写好了")


def add_leader(page: Any) -> None:
    """One more role, and an age for it afterwards."""
    press(page, "再要一种人")
    page.locator("#role").fill("带班")
    press(page, "少了不行")
    press(page, "要久站")
    press(page, "保存")
    page.locator("#role").wait_for(state="detached")
    press(page, "带班")
    page.locator("#age_until").fill("70")
    press(page, "保存")
    page.locator("#age_until").wait_for(state="detached")


def write_week(page: Any) -> None:
    """Every evening past midnight with one at the desk; not on Sundays after all."""
    press(page, "加每周的班")
    for day in DAYS:
        press(page, day)
    page.locator("#starts").fill("23:00")
    page.locator("#ends").fill("01:00")
    page.locator(f"[id='count_{ROLE}']").fill("1")
    page.locator("main form button").last.tap()
    said(page, "周表加好了")
    press(page, "周日 23:00")
    page.locator("#last_on").fill("2020-01-01")
    press(page, "到这天为止")
    page.locator("#last_on").wait_for(state="detached")


def add_extra(page: Any, title: str, starts: str, ends: str) -> None:
    """Like the post, without a leader."""
    press(page, "加一个班")
    page.locator("#like_post").select_option(label="健康角")
    page.locator("[id='count_带班']").fill("0")
    page.locator("#title").fill(title)
    page.locator("#starts").fill(starts)
    page.locator("#ends").fill(ends)
    press(page, "加上这个班")
    page.locator(f"main h2:has-text('{title}')").wait_for()


def test_a_post_its_week_and_a_month_of_shifts_are_written_by_thumb(server: Installation, desk: Any) -> None:
    write_post(desk, server)
    add_leader(desk)
    write_week(desk)
    with Session(server.engine) as session:
        post = session.exec(select(Post)).one()
        needs = session.exec(select(PostNeed).order_by(col(PostNeed.count))).all()
        lines = session.exec(select(RotaLine).order_by(col(RotaLine.weekday))).all()
    assert (post.title, post.x_km, post.y_km) == ("健康角", 0.3, -0.2)
    assert [(one.role, one.count, one.critical, one.age_until, one.demands) for one in needs] == [
        ("带班", 1, 3, 70, ["standing"]), (ROLE, 2, 1, None, []),
    ]  # fmt: skip
    assert [(one.weekday, one.counts) for one in lines] == [(day, {ROLE: 1}) for day in range(6)]
    desk.goto(server.url + "/admin/volunteers")
    press(desk, "排一个月")
    press(desk, "下个月")
    press(desk, "排出班次")
    said(desk, "先检查，再找人")
    with Session(server.engine) as session:
        assert len(session.exec(select(Shift)).all()) >= 24


def test_a_shift_is_added_filled_moved_and_ended_by_thumb(server: Installation, desk: Any) -> None:
    volunteer(server, "何秀英")
    write_post(desk, server)
    add_leader(desk)
    desk.goto(server.url + "/admin/volunteers")
    desk.locator("main button[aria-label='下一周']").tap()
    add_extra(desk, "义诊", "09:00", "11:00")
    press(desk, "回到班表")
    add_extra(desk, "量血压", "14:00", "16:00")
    press(desk, "谁能来")
    press(desk, "排进去")
    press(desk, "发布这个班")
    said(desk, "已发布")
    press(desk, "换个班")
    press(desk, "义诊")
    said(desk, "移过去了")
    assert seats(server) == {"量血压": "cancelled", "义诊": "proposed"}
    press(desk, "回到班表")
    press(desk, "义诊")
    press(desk, "发布这个班")
    desk.locator("main button:has-text('发布这个班')").wait_for(state="detached")
    begin(server, "义诊")
    desk.reload()
    press(desk, "义诊")
    press(desk, "没来")
    press(desk, "还是来了")
    press(desk, "没来")
    press(desk, "这个班结束了")
    said(desk, "没来的人请标一下")
    assert seats(server)["义诊"] == AssignmentState.NO_SHOW.value


def seats(server: Installation) -> dict[str, str]:
    """By the title of the shift, how its seat stands."""
    with Session(server.engine) as session:
        rows = session.exec(select(Shift.title, Assignment.state).join(Assignment))
        return {title: state.value for title, state in rows}
