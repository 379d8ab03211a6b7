"""The form on `/events/<id>`: a name and a phone number, a remembered browser, or a pass."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.parts import FORM
from app.events.state.event import EventState
from app.shared import kit
from app.shared.both import told_wrong
from app.shared.i18n import t
from app.shared.icons import icon

STATE: Any = EventState  # its class attributes are Vars and handlers, which its annotations do not say


def asking() -> rx.Component:
    """Asking for places, or for one on the waiting list."""
    full = (STATE.event.row.capacity > 0) & (STATE.event.row.left == 0)
    return kit.card(
        rx.cond(full, kit.notice(t("名额已满。可以排候补：有人取消，按先来后到补上。"), "warning")),
        rx.el.form(
            rx.cond(STATE.me, rx.el.p(t("这部手机记得您：{name}。名字空着就是给您自己报。", name=STATE.me))),
            _field("name", t("姓名"), rx.cond(STATE.me, t("给别人报才填"), ""), auto_complete="name", max_length=40),
            _field("phone", t("手机号"), _kept(), type="tel", input_mode="tel", auto_complete="tel", max_length=20),
            rx.cond(STATE.me, rx.fragment(), _pass()),
            rx.foreach(STATE.others, _other),
            _family(),
            rx.cond(STATE.wrong_zh["slow"], kit.notice(told_wrong(STATE, "slow"), "error")),
            kit.button(rx.cond(full, t("排候补"), t("报名")), type="submit", big=True),
            on_submit=STATE.sign_up.temporal,
            class_name=FORM,
        ),
        title=t("报名"),
        class_name=FORM,
    )  # fmt: skip


def _kept() -> Any:
    return t("只用来核对和通知，加密存放，活动结束 {days} 天后删掉。", days=STATE.event.keep_days)


def _pass() -> rx.Component:
    """Instead of name and phone. Whose it is, is told to nobody."""
    return rx.el.details(
        rx.el.summary(icon("qr"), t("我有居民码，不用填名字"), class_name="lj-more"),
        rx.el.div(
            _field(
                "pass", t("卡上的 6 个字"),
                t("也可以贴上居民码的网址；或者用手机相机扫卡，点“记住这部手机”，以后都不用填。"),
                auto_complete="off", auto_capitalize="characters", spell_check=False, max_length=200,
            ),
            rx.cond(
                STATE.asks_pin,
                _field("pin", t("密码"), t("是您给居民码设的 4 到 8 位数字。"), type="password", input_mode="numeric",
                       auto_complete="off", max_length=8),
            ),
            class_name=f"{FORM} pt-3",
        ),
        open=STATE.asks_pin | STATE.wrong_zh["pass"].bool(),
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


def look_up() -> rx.Component:
    """Who has signed up before, by the code they were given."""
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


def _field(name: str, label: Any, help_: Any, **props: Any) -> rx.Component:
    return kit.text_field(name, label, help=help_, error=told_wrong(STATE, name), **props)
