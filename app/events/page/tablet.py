"""平板签到 `/tablet/<event>`: one thing at a time, large; for who has no phone. Staff have signed in here once."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.tablet_done import done
from app.events.page.tablet_parts import STATE, back, step, wrong
from app.shared import kit
from app.shared.both import told
from app.shared.desk import not_yours, waiting
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import SETTINGS, settings_sheet
from app.shared.local import act


def tablet_screen() -> rx.Component:
    """No dock and no way into the rest: residents stand here."""
    here = rx.match(
        STATE.step,
        ("choose", _choose()),
        ("walk_in", _walk_in()),
        ("done", done()),
        _find(),
    )
    shown = rx.cond(STATE.there, rx.cond(STATE.open, here, _closed()), _none())
    return rx.el.div(
        rx.el.main(
            rx.el.header(
                rx.el.div(
                    rx.el.h1(rx.cond(STATE.there, STATE.event.title, t("平板签到"))),
                    rx.cond(STATE.there, rx.el.p(told(STATE.event.when), class_name="lj-when")),
                    class_name="min-w-0",
                ),
                kit.tool("globe", t("设置"), **kit.opens(SETTINGS)),
                class_name="lj-tablet-head",
            ),
            rx.cond(STATE.ready, rx.cond(STATE.allowed, shown, not_yours()), waiting()),
            id="main",
            tab_index=-1,
            class_name="lj-tablet",
            on_mount=act("events/tablet:watch"),
        ),
        settings_sheet(signed_in=False),
        rx.el.div(id="lj-toasts", role="status", class_name="lj-toasts", custom_attrs={"aria-live": "polite"}),
        class_name="lj-shell",
    )


def _none() -> rx.Component:
    return step("none", "0", kit.empty("stairwell", t("没有这场活动"), t("请在活动页里重新打开平板签到。"),
                                      kit.button(t("回到活动"), "quiet", href="/admin/events")))  # fmt: skip


def _closed() -> rx.Component:
    return step("closed", "0", kit.empty("tea", t("这场现在不能签到"), t("活动还没发布，或者已经结束、取消。")))


def _find() -> rx.Component:
    need = rx.el.p(t("这场要先报名。没报的，请跟工作人员说一声。"), class_name="lj-muted")
    new = kit.button(t("没报过名，也想参加"), "quiet", big=True, icon_name="plus", on_click=STATE.walk_in.temporal)
    return step(
        "find", "60",
        rx.el.form(
            rx.el.label(t("您的名字，或者手机、身份证后四位"), html_for="text", class_name="lj-tablet-ask"),
            rx.el.input(id="text", name="text", class_name="input lj-tablet-input", auto_complete="off", max_length=40,
                        spell_check=False, enter_key_hint="go"),
            wrong(),
            kit.button(t("找我"), big=True, type="submit", icon_name="search"),
            on_submit=STATE.find.temporal,
            class_name="flex flex-col gap-4",
        ),
        rx.cond(STATE.event.walk_in, new, need),
        rx.el.button(type="button", class_name="hidden", custom_attrs={"data-back": ""}, on_click=STATE.again.temporal,
                     tab_index=-1, aria_hidden="true"),
    )  # fmt: skip


def _choose() -> rx.Component:
    some = rx.fragment(
        rx.el.h2(t("点您自己的"), class_name="lj-tablet-ask"),
        rx.el.ul(rx.foreach(STATE.matches, _match), class_name="lj-tablet-names"),
        rx.el.p(t("名字只显示姓，后面写着楼栋。"), class_name="lj-help"),
        rx.cond(STATE.event.walk_in, _new(t("都不是我，我是另一位"), "quiet")),
    )
    none = rx.fragment(
        kit.empty("stairwell", t("没有找到"), t("写全名，或者手机、身份证后四位，再试一次。")),
        rx.cond(STATE.event.walk_in, _new(t("我没报过名，直接签到"), "primary")),
    )
    return step("choose", "30", rx.cond(STATE.matches.length() > 0, some, none), back(t("重新找")))


def _new(label: Any, kind: str) -> rx.Component:
    return kit.button(label, kind, big=True, icon_name="plus", on_click=STATE.new.temporal)


def _match(row: Any) -> rx.Component:
    """Somebody it may be: building, and how it stands with them."""
    came = t("{hour} 已签到", hour=row.hour)
    stands = rx.cond(row.came, came, rx.cond(row.expected, t("报了名"), ""))
    dot = rx.cond((row.hint != "") & (row.expected | row.came), " · ", "")
    return rx.el.li(
        rx.el.button(
            icon("person", "1.8em"),
            rx.el.span(
                rx.el.strong(row.name, class_name="block text-2xl"), rx.el.span(row.hint, dot, stands)
            ),
            type="button",
            class_name="lj-card lj-tablet-name",
            on_click=STATE.tap(row.key).temporal,
        ),
        key=row.key,
    )  # fmt: skip


def _kept() -> Any:
    return t("可以不写。写了只用来认出您，加密存放；活动结束 {days} 天后删掉。", days=STATE.keep_days)


def _walk_in() -> rx.Component:
    return step(
        "walk_in", "60",
        rx.el.form(
            kit.text_field("name", t("姓名"), required=True, max_length=40, auto_complete="off"),
            kit.text_field("phone", t("手机号（可以不写）"), type="tel", input_mode="tel", max_length=20,
                           auto_complete="off", help=_kept()),
            wrong(),
            kit.button(t("签到"), big=True, type="submit", icon_name="check"),
            on_submit=STATE.come.temporal,
            class_name="flex flex-col gap-4",
        ),
        back(t("回到开头")),
    )  # fmt: skip
