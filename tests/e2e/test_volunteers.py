"""A month of volunteers, whole, on phones: three join, the rota becomes shifts, the matching finds people, one says
no, two swap, a licence ends, two scans make hours, and a stranger checks the record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from playwright.sync_api import expect
from sqlmodel import Session, col, select

from app.shared.clock import now, today
from app.volunteers.models import AssignmentState, Hours, HoursState, Presence, ServiceRecord, Swap, SwapState
from app.volunteers.service.notice import end_notices
from tests.e2e.doors import TOKENS, give_passes
from tests.e2e.installation import Installation
from tests.e2e.month import (
    CORNER,
    DESK,
    FURTHEST,
    a_day_later,
    asked_instead,
    begin_shift,
    came_at_the_beginning,
    end_licences,
    next_week,
    nurse_seats,
    plan_rota,
    seats,
    state_of,
    turn_to,
    unpublished,
)
from tests.e2e.offline.fake import wait_until
from tests.e2e.rounds import until

PROPOSED, ACCEPTED = AssignmentState.PROPOSED, AssignmentState.ACCEPTED
LIN, WANG, SU = "林阿婆", "王阿姨", "苏建国"
PATIENT = 60_000  # ms: a process of its own begins, solves and says so


def test_a_month_from_joining_to_a_record_that_a_stranger_checks(server: Installation, browse: Any) -> None:
    plan_rota(server)
    give_passes(server)
    lin, wang, su, staff = browse(), browse(), browse(), browse()
    server.sign_in(staff.context, "cadre")
    join_with_pass(lin, server)
    join_by_name(wang, server, WANG, "13800000021")
    join_by_name(su, server, SU, "13800000022")
    for phone in (lin, wang, su):
        say_when(phone)
    bring_licence(wang)
    look_at_people(staff, server)

    make_month(staff, server)
    publish(staff, server)
    accept_next(lin, server, LIN)
    accept_next(lin, server, LIN)
    accept_next(wang, server, WANG)
    replace_who_declines(su, staff, server)
    accept_next(su, server, SU)

    swap_seats(lin, su, server)
    give_away_and_undo(lin, wang, staff, server)
    lose_licence(wang, staff, server)
    day = work_a_shift(staff, server)
    put_on_notice(staff, browse(), server)
    check_record(lin, browse(), server, day)


def test_a_browser_that_knows_nobody_reads_how_to_join_and_finds_the_notice_from_the_lounge(
    server: Installation, phone: Any
) -> None:
    _open_lounge(phone, server)
    phone.get_by_role("link", name="志愿时长公示").tap()
    expect(phone.get_by_text("现在没有公示中的时长")).to_be_visible()
    _open_lounge(phone, server)
    phone.get_by_role("link", name="做志愿者").tap()
    expect(phone.get_by_role("heading", name="一分钟加入")).to_be_visible()
    phone.get_by_role("button", name="加入", exact=True).tap()
    expect(phone.locator("main [role=alert]").first).to_be_visible()


# ------------------------------------------------------------------------------------------------------ joining


def join_with_pass(phone: Any, server: Installation) -> None:
    """Her card has made this phone hers: nothing to type."""
    phone.goto(f"{server.url}/p/{TOKENS[LIN][0]}")
    with phone.expect_navigation():
        phone.locator("button[value=remember]").tap()
    _open_lounge(phone, server)
    phone.get_by_role("link", name="做志愿者").tap()
    expect(phone.get_by_text("这部手机记得您")).to_be_visible()
    _agree(phone)
    expect(phone.get_by_text("您近期没有班")).to_be_visible()


def _open_lounge(phone: Any, server: Installation) -> None:
    """What is on today has come, and moves what stands below no more."""
    phone.goto(server.url + "/")
    expect(phone.get_by_text("今天没有活动")).to_be_visible()


def join_by_name(phone: Any, server: Installation, name: str, number: str) -> None:
    """Name and number; the link they get makes this phone theirs."""
    phone.goto(server.url + "/volunteer")
    phone.get_by_label("社区").select_option(label="湖畔社区")
    phone.get_by_label("姓名").fill(name)
    phone.get_by_label("手机号").fill(number)
    _agree(phone)
    phone.get_by_role("button", name="记住这部手机").tap()
    phone.wait_for_url(lambda url: "code=" not in url)
    expect(phone.get_by_text("您近期没有班")).to_be_visible()


def _agree(phone: Any) -> None:
    phone.get_by_text("我看过了，同意").tap()
    phone.get_by_role("button", name="加入", exact=True).tap()


def say_when(phone: Any) -> None:
    """Mornings and afternoons, all week."""
    phone.get_by_role("link", name="我的情况").tap()
    phone.get_by_role("button", name="什么时候有空").tap()
    for part in ("上午", "下午"):
        chips = phone.locator("main .lj-chip").filter(has_text=part)
        expect(chips).to_have_count(7)
        for chip in chips.all():
            chip.tap()
    phone.get_by_role("button", name="保存").tap()
    expect(phone.get_by_text("每周 14 个半天")).to_be_visible()


def bring_licence(phone: Any) -> None:
    """A nurse; it counts only once somebody has seen the paper."""
    phone.get_by_role("button", name="会什么，有什么证").tap()
    phone.get_by_label("加一项，或换新证").select_option("nurse")
    phone.get_by_label("证号").fill("35-0001")
    phone.get_by_label("有效期到").fill((today() + timedelta(days=400)).isoformat())
    phone.get_by_role("button", name="保存").tap()
    expect(phone.get_by_text("等工作人员看证")).to_be_visible()


def look_at_people(staff: Any, server: Installation) -> None:
    """The cadre sees the paper, and says who needs nobody beside them."""
    staff.goto(server.url + "/admin/volunteers/people")
    for name in (LIN, WANG, SU):
        staff.get_by_role("button", name=name).tap()
        staff.get_by_role("button", name="是熟手，不用人带").tap()
        expect(staff.get_by_role("button", name="还是要熟手带")).to_be_visible()
        if name == WANG:
            staff.get_by_role("button", name="证看过了，属实").tap()
            expect(staff.get_by_role("button", name="收回“看过”")).to_be_visible()
        staff.get_by_role("button", name="返回").tap()


# ----------------------------------------------------------------------------------------------------- planning


def make_month(staff: Any, server: Installation) -> None:
    """The rota of the next month as shifts, people found for them by the matching, its plan as drafts."""
    staff.goto(server.url + "/admin/volunteers")
    staff.get_by_role("button", name="排一个月").tap()
    staff.get_by_text("下个月", exact=True).tap()
    staff.get_by_role("button", name="排出班次").tap()
    wait_until(lambda: unpublished(server) > 0)
    staff.get_by_role("button", name="开始找人").tap()
    until(staff, "document.body.innerText.includes('正在排，已经')")
    put = staff.get_by_role("button", name="放到班表上")
    expect(put).to_be_visible(timeout=PATIENT)
    put.tap()
    wait_until(lambda: len(seats(server, LIN, PROPOSED)) > 1)
    expect(staff.get_by_role("button", name="下一周")).to_be_visible()


def publish(staff: Any, server: Installation) -> None:
    """Week by week, until everybody knows."""
    button = staff.get_by_role("button", name="发布这一周")
    for _ in range(FURTHEST):
        if button.count():
            button.tap()
            expect(button).to_have_count(0)
        if not unpublished(server):
            break
        next_week(staff)
    assert unpublished(server) == 0
    assert {title for _, title, _ in seats(server, WANG, PROPOSED)} >= {CORNER}
    assert {title for name in (LIN, SU) for _, title, _ in seats(server, name, PROPOSED)} == {DESK}


def accept_next(phone: Any, server: Installation, name: str) -> None:
    """Yes to what comes first."""
    first = seats(server, name, PROPOSED)[0][0]
    phone.goto(server.url + "/volunteer")
    phone.get_by_role("button", name="我来", exact=True).first.tap()
    wait_until(lambda: state_of(server, first) is ACCEPTED)


def replace_who_declines(phone: Any, staff: Any, server: Installation) -> None:
    """One says no; the coordinator takes the first of the ranked list, and publishes."""
    seat, _, day = seats(server, SU, PROPOSED)[0]
    phone.goto(server.url + "/volunteer")
    phone.get_by_role("button", name="这次来不了").first.tap()
    wait_until(lambda: state_of(server, seat) is AssignmentState.DECLINED)
    staff.goto(server.url + "/admin/volunteers")
    turn_to(staff, day).get_by_role("button").first.tap()
    staff.get_by_role("button", name="谁能来，为什么空着").tap()
    expect(staff.get_by_role("heading", name="能来的，最合适的在前")).to_be_visible()
    staff.get_by_role("button", name="排进去").first.tap()
    expect(staff.get_by_text("草稿", exact=True)).to_be_visible()
    staff.get_by_role("button", name="发布这个班").tap()
    expect(staff.get_by_text("等答复", exact=True)).to_be_visible()
    assert asked_instead(server, seat) in (LIN, WANG)


# ---------------------------------------------------------------------------------------------------- passing on


def swap_seats(one: Any, other: Any, server: Installation) -> None:
    """She would rather come on another day; he gives one of his for it, on his own phone."""
    mine, theirs = (seats(server, name, ACCEPTED)[0][2] for name in (LIN, SU))
    one.goto(server.url + "/volunteer")
    one.get_by_role("button", name="和别人换班").first.tap()
    expect(one.get_by_text("放出去了，还没有人来换")).to_be_visible()
    other.goto(server.url + "/volunteer")
    expect(other.get_by_text(f"{LIN} 想换班")).to_be_visible()
    other.get_by_role("button", name="换出我的").first.tap()
    wait_until(lambda: [day for _, _, day in seats(server, SU, ACCEPTED)] == [mine])
    assert theirs in [day for _, _, day in seats(server, LIN, ACCEPTED)]
    one.goto(server.url + "/volunteer")
    expect(one.get_by_text(f"{SU} 接了您的这个班")).to_be_visible()


def give_away_and_undo(giver: Any, taker: Any, staff: Any, server: Installation) -> None:
    """Somebody takes a seat that is given away; the coordinator undoes it in time, and the giver reads why."""
    before = seats(server, LIN, ACCEPTED)
    giver.get_by_role("button", name="转给别人").first.tap()
    expect(giver.get_by_text("放出去了，还没有人接")).to_be_visible()
    taker.goto(server.url + "/volunteer")
    expect(taker.get_by_text(f"{LIN} 来不了")).to_be_visible()
    taker.get_by_role("button", name="我来接").tap()
    wait_until(lambda: len(seats(server, LIN, ACCEPTED)) == len(before) - 1)
    staff.goto(server.url + "/admin/volunteers")
    staff.get_by_role("button", name="换班和转班").tap()
    passed = staff.locator("main li").filter(has_text=f"{LIN} → {WANG}")
    passed.get_by_role("button", name="撤回").tap()
    staff.get_by_label("为什么撤回").fill("那天要熟人")
    staff.get_by_role("button", name="真的撤回").tap()
    expect(passed.get_by_text("已撤回")).to_be_visible()
    assert [day for _, _, day in seats(server, LIN, ACCEPTED)] == [day for _, _, day in before]
    giver.goto(server.url + "/volunteer")
    expect(giver.get_by_text("这个班还是您来。原因：那天要熟人")).to_be_visible()
    with Session(server.engine) as session:
        assert {one.state for one in session.exec(select(Swap))} == {SwapState.TAKEN, SwapState.VETOED}


def lose_licence(phone: Any, staff: Any, server: Installation) -> None:
    """The licence is over: the daily tidying frees the seats ahead of time, and everybody concerned is told."""
    held = nurse_seats(server).count(PROPOSED) + nurse_seats(server).count(ACCEPTED)
    day = next(day for _, title, day in seats(server, WANG, PROPOSED, ACCEPTED) if title == CORNER)
    assert held > 1
    end_licences(server)
    tidied = server.run("tidy")
    assert f"licences: {held} seats given up" in tidied.stdout, tidied.stdout + tidied.stderr
    assert not [state for state in nurse_seats(server) if state.holds]
    phone.goto(server.url + "/volunteer")
    expect(phone.get_by_text("“护士”那天已经过期").first).to_be_visible()
    staff.goto(server.url + "/admin/volunteers/people")
    expect(staff.get_by_text("过期了").first).to_be_visible()
    staff.goto(server.url + "/admin/volunteers")
    corner = turn_to(staff, day).get_by_role("button").first
    expect(corner).to_contain_text("缺 1 人")
    corner.tap()
    staff.get_by_role("button", name="谁能来，为什么空着").tap()
    expect(staff.get_by_role("heading", name="为什么空着")).to_be_visible()


# --------------------------------------------------------------------------------------------------------- hours


def work_a_shift(staff: Any, server: Installation) -> str:
    """Two scans at the door; the next day the server proposes the hours. Returns the local day."""
    begin_shift(server, seats(server, LIN, ACCEPTED)[0][0])
    staff.goto(server.url + "/admin/volunteers/hours")
    _scan(staff)
    wait_until(lambda: len(_there(server)) == 1)
    came_at_the_beginning(server)
    expect(staff.get_by_label("居民码")).to_have_value("")
    _scan(staff)
    wait_until(lambda: _there(server)[0].left_at is not None)
    day = a_day_later(server)
    tidied = server.run("tidy")
    assert "proposals: 1 shifts proposed" in tidied.stdout, tidied.stdout + tidied.stderr
    return day.isoformat()


def _scan(staff: Any) -> None:
    staff.get_by_label("居民码").fill(TOKENS[LIN][1])
    staff.get_by_role("button", name="签到或签退").tap()


def _there(server: Installation) -> list[Presence]:
    with Session(server.engine, expire_on_commit=False) as session:
        return list(session.exec(select(Presence)))


def _last_state(server: Installation) -> HoursState:
    with Session(server.engine) as session:
        found = session.exec(select(Hours.state).order_by(col(Hours.number).desc())).first()
        assert found is not None
        return found


def put_on_notice(staff: Any, stranger: Any, server: Installation) -> None:
    """Hung out for everybody to read; nobody objects, and the days go by."""
    staff.goto(server.url + "/admin/volunteers/hours")
    expect(staff.get_by_role("heading", name="待公示 1 条")).to_be_visible()
    staff.get_by_role("button", name="全部公示").tap()
    wait_until(lambda: _last_state(server) is HoursState.NOTICE)
    _open_lounge(stranger, server)
    stranger.get_by_role("link", name="志愿时长公示").tap()
    expect(stranger.get_by_text(f"林** · {DESK}")).to_be_visible()
    expect(stranger.get_by_text(LIN)).to_have_count(0)
    with Session(server.engine) as session, session.begin():
        assert end_notices(session, now()) == 0
        assert end_notices(session, now() + timedelta(days=30)) == 1
    assert _last_state(server) is HoursState.CREDITED


def check_record(phone: Any, stranger: Any, server: Installation, day: str) -> None:
    """She takes a record along; somebody who is not signed in checks it by its code."""
    phone.goto(server.url + "/volunteer")
    phone.get_by_role("link", name="我的志愿时长").tap()
    phone.get_by_label("从哪天").fill(day)
    phone.get_by_label("到哪天").fill(day)
    phone.get_by_role("button", name="开一份").tap()
    phone.wait_for_url("**/print/record/**")
    expect(phone.get_by_text(LIN).first).to_be_visible()
    with Session(server.engine) as session:
        code = session.exec(select(ServiceRecord.code)).one()
    stranger.goto(server.url + "/record")
    stranger.get_by_label("记录上的 12 位核对码").fill(code.lower())
    stranger.get_by_role("button", name="核对").tap()
    stranger.wait_for_url(f"**/record/{code}")
    expect(stranger.locator("dl")).to_contain_text("林**")
    expect(stranger.locator("dl")).to_contain_text("2 小时")
    assert LIN not in stranger.content()
    assert stranger.goto(f"{server.url}/record/ABCDEFGHJKLM").status == 404
