"""The lounge's front door `/`: is it open, what is on, and the doors that are open today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from app.lounge.page.where import lounge_card, points
from app.lounge.state.home import LoungeState
from app.shared import kit
from app.shared.both import told
from app.shared.docks import docks
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import value

STATE: Any = LoungeState  # its class attributes are Vars and handlers, which its annotations do not say
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
        rx.foreach(STATE.lounges, lounge_card),
        _volunteers(),
        _staff_door(),
        _what_it_is(),
        _how_to_check_in(),
        dock="own",
        here="/",
    )


def _open() -> rx.Component:
    """Whether the door is open now: colour, sign and words."""

    def line(row: Any) -> rx.Component:
        state = rx.cond(row.open, "done", "none")
        word = kit.mark(state, told(row.door), "!whitespace-normal text-start")
        several = rx.cond(STATE.lounges.length() > 1, rx.el.span(row.name, class_name="mr-2"))
        return rx.cond(row.door.zh, rx.el.p(several, word, class_name="text-center text-lg"))

    return rx.el.div(rx.foreach(STATE.lounges, line), class_name="min-h-[2.5rem]")


def _entries() -> rx.Component:
    """What one can do here: large, one under the thumb each."""
    return rx.el.nav(
        _entry("qr", t("签到"), t("有没有手机都能签"), **kit.opens(CHECK_IN)),
        _entry("calendar", t("活动"), t("给自己和家里人报名"), href="/events"),
        _entry("heart", t("健康自检"), t("量血压、测血糖"), href="/health"),
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
    about = rx.fragment(
        rx.el.span(told(row.when), class_name="lj-when block"),
        rx.cond(row.place, rx.el.span(row.place, class_name="block")),
    )
    return rx.el.li(kit.row(row.title, about, trail=state, href=f"/events/{row.id}"), key=row.id)


def _how_to_check_in() -> rx.Component:
    """Three equal ways."""
    return kit.sheet(
        CHECK_IN,
        t("签到"),
        points([
            ("phone", t("有手机：扫墙上屏幕里的码，写上名字和手机号，下次点一下就行。")),
            ("qr", t("有居民码卡：给门口的工作人员扫一下，或者报卡上的 6 个字。")),
            ("person", t("什么都没带：到平板上点自己的名字，或者跟工作人员说一声。")),
        ]),
        rx.el.p(t("签到只给居民活动用，不用来给工作人员打卡。"), class_name="lj-help pt-3"),
        foot=kit.button(t("看看今天的活动"), "quiet", big=True, href="/events", class_name="mt-4"),
    )  # fmt: skip


def _volunteers() -> rx.Component:
    """For those who are not at work: joining, one's own shifts, and what hangs out for everybody to read."""
    visitor = value("account", Visitor, Visitor())
    mine = kit.row(
        t("做志愿者"), t("一分钟加入；已经是的，看自己的班"), lead=icon("heart"), href="/volunteer",
    )  # fmt: skip
    notice = kit.row(
        t("志愿时长公示"), t("谁都能看，觉得不对可以说"), lead=icon("file"), href="/volunteer/notice",
        custom_attrs={"reloadDocument": True},
    )  # fmt: skip
    at_work = (visitor.name != "") & ~_is_neighbour(visitor)
    return rx.cond(at_work, rx.fragment(), kit.card(kit.rows(mine, notice), flush=True))


def _is_neighbour(visitor: Any) -> Any:
    """Whoever does not work here: residents, volunteers, doctors."""
    return (visitor.dock == "guest") | (visitor.dock == "resident")


def _staff_door() -> rx.Component:
    """Who is signed in goes on where their work is; residents and volunteers to what is theirs."""
    visitor = value("account", Visitor, Visitor())
    starts = [(name, places[0].href) for name, places in docks().items() if places[0].href != "/"]
    work = kit.row(
        t("{name}，回到工作", name=visitor.name), t("您已经登录"), lead=icon("door"),
        href=rx.match(visitor.dock, *starts, "/admin"),
    )  # fmt: skip
    theirs = rx.cond(visitor.dock == "resident", "/health", "/admin")
    neighbour = kit.row(t("{name}，您好。", name=visitor.name), t("您已经登录"), lead=icon("person"), href=theirs)
    stranger = kit.row(t("社区工作者进门"), t("走访、名册、活动、同步"), lead=icon("door"), href="/login")
    row = rx.cond(visitor.name, rx.cond(_is_neighbour(visitor), neighbour, work), stranger)
    return kit.card(kit.rows(row), flush=True)


def _what_it_is() -> rx.Component:
    lines = [
        ("walk", t("上门走访，没有信号也能记；下了楼自己送出去。")),
        ("shield", t("不打卡、不定位、不排名，也不强制拍照。")),
        ("lock", t("住户的资料加密存放，谁看过都有记录。")),
    ]
    return kit.card(rx.el.p(t("邻聚是社区居委会的上门帮手：少填表，多见人。")), points(lines), title=t("邻聚是什么"))
