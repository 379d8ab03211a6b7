"""An event from its draft to the last tap: families sign up, one waits, a place comes free, the tablet lets them in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from playwright.sync_api import expect
from sqlmodel import Session, select

from app.accounts.models import Account
from app.accounts.service import actor_of
from app.events.models import Attendee, SignUp, Via
from app.events.payload import EventPlan, Family, OnePerson
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown
from app.events.service.edit import add_event
from app.events.service.signing import sign_up_for
from app.households.models import Community, Person
from app.passes.service import issue_pass
from app.shared.clock import now, today
from tests.e2e.installation import Installation

LANDSCAPE = {"viewport": {"width": 1180, "height": 820}, "device_scale_factor": 1, "is_mobile": False}


def hold(server: Installation, **changes: Any) -> str:
    """An event that is on. Returns its id."""
    moment = now()
    values = {"title": "闽南童谣", "place": "公共客厅", "starts_at": moment - timedelta(minutes=5),
              "ends_at": moment + timedelta(hours=2), "walk_in": True} | changes  # fmt: skip
    with Session(server.engine) as session, session.begin():
        admin = actor_of(session, session.exec(select(Account).where(Account.login == "admin")).one().id, moment)
        place = session.exec(select(Community).where(Community.name == "湖畔社区")).one()
        event = add_event(session, admin, place.id, EventPlan(**values), moment, publish_now=True)
        family = Family(people=[OnePerson(name="王叔"), OnePerson(name="王小弟")], phone="13800000001")
        sign_up_for(session, admin, event.id, family, moment)
        return str(event.id)


def test_a_family_signs_up_another_waits_and_gets_the_places_that_come_free(server: Installation, browse: Any) -> None:
    staff = browse()
    server.sign_in(staff.context, "cadre")
    staff.goto(server.url + "/admin/events")
    staff.get_by_role("button", name="新活动").click()
    staff.get_by_label("活动名称").fill("书法课")
    staff.get_by_label("日期", exact=True).fill((today() + timedelta(days=1)).isoformat())
    staff.get_by_label("开始", exact=True).fill("14:00")
    staff.get_by_label("结束", exact=True).fill("16:00")
    staff.get_by_label("名额").fill("3")
    staff.get_by_role("button", name="存成草稿").click()
    staff.wait_for_url(re.compile("/admin/events/[0-9a-f-]{36}"))
    expect(staff.get_by_text("草稿", exact=True)).to_be_visible()
    staff.get_by_role("button", name="发布").click()
    expect(staff.get_by_text("报名中")).to_be_visible()
    event = staff.url.rpartition("/")[2]

    first = browse()
    first.goto(server.url + "/events")
    first.get_by_role("link", name=re.compile("书法课.*还有 3 个名额")).click()
    first.get_by_label("姓名", exact=True).fill("王叔")
    first.get_by_label("手机号").fill("138 0000 0001")
    first.get_by_role("button", name="再加一个人").click()
    first.get_by_label("同来的第 1 个人").fill("王婶")
    first.get_by_role("button", name="再加一个人").click()
    first.get_by_role("button", name="报名").click()
    expect(first.get_by_text("报上名了，3 个位子给您留着。")).to_be_visible()
    assert re.fullmatch(r"[2-9A-Z]{5}-[2-9A-Z]{5}", first.locator("main strong").first.inner_text())

    second = browse()
    second.goto(f"{server.url}/events/{event}")
    expect(second.get_by_text("名额已满。")).to_be_visible()
    second.get_by_label("姓名", exact=True).fill("李奶奶")
    second.get_by_label("手机号").fill("13800000002")
    second.get_by_role("button", name="排候补").click()
    expect(second.get_by_text("在候补，排在第 1 位")).to_be_visible()
    code = second.locator("main strong").first.inner_text()

    first.get_by_role("button", name="不来了，取消报名").click()
    first.get_by_role("button", name="真的取消").click()
    expect(first.get_by_text("还有 2 个名额")).to_be_visible()

    second.reload()
    second.get_by_text("报过名了？凭查询码看一看").click()
    second.get_by_label("查询码").fill(code.lower())
    second.get_by_role("button", name="查", exact=True).click()
    expect(second.get_by_text(re.compile("轮到您了！.*1 个位子给您留着。"))).to_be_visible()

    with second.expect_download() as calendar:
        second.get_by_role("link", name="放进日历").click()
    assert calendar.value.suggested_filename.endswith(".ics")

    staff.reload()
    expect(staff.get_by_text("李奶奶")).to_be_visible()
    with staff.expect_download() as attendance:
        staff.get_by_role("link", name=re.compile("签到表（Excel）")).click()
    assert attendance.value.suggested_filename.endswith(".xlsx")
    expect(staff.get_by_text("王婶")).not_to_be_visible()
    with Session(server.engine) as session:
        assert len(session.exec(select(SignUp)).all()) == 2


def test_the_tablet_lets_a_family_in_and_forgets_them(server: Installation, browse: Any) -> None:
    event = hold(server)
    tablet = browse(**LANDSCAPE)
    server.sign_in(tablet.context, "cadre")
    tablet.add_init_script("globalThis.heard = []; speechSynthesis.speak = words => heard.push(words.text)")
    tablet.goto(f"{server.url}/tablet/{event}")
    tablet.get_by_label("您的名字，或者手机、身份证后四位").fill("王叔")
    tablet.get_by_role("button", name="找我").click()
    tablet.get_by_role("button", name=re.compile(r"王\*\*.*报了名")).click()
    expect(tablet.get_by_role("heading", name="王**，已签到")).to_be_visible()
    tablet.wait_for_function("heard.length")  # spoken a moment after it is drawn
    assert tablet.evaluate("heard") == ["签到好了，请进。"]  # nobody's name
    tablet.get_by_role("button", name="王**").click()
    expect(tablet.get_by_role("button", name="王**")).to_be_hidden()
    expect(tablet.get_by_role("button", name="找我")).to_be_visible(timeout=15_000)  # by itself
    assert tablet.get_by_label("您的名字，或者手机、身份证后四位").input_value() == ""
    assert "王" not in tablet.locator("main").inner_text()

    tablet.get_by_role("button", name="没报过名，也想参加").click()
    tablet.get_by_label("姓名").fill("新邻居")
    tablet.get_by_role("button", name="签到").click()  # a name is enough
    expect(tablet.get_by_role("heading", name="新**，已签到")).to_be_visible()
    tablet.get_by_text("家里人一起来了").click()
    tablet.get_by_label("家里人的姓名").fill("新媳妇")
    tablet.get_by_role("button", name="给家里人签到").click()
    expect(tablet.get_by_text("新**，也签到了")).to_be_visible()
    tablet.get_by_role("button", name="下一位").click()

    tablet.get_by_label("您的名字，或者手机、身份证后四位").fill("新邻居")  # another one of this name
    tablet.get_by_role("button", name="找我").click()
    expect(tablet.get_by_text(re.compile("新\\*\\*"))).to_have_count(1)
    tablet.get_by_role("button", name="都不是我，我是另一位").click()
    expect(tablet.get_by_role("heading", name="新**，已签到")).to_be_visible()

    staff = browse()
    server.sign_in(staff.context, "cadre")
    staff.goto(f"{server.url}/admin/events/{event}")
    staff.get_by_text("5 已到").click()
    expect(staff.get_by_text("新邻居")).to_have_count(2)
    with Session(server.engine) as session:
        came = session.exec(select(Attendee)).all()
        assert [one.came_at is not None for one in came] == [True] * 5


def test_a_pass_is_given_out_and_its_holder_signs_up_without_typing_a_name(server: Installation, browse: Any) -> None:
    event = hold(server)
    staff = browse()
    server.sign_in(staff.context, "cadre")
    staff.goto(server.url + "/admin/passes")
    staff.get_by_label("给谁发居民码").fill("林阿婆")
    staff.get_by_role("button", name="找").click()
    staff.get_by_role("button", name="发卡").click()
    cards = staff.get_by_role("link", name="打印卡片")
    sheet = browse()
    server.sign_in(sheet.context, "cadre")
    sheet.goto(server.url + str(cards.get_attribute("href")))
    expect(sheet.locator("article")).to_have_count(1)

    with Session(server.engine) as session, session.begin():
        lin = session.exec(select(Person).where(Person.name == "林阿婆")).one()
        admin = actor_of(session, session.exec(select(Account).where(Account.login == "admin")).one().id, now())
        token = issue_pass(session, admin, lin.id, now()).token
    phone = browse()
    phone.goto(f"{server.url}/p/{token}")
    phone.get_by_role("button", name="记住这部手机").click()
    expect(phone.get_by_text("这部手机已经记住您")).to_be_visible()
    phone.goto(f"{server.url}/events/{event}")
    expect(phone.get_by_text("这部手机记得您：林**。")).to_be_visible()
    phone.get_by_role("button", name="报名").click()
    expect(phone.get_by_text("报上名了，1 个位子给您留着。").first).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("来的人：林**")).to_be_visible()


def test_a_pass_is_enough_to_sign_up_and_tells_nobody_whose_it_is(server: Installation, browse: Any) -> None:
    event = hold(server)
    with Session(server.engine) as session, session.begin():
        lin = session.exec(select(Person).where(Person.name == "林阿婆")).one()
        admin = actor_of(session, session.exec(select(Account).where(Account.login == "admin")).one().id, now())
        code = issue_pass(session, admin, lin.id, now()).short_code
    phone = browse()
    phone.goto(f"{server.url}/events/{event}")
    phone.get_by_text("我有居民码，不用填名字").click()
    phone.get_by_label("卡上的 6 个字").fill("AAAAAA")
    phone.get_by_role("button", name="报名", exact=True).click()
    expect(phone.get_by_text("没有这个居民码。")).to_be_visible()
    phone.get_by_label("卡上的 6 个字").fill(code.lower())
    phone.get_by_role("button", name="报名", exact=True).click()
    expect(phone.get_by_text("报上名了，1 个位子给您留着。")).to_be_visible()
    expect(phone.get_by_text("来的人：林**")).to_be_visible()
    assert "阿婆" not in phone.locator("main").inner_text()


def test_staff_sign_up_who_has_no_phone_and_a_family_of_the_roster(server: Installation, browse: Any) -> None:
    event = hold(server, group_most=4)
    staff = browse()
    server.sign_in(staff.context, "cadre_all")
    staff.goto(f"{server.url}/admin/events/{event}")
    staff.get_by_role("button", name="替人报名").click()
    staff.get_by_label("名册里的人").fill("cdw")
    staff.get_by_role("button", name=re.compile("陈大文.*2栋1单元101")).click()
    staff.get_by_label("陈小文（子）").check()
    staff.get_by_role("button", name="报名", exact=True).click()
    expect(staff.get_by_text("王主任代报").first).to_be_visible()
    staff.get_by_role("button", name="替人报名").click()
    for again in (False, True):
        staff.get_by_label("姓名", exact=True).fill("王阿姨")
        staff.get_by_role("button", name="报名", exact=True).click()
        if not again:
            expect(staff.get_by_label("姓名", exact=True)).to_be_hidden()
            staff.get_by_role("button", name="替人报名").click()
    expect(staff.get_by_text("名单上已经有一位王阿姨。")).to_be_visible()
    staff.get_by_label("姓名", exact=True).fill("王阿姨（3栋）")
    staff.get_by_role("button", name="报名", exact=True).click()
    expect(
        staff.get_by_role("listitem").filter(has_text="王阿姨（3栋）")
    ).to_be_visible()  # the refusal says it as well
    with Session(server.engine) as session:
        made = session.exec(select(SignUp).where(SignUp.on_behalf == True)).all()  # noqa: E712
        assert sorted(one.size for one in made) == [1, 1, 2, 2]


def test_who_got_a_place_later_is_called_and_the_desk_follows_the_door(server: Installation, browse: Any) -> None:
    event = hold(server, capacity=2)
    waiting = browse()
    waiting.goto(f"{server.url}/events/{event}")
    waiting.get_by_label("姓名", exact=True).fill("李奶奶")
    waiting.get_by_label("手机号").fill("13800000002")
    waiting.get_by_role("button", name="排候补").click()
    expect(waiting.get_by_text("在候补，排在第 1 位")).to_be_visible()
    code = waiting.locator("main strong").first.inner_text()

    staff = browse()
    server.sign_in(staff.context, "cadre")
    staff.goto(f"{server.url}/admin/events/{event}")
    staff.get_by_role("listitem").filter(has_text="王叔").get_by_role("button", name="不来了").click()
    staff.get_by_text("1 要通知").click()
    expect(staff.get_by_text("补上了 1 个位子")).to_be_visible()
    assert staff.get_by_role("link", name="13800000002").get_attribute("href") == "tel:13800000002"
    staff.get_by_role("button", name="已通知").click()
    expect(staff.get_by_text("该通知的都通知了")).to_be_visible()
    staff.get_by_text("全部", exact=True).click()
    expect(staff.get_by_text("已通知 · 张姐")).to_be_visible()
    staff.get_by_role("button", name="还没通知，撤销").click()
    expect(staff.get_by_role("button", name="已通知")).to_be_visible()

    waiting.reload()
    waiting.get_by_text("报过名了？凭查询码看一看").click()
    waiting.get_by_label("查询码").fill(code)
    waiting.get_by_role("button", name="查", exact=True).click()
    expect(waiting.get_by_text("轮到您了！")).to_be_visible()

    staff.get_by_text("0 已到").click()
    staff.get_by_role("button", name="替人报名").click()
    staff.get_by_label("姓名", exact=True).press_sequentially("正在写")
    moment = now()
    with Session(server.engine) as session, session.begin():
        admin = actor_of(session, session.exec(select(Account).where(Account.login == "admin")).one().id, moment)
        (li,) = session.exec(select(Attendee).where(Attendee.event_id == UUID(event))).all()
        check_in(session, admin, li.event_id, Shown(attendee_id=li.id), How(Via.STAFF), moment)
    expect(staff.get_by_text("1 已到")).to_be_visible(timeout=10_000)  # without a reload
    expect(staff.get_by_role("listitem").filter(has_text="李奶奶")).to_be_visible()
    expect(staff.get_by_label("姓名", exact=True)).to_have_value("正在写")
    expect(staff.get_by_label("姓名", exact=True)).to_be_focused()


def test_of_what_is_called_off_everybody_hears(server: Installation, browse: Any) -> None:
    event = hold(server, starts_at=now() + timedelta(days=1), ends_at=now() + timedelta(days=1, hours=2))
    with Session(server.engine) as session:
        code = session.exec(select(SignUp.code)).one()
    staff, resident = browse(), browse()
    resident.goto(f"{server.url}/events/{event}?code={code}")
    expect(resident.get_by_text("报上名了，2 个位子给您留着。")).to_be_visible()
    server.sign_in(staff.context, "cadre")
    staff.goto(f"{server.url}/admin/events/{event}")
    staff.get_by_role("button", name="取消活动").click()
    staff.get_by_label("为什么取消（报名的人会看到）").fill("台风")
    staff.get_by_role("button", name="真的取消").click()
    expect(staff.get_by_text("有 1 家报了名的人要通知。")).to_be_visible()
    expect(staff.get_by_text("王叔、王小弟")).to_be_visible()
    resident.reload()
    expect(resident.get_by_text("活动取消了，您的报名不用管了。")).to_be_visible()
    with resident.expect_download() as calendar:
        resident.get_by_role("link", name="在日历里划掉").click()
    assert "STATUS:CANCELLED" in calendar.value.path().read_text()
