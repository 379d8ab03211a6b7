"""The lounge: its front door `/`, measuring oneself `/health`, and `/admin/lounge` where staff say when it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from app.lounge.state import HoursState, LoungeState
from app.shared import kit
from app.shared.desk import gate
from app.shared.docks import docks
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import language, value

STATE: Any = LoungeState  # its class attributes are Vars and handlers, which its annotations do not say
HOURS: Any = HoursState
CHECK_IN = "check-in"


@dataclass
class Visitor:
    """What of the value "account" matters here."""

    name: str = ""
    dock: str = ""


def lounge() -> rx.Component:
    """Is it open, what is on, and the doors that are open today. The words above and the entries need no script."""
    return screen(
        None,
        kit.hero("house", t("邻聚公共客厅"), t("喝茶、聊天、办事，都来这里。")),
        _open(),
        _entries(),
        _today(),
        rx.foreach(STATE.lounges, _one),
        _staff_door(),
        _what_it_is(),
        _how_to_check_in(),
        dock="own",
        here="/",
    )


def _told(text: Any) -> Any:
    return rx.cond(language() == "en", text.en, text.zh)


def _open() -> rx.Component:
    """Whether the door is open now: colour, sign and words."""

    def line(row: Any) -> rx.Component:
        word = rx.cond(row.open, kit.mark("done", _told(row.door)), kit.mark("none", _told(row.door)))
        several = rx.cond(STATE.lounges.length() > 1, rx.el.span(row.name, class_name="mr-2"))
        return rx.cond(row.door.zh, rx.el.p(several, word, class_name="text-center text-lg"))

    return rx.el.div(rx.foreach(STATE.lounges, line), class_name="min-h-[2.5rem]")


def _entries() -> rx.Component:
    """What one can do here: large, one under the thumb each."""
    return rx.el.nav(
        _entry("qr", t("签到"), t("来参加活动，进门三种签法"), **kit.opens(CHECK_IN)),
        _entry("calendar", t("活动"), t("看近期的，给自己和家里人报名"), href="/events"),
        _entry("heart", t("健康自检"), t("量血压、测血糖来这里"), href="/health"),
        _entry("message", t("我要反映"), t("投诉建议，不用登录"), href="/feedback"),
        aria_label=t("能做什么"),
        class_name="lj-entries",
    )


def _entry(icon_name: str, title: Any, sub: Any, **props: Any) -> rx.Component:
    inner = [
        icon(icon_name, "2.1em"),
        rx.el.strong(title, class_name="text-lg"),
        rx.el.span(sub, class_name="lj-help"),
    ]
    if "href" in props:
        return rx.el.a(*inner, class_name="lj-card lj-entry", **props)
    return rx.el.button(*inner, type="button", class_name="lj-card lj-entry", **props)


def _today() -> rx.Component:
    none = rx.el.p(t("今天没有活动。平时也欢迎来坐坐。"), class_name="lj-muted")
    today = rx.cond(
        STATE.today.length() > 0,
        kit.rows(rx.foreach(STATE.today, _on), class_name="-mx-4"),
        rx.cond(STATE.ready, none, kit.skeleton(2)),
    )
    later = rx.fragment(
        rx.el.h3(t("七天之内"), class_name="font-semibold pt-2"),
        kit.rows(rx.foreach(STATE.later, _on), class_name="-mx-4"),
    )
    return kit.card(
        today,
        rx.cond(STATE.later.length() > 0, later),
        kit.button(t("全部活动"), "quiet", href="/events", class_name="self-start"),
        title=t("今天的活动"),
        class_name="flex flex-col gap-2",
    )


def _on(row: Any) -> rx.Component:
    state = rx.cond(
        row.running, kit.tag(t("正在进行"), "primary"), rx.cond(row.full, kit.tag(t("满了，可候补"), "warning"))
    )
    about = rx.fragment(_told(row.when), rx.cond(row.place, rx.fragment(" · ", row.place)))
    return rx.el.li(kit.row(row.title, about, trail=state, href=f"/events/{row.id}"), key=row.id)


def _how_to_check_in() -> rx.Component:
    """Three equal ways."""
    return kit.sheet(
        CHECK_IN,
        t("签到"),
        _points([
            ("phone", t("有手机：扫墙上屏幕里的码，写上名字和手机号，下次点一下就行。")),
            ("qr", t("有居民码卡：给门口的工作人员扫一下，或者报卡上的 6 个字。")),
            ("person", t("什么都没带：到平板上点自己的名字，或者跟工作人员说一声。")),
        ]),
        rx.el.p(t("签到只给居民活动用，不用来给工作人员打卡。"), class_name="lj-help pt-3"),
        foot=kit.button(t("看看今天的活动"), "quiet", big=True, href="/events", class_name="mt-4"),
    )  # fmt: skip


def _staff_door() -> rx.Component:
    """Who is signed in goes on where their work is; residents and volunteers to what is theirs."""
    visitor = value("account", Visitor, Visitor())
    starts = [(name, places[0].href) for name, places in docks().items() if places[0].href != "/"]
    work = kit.row(
        t("{name}，回到工作", name=visitor.name), t("您已经登录"), lead=icon("door"),
        href=rx.match(visitor.dock, *starts, "/admin"),
    )  # fmt: skip
    guest = kit.row(t("{name}，您好。", name=visitor.name), t("您已经登录"), lead=icon("person"), href="/admin")
    stranger = kit.row(t("社区工作者进门"), t("走访、名册、活动、同步"), lead=icon("door"), href="/login")
    row = rx.cond(visitor.name, rx.cond(visitor.dock == "guest", guest, work), stranger)
    return kit.card(kit.rows(row), flush=True)


def _what_it_is() -> rx.Component:
    points = [
        ("walk", t("上门走访，没有信号也能记；下了楼自己送出去。")),
        ("shield", t("不打卡、不定位、不排名，也不强制拍照。")),
        ("lock", t("住户的资料加密存放，谁看过都有记录。")),
    ]
    return kit.card(rx.el.p(t("邻聚是社区居委会的上门帮手：少填表，多见人。")), _points(points), title=t("邻聚是什么"))


def _points(points: list[tuple[str, Any]]) -> rx.Component:
    lines = [rx.el.li(icon(name), rx.el.span(text), class_name="flex gap-3 items-start") for name, text in points]
    return rx.el.ul(*lines, class_name="flex flex-col gap-3 lj-points")


def health_screen() -> rx.Component:
    """健康自检 `/health`: at the lounge, with somebody there who knows how."""
    return screen(
        t("健康自检"),
        kit.notice(
            t("胸口或后背疼、头痛得吐、说不出话、手脚突然没力、人昏过去：不要来量，马上打 120。"), "error",
            action=kit.button(t("打 120"), "danger", icon_name="phone-call", href="tel:120"),
        ),
        kit.card(
            _points([
                ("door", t("到公共客厅找前台，问今天能量什么、谁在值班。")),
                ("clock", t("量血压前半小时不抽烟、不喝咖啡、不运动；坐着歇五分钟再量。")),
                ("note", t("量完把数记下来，带给您的签约医生看。")),
            ]),
            rx.el.p(t("自己量的数只作参考，不是诊断。"), class_name="lj-help"),
            title=t("在客厅量"),
        ),
        _where(),
        back="/",
    )  # fmt: skip


def _where() -> rx.Component:
    """Address, hours and telephone as the committee wrote them."""
    return rx.cond(
        STATE.lounges.length() > 0,
        rx.foreach(STATE.lounges, _one),
        kit.card(rx.el.p(t("开放时间写在客厅门上，也可以问您的网格员。")), title=t("什么时候开门")),
    )


def _one(row: Any) -> rx.Component:
    week = rx.el.dl(
        rx.foreach(
            row.week,
            lambda line: rx.fragment(
                rx.el.dt(_told(line.day)), rx.el.dd(rx.cond(line.hours, line.hours, t("休息"))), key=line.day.zh
            ),
        ),
        class_name="lj-defs",
    )
    hours = (t("开放时间"), rx.cond(row.week.length() > 0, "", row.hours))
    facts = [hours, (t("地址"), row.address), (t("首问"), row.on_duty)]
    lines = [rx.cond(text, rx.fragment(rx.el.dt(term), rx.el.dd(text))) for term, text in facts]
    return kit.card(
        rx.cond(row.off.zh, kit.notice(t("{days} 休息", days=_told(row.off)), "warning")),
        rx.cond(row.week.length() > 0, week),
        rx.cond(row.hours | row.address | row.on_duty, rx.el.dl(*lines, class_name="lj-defs empty:hidden")),
        rx.cond(
            row.can_do.length() > 0,
            rx.el.ul(
                rx.foreach(row.can_do, lambda line: rx.el.li(line, key=line)), aria_label=t("能做什么"),
                class_name="list-disc pl-6",
            ),
        ),
        rx.cond(
            row.phone,
            kit.button(row.phone, "quiet", icon_name="phone-call", big=True, href="tel:" + row.phone.replace(" ", "")),
        ),
        title=row.name,
        class_name="flex flex-col gap-3",
        key=row.name,
    )  # fmt: skip


def hours_screen() -> rx.Component:
    """客厅开放时间 `/admin/lounge`."""
    return screen(
        t("客厅开放时间"),
        gate(HOURS, rx.cond(HOURS.one.community != "", _hours_form(), _no_community())),
        dock="own",
        here="/admin/events",
        back="/admin/events",
    )


def _no_community() -> rx.Component:
    return kit.empty("house", t("还没有社区"), t("导入名册以后，就能写客厅的开放时间。"))


def _hours_form() -> rx.Component:
    one = HOURS.one
    names = [t("周一"), t("周二"), t("周三"), t("周四"), t("周五"), t("周六"), t("周日")]
    days = [
        kit.text_field(
            f"day_{at}", name, default_value=one.days[at], max_length=100, auto_complete="off", input_mode="text",
            placeholder=t("休息"),
        )
        for at, name in enumerate(names)
    ]  # fmt: skip
    choose = kit.select_field(
        "choose", t("社区"), rx.foreach(HOURS.communities, lambda row: rx.el.option(row.name, value=row.value)),
        value=one.community, on_change=HOURS.choose_community.temporal,
    )  # fmt: skip
    return rx.fragment(
        rx.cond(HOURS.communities.length() > 1, choose),
        rx.el.form(
            rx.el.input(type="hidden", name="community", default_value=one.community),
            kit.card(
                rx.el.p(t("写成 8:30-12:00 14:00-18:00 这样；休息就空着。"), class_name="lj-help"),
                rx.el.div(*days, class_name="grid gap-3 sm:grid-cols-2"),
                title=t("每周"),
                class_name="flex flex-col gap-3",
            ),
            kit.card(
                kit.text_field("closed_from", t("从哪天起休息"), type="date", default_value=one.closed_from),
                kit.text_field("closed_until", t("休息到哪天"), type="date", default_value=one.closed_until),
                kit.text_field("closed_why", t("为什么休息"), max_length=80, default_value=one.closed_why,
                               placeholder=t("如：春节")),
                title=t("放假、临时关门"),
                class_name="flex flex-col gap-3",
            ),
            kit.card(
                kit.text_field("on_duty", t("首问：来了先找谁"), max_length=80, default_value=one.on_duty,
                               placeholder=t("如：前台张姐")),
                kit.text_area("can_do", t("来了能做什么，一行一件"), rows=4, max_length=500,
                              default_value=one.can_do),
                class_name="flex flex-col gap-3",
            ),
            kit.button(t("保存"), type="submit", big=True),
            on_submit=HOURS.change.temporal,
            key=one.community,
            class_name="flex flex-col gap-3",
        ),
    )  # fmt: skip
