"""The lounge: its front door `/`, and what one can do there today about events and health."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from app.lounge.state import LoungeState
from app.shared import kit
from app.shared.docks import docks
from app.shared.i18n import t
from app.shared.icons import icon, motif
from app.shared.layout import screen
from app.shared.local import value

STATE: Any = LoungeState  # its class attributes are Vars and handlers, which its annotations do not say


@dataclass
class Visitor:
    """What of the value "account" matters here."""

    name: str = ""
    dock: str = ""


def lounge() -> rx.Component:
    """Where one is, what Linju is, and the doors that are open today."""
    return screen(
        None,
        kit.hero("house", t("邻聚公共客厅"), t("门开着，进来坐。")),
        kit.card(
            kit.rows(
                _staff_door(),
                kit.row(t("活动签到"), t("活动怎么报名、怎么签到"), lead=icon("calendar"), href="/events"),
                kit.row(t("健康自检"), t("量血压、测血糖来这里"), lead=icon("heart"), href="/health"),
                kit.row(t("投诉建议"), t("不用登录，随时可以说"), lead=icon("message"), href="/feedback"),
            ),
            flush=True,
        ),
        _what_it_is(),
        dock="own",
        here="/",
    )


def _staff_door() -> rx.Component:
    """Who is signed in goes on where their work is; residents and volunteers to what is theirs."""
    visitor = value("account", Visitor, Visitor())
    starts = [(name, places[0].href) for name, places in docks().items() if places[0].href != "/"]
    work = kit.row(
        t("{name}，回到工作", name=visitor.name), t("您已经登录"), lead=icon("door"),
        href=rx.match(visitor.dock, *starts, "/admin"),
    )  # fmt: skip
    guest = kit.row(t("{name}，您好。", name=visitor.name), t("您已经登录"), lead=icon("person"), href="/admin")
    stranger = kit.row(t("社区工作者进门"), t("走访、名册、同步"), lead=icon("door"), href="/login")
    return rx.cond(visitor.name, rx.cond(visitor.dock == "guest", guest, work), stranger)


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


def events_screen() -> rx.Component:
    """活动签到 `/events`: at the desk of the lounge, in person."""
    return screen(
        t("活动签到"),
        rx.el.div(motif("tea"), class_name="flex justify-center"),
        kit.card(
            _points([
                ("door", t("来参加活动，进门在前台说一声名字，工作人员当场给您签到。")),
                ("calendar", t("想知道近期有什么活动、想报名，看客厅门口的安排，或者打电话问前台。")),
                ("person", t("不用手机，不用注册，带着家人一起来也行。")),
            ]),
            title=t("在客厅前台签到"),
        ),
        _where(),
        back="/",
    )  # fmt: skip


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
    facts = [(t("开放时间"), row.hours), (t("地址"), row.address)]
    lines = [rx.cond(text, rx.fragment(rx.el.dt(term), rx.el.dd(text))) for term, text in facts]
    return kit.card(
        rx.cond(row.hours | row.address, rx.el.dl(*lines, class_name="lj-defs")),
        rx.cond(
            row.phone,
            kit.button(row.phone, "quiet", icon_name="phone-call", big=True, href="tel:" + row.phone.replace(" ", "")),
        ),
        title=row.name,
        key=row.name,
    )
