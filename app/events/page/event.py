"""`/events/<id>`: one event, and asking for places. What came of it is said truthfully, also a place in line."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.asking import asking, look_up
from app.events.page.own import own_sign_up
from app.events.page.parts import FORM, fact, left_tag
from app.events.rules.standing import Standing
from app.events.state.event import EventState
from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.shared.layout import screen

STATE: Any = EventState  # its class attributes are Vars and handlers, which its annotations do not say


def event_screen() -> rx.Component:
    """The event, or that there is none."""
    return screen(
        rx.cond(STATE.there, STATE.event.row.title, t("活动")),
        rx.cond(
            STATE.ready,
            rx.cond(STATE.there, _event(), _none()),
            kit.coming(t("这场活动的时间、地点和还剩几个名额马上显示。报名只要名字和手机号，一家人可以一起报。"), 5),
        ),
        back="/events",
    )


def _none() -> rx.Component:
    return kit.empty(
        "stairwell", t("没有这场活动"), t("可能改期了，或者链接不完整。"),
        kit.button(t("看看别的活动"), "quiet", href="/events"),
    )  # fmt: skip


def _event() -> rx.Component:
    return rx.fragment(
        _facts(),
        rx.cond(STATE.found.id, own_sign_up(STATE.found)),
        rx.foreach(STATE.mine, lambda row: rx.cond(row.id == STATE.found.id, rx.fragment(), own_sign_up(row))),
        rx.cond(STATE.event.open & (STATE.found.id == "") & (STATE.mine.length() == 0), asking()),
        rx.cond(STATE.event.over, _feedback()),
        rx.cond((STATE.event.open | cancelled()) & (STATE.found.id == ""), look_up()),
    )


def cancelled() -> rx.Var[bool]:
    """Whether it does not take place."""
    return STATE.event.row.standing == Standing.CANCELLED.value


def _facts() -> rx.Component:
    event = STATE.event
    row = event.row
    return kit.card(
        rx.el.div(left_tag(row), rx.cond(row.waiting > 0, kit.tag(t("候补 {n} 人", n=row.waiting))),
                  class_name="flex flex-wrap gap-2"),
        rx.cond(cancelled(), kit.notice(rx.fragment(t("这场活动取消了。"), event.why), "error")),
        rx.el.dl(
            fact(t("时间"), told(row.when)),
            fact(t("地点"), row.place),
            fact(t("适合"), event.audience),
            fact(t("年龄"), event.ages),
            fact(t("要带"), event.bring),
            fact(t("签到"), rx.cond(event.open, t("{when} 起，到门口签到", when=told(event.opens)), "")),
            class_name="lj-defs",
        ),
        rx.cond(event.about, rx.el.p(event.about, class_name="whitespace-pre-wrap")),
        rx.cond(event.open & row.walk_in, rx.el.p(t("不报名也可以直接来，有位子就进。"), class_name="lj-help")),
        rx.cond(event.open | cancelled(), _calendar()),
        class_name=FORM,
    )  # fmt: skip


def _calendar() -> rx.Component:
    """Put it into the phone's calendar; the same file crosses it out there when it is cancelled."""
    event = STATE.event
    return kit.button(
        rx.cond(event.open, t("放进日历"), t("在日历里划掉")), "quiet", icon_name="calendar",
        href=f"/api/events/{event.row.id}.ics", class_name="self-start",
        custom_attrs={"download": "", "reloadDocument": True},
    )  # fmt: skip


def _feedback() -> rx.Component:
    stars = [("5", t("很好")), ("4", t("好")), ("3", t("还行")), ("2", t("不太好")), ("1", t("不好"))]
    form = rx.el.form(
        kit.chips("stars", stars, label=t("这场活动怎么样"), multiple=False),
        kit.text_area("words", t("想说的话（可不写）"), max_length=500, help=t("不记名，只看活动，不评哪个人。")),
        kit.button(t("送出"), type="submit"),
        on_submit=STATE.rate.temporal,
        class_name=FORM,
    )
    thanks = kit.notice(t("收到了，谢谢您。下次办活动会看。"), "success")
    return kit.card(rx.cond(STATE.thanked, thanks, form), title=t("说说感受"))
