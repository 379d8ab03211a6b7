"""`/events/<id>`: one event, and asking for places. What came of it is said truthfully, also a place in line."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.models import SignUpState
from app.events.page.parts import FORM, fact, left_tag, told
from app.events.rules.standing import Standing
from app.events.state.public import EventState
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import language

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
        rx.cond(STATE.found.id, _sign_up(STATE.found)),
        rx.foreach(STATE.mine, lambda row: rx.cond(row.id == STATE.found.id, rx.fragment(), _sign_up(row))),
        rx.cond(STATE.event.open & (STATE.found.id == "") & (STATE.mine.length() == 0), _form()),
        rx.cond(STATE.event.over, _feedback()),
        rx.cond(STATE.event.open & (STATE.found.id == ""), _look_up()),
    )


def _facts() -> rx.Component:
    event = STATE.event
    row = event.row
    return kit.card(
        rx.el.div(left_tag(row), rx.cond(row.waiting > 0, kit.tag(t("候补 {n} 人", n=row.waiting))),
                  class_name="flex flex-wrap gap-2"),
        rx.cond(
            row.standing == Standing.CANCELLED.value,
            kit.notice(rx.fragment(t("这场活动取消了。"), event.why), "error"),
        ),
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
        rx.cond(
            event.open,
            kit.button(t("放进日历"), "quiet", icon_name="calendar", href=f"/api/events/{row.id}.ics",
                       custom_attrs={"download": "", "reloadDocument": True}, class_name="self-start"),
        ),
        class_name=FORM,
    )  # fmt: skip


def _form() -> rx.Component:
    full = (STATE.event.row.capacity > 0) & (STATE.event.row.left == 0)
    return kit.card(
        rx.cond(
            full,
            kit.notice(t("名额已满。可以排候补：有人取消，按先来后到补上。"), "warning"),
        ),
        rx.el.form(
            rx.cond(STATE.me, rx.el.p(t("这部手机记得您：{name}。名字空着就是给您自己报。", name=STATE.me))),
            _field("name", t("姓名"), rx.cond(STATE.me, t("给别人报才填"), ""), auto_complete="name", max_length=40),
            _field("phone", t("手机号"), t("只用来核对和通知，加密存放。"), type="tel", input_mode="tel",
                   auto_complete="tel", max_length=20),
            rx.foreach(STATE.others, _other),
            _family(),
            kit.button(rx.cond(full, t("排候补"), t("报名")), type="submit", big=True),
            on_submit=STATE.sign_up.temporal,
            class_name=FORM,
        ),
        title=t("报名"),
        class_name=FORM,
    )  # fmt: skip


def _family() -> rx.Component:
    """Those who come along. Without a name they hold a place all the same."""
    more = STATE.others.length() + 1 < STATE.event.group_most
    return rx.cond(
        STATE.event.group_most > 1,
        rx.el.div(
            rx.cond(
                more, kit.button(t("再加一个人"), "quiet", icon_name="plus", on_click=STATE.one_more.temporal),
                rx.el.p(t("这场一次最多报 {n} 人。", n=STATE.event.group_most), class_name="lj-help"),
            ),
            rx.cond(
                STATE.others.length() > 0,
                kit.button(t("少一个人"), "quiet", icon_name="minus", on_click=STATE.one_less.temporal),
            ),
            class_name="flex flex-wrap gap-3",
        ),
    )  # fmt: skip


def _other(at: Any) -> rx.Component:
    name = f"other_{at}"
    return rx.el.div(
        rx.el.label(t("同来的第 {n} 个人", n=at), html_for=name),
        rx.el.input(id=name, name=name, class_name="input", max_length=40, auto_complete="off",
                    placeholder=t("姓名，可以不写")),
        class_name="lj-field",
        key=name,
    )  # fmt: skip


def _field(name: str, label: Any, help_: Any, **props: Any) -> rx.Component:
    return kit.text_field(name, label, help=help_, error=_said(name), **props)


def _said(name: str) -> Any:
    return rx.cond(language() == "en", STATE.wrong_en[name], STATE.wrong_zh[name])


def _sign_up(row: Any) -> rx.Component:
    """What has become of it: large, with a sign, and the way to give it up."""
    confirmed = kit.notice(t("报上名了，{n} 个位子给您留着。", n=row.size), "success")
    waiting = kit.notice(
        t("在候补，排在第 {place} 位（{n} 人）。有空位就轮到您，请再来这里看看。", place=row.place, n=row.size),
        "warning",
    )
    return kit.card(
        rx.match(
            row.state,
            (SignUpState.CONFIRMED.value, confirmed),
            (SignUpState.WAITING.value, waiting),
            kit.notice(t("这次报名已经取消。")),
        ),
        rx.cond(row.names, rx.el.p(t("来的人：{names}", names=row.names))),
        rx.cond(
            row.own,
            rx.fragment(),
            rx.el.div(
                rx.el.p(t("请记下查询码。以后凭它在这一页看排到第几、改主意时取消：")),
                rx.el.strong(row.grouped, class_name="block text-2xl tracking-wider select-all py-1"),
            ),
        ),
        rx.cond(
            (row.state != SignUpState.CANCELLED.value) & STATE.event.open,
            rx.cond(STATE.giving_up == row.id, _sure(row), _give_up(row)),
        ),
        title=t("我的报名"),
        class_name=FORM,
        key=row.id,
    )  # fmt: skip


def _give_up(row: Any) -> rx.Component:
    return kit.button(t("不来了，取消报名"), "quiet", on_click=STATE.ask_to_give_up(row.id).temporal,
                      class_name="self-start")  # fmt: skip


def _sure(row: Any) -> rx.Component:
    yes = t("真的取消")
    return rx.el.div(
        rx.el.p(t("取消以后位子让给后面的人，再来要重新排。"), role="status"),
        rx.el.div(
            rx.cond(
                row.own,
                kit.button(yes, "danger", on_click=STATE.cancel_mine(row.id).temporal),
                kit.button(yes, "danger", on_click=STATE.cancel(row.code).temporal),
            ),
            kit.button(t("还是来"), "quiet", on_click=STATE.keep.temporal),
            class_name="flex flex-wrap gap-3 mt-2",
        ),
    )


def _look_up() -> rx.Component:
    return rx.el.details(
        rx.el.summary(icon("search"), t("报过名了？凭查询码看一看"), class_name="lj-more"),
        rx.el.form(
            _field("code", t("查询码"), "", max_length=40, auto_complete="off", auto_capitalize="characters",
                   spell_check=False, required=True, placeholder="ABCDE-23456"),
            kit.button(t("查"), "secondary", type="submit"),
            on_submit=STATE.look.temporal,
            class_name=f"{FORM} pt-3",
        ),
        open=STATE.wrong_zh["code"].bool(),
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
