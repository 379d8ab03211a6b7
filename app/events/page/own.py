"""A sign-up as its people see it on `/events/<id>`: what became of it, and the way to give it up."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.models import SignUpState
from app.events.page.parts import FORM
from app.events.rules.standing import Standing
from app.events.state.event import EventState
from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t

STATE: Any = EventState  # its class attributes are Vars and handlers, which its annotations do not say


def own_sign_up(row: Any) -> rx.Component:
    """Large, with a sign. What is new since they signed up is said first."""
    off = STATE.event.row.standing == Standing.CANCELLED.value
    return kit.card(
        rx.cond(
            off & (row.state != SignUpState.CANCELLED.value),
            kit.notice(t("活动取消了，您的报名不用管了。"), "error"),
            rx.fragment(_moved(row), _stands(row)),
        ),
        rx.cond(row.names, rx.el.p(t("来的人：{names}", names=row.names))),
        rx.cond(row.own | off, rx.fragment(), _code(row)),
        rx.cond(
            (row.state != SignUpState.CANCELLED.value) & STATE.event.open,
            rx.cond(STATE.giving_up == row.id, _sure(row), _give_up(row)),
        ),
        title=t("我的报名"),
        class_name=FORM,
        key=row.id,
    )


def _moved(row: Any) -> rx.Component:
    sentence = t("时间或地点改过了（{at}）。现在是 {when}。", at=told(row.moved), when=told(STATE.event.row.when))
    return rx.cond(
        (row.moved.zh != "") & (row.state != SignUpState.CANCELLED.value), kit.notice(sentence, "warning")
    )  # fmt: skip


def _stands(row: Any) -> rx.Component:
    at_once = t("报上名了，{n} 个位子给您留着。", n=row.size)
    later = t("轮到您了！{at} 有了空位，{n} 个位子给您留着。", at=told(row.promoted), n=row.size)
    waiting = t("在候补，排在第 {place} 位（{n} 人）。有空位就轮到您，请再来这里看看。", place=row.place, n=row.size)
    return rx.match(
        row.state,
        (SignUpState.CONFIRMED.value, kit.notice(rx.cond(row.promoted.zh != "", later, at_once), "success")),
        (SignUpState.WAITING.value, kit.notice(waiting, "warning")),
        kit.notice(t("这次报名已经取消。")),
    )


def _code(row: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("请记下查询码。以后凭它在这一页看排到第几、改主意时取消：")),
        rx.el.strong(row.grouped, class_name="block text-2xl tracking-wider select-all py-1"),
    )


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
