"""平板签到 `/tablet/<event>`: one thing at a time, large; for who has no phone. Staff have signed in here once."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.parts import told
from app.events.state.tablet import TabletState
from app.shared import kit
from app.shared.desk import not_yours, waiting
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import SETTINGS, settings_sheet
from app.shared.local import act, language

STATE: Any = TabletState  # its class attributes are Vars and handlers, which its annotations do not say


def tablet_screen() -> rx.Component:
    """No dock and no way into the rest: residents stand here."""
    here = rx.match(
        STATE.step,
        ("choose", _choose()),
        ("walk_in", _walk_in()),
        ("done", _done()),
        _find(),
    )
    shown = rx.cond(STATE.there, rx.cond(STATE.open, here, _closed()), _none())
    return rx.el.div(
        rx.el.main(
            rx.el.header(
                rx.el.div(
                    rx.el.h1(rx.cond(STATE.there, STATE.event.title, t("平板签到"))),
                    rx.cond(STATE.there, rx.el.p(told(STATE.event.when))),
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


def _step(name: str, seconds: int, *children: Any) -> rx.Component:
    """A step that goes back to the start after so many seconds without a touch; 0: it is the start."""
    return rx.el.section(
        *children, class_name="lj-tablet-step", custom_attrs={"data-step": name, "data-returns": str(seconds)}
    )


def _back(label: Any) -> rx.Component:
    return kit.button(label, "quiet", big=True, icon_name="arrow-left", on_click=STATE.again.temporal,
                      custom_attrs={"data-back": ""})  # fmt: skip


def _none() -> rx.Component:
    return _step("none", 0, kit.empty("stairwell", t("没有这场活动"), t("请在活动页里重新打开平板签到。"),
                                      kit.button(t("回到活动"), "quiet", href="/admin/events")))  # fmt: skip


def _closed() -> rx.Component:
    return _step("closed", 0, kit.empty("tea", t("这场现在不能签到"), t("活动还没发布，或者已经结束、取消。")))


def _wrong() -> rx.Component:
    words = rx.cond(language() == "en", STATE.wrong_en, STATE.wrong_zh)
    return rx.cond(STATE.wrong_zh, kit.notice(words, "error"))


def _find() -> rx.Component:
    return _step(
        "find", 60,
        rx.el.form(
            rx.el.label(t("您的名字，或者手机、身份证后四位"), html_for="text", class_name="lj-tablet-ask"),
            rx.el.input(id="text", name="text", class_name="input lj-tablet-input", auto_complete="off", max_length=40,
                        spell_check=False, enter_key_hint="go"),
            _wrong(),
            kit.button(t("找我"), big=True, type="submit", icon_name="search"),
            on_submit=STATE.find.temporal,
            class_name="flex flex-col gap-4",
        ),
        kit.button(t("没报过名，也想参加"), "quiet", big=True, icon_name="plus", on_click=STATE.walk_in.temporal),
        rx.el.button(type="button", class_name="hidden", custom_attrs={"data-back": ""}, on_click=STATE.again.temporal,
                     tab_index=-1, aria_hidden="true"),
    )  # fmt: skip


def _choose() -> rx.Component:
    def one(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.button(
                icon("person", "1.8em"),
                rx.el.span(
                    rx.el.strong(row.name, class_name="block text-2xl"),
                    rx.el.span(
                        row.hint,
                        rx.cond((row.hint != "") & (row.expected | row.came), " · ", ""),
                        rx.cond(row.came, t("已签到"), rx.cond(row.expected, t("报了名"), "")),
                    ),
                ),
                type="button",
                class_name="lj-card lj-tablet-name",
                on_click=STATE.tap(row.key).temporal,
            ),
            key=row.key,
        )

    some = rx.fragment(
        rx.el.h2(t("点您自己的"), class_name="lj-tablet-ask"),
        rx.el.ul(rx.foreach(STATE.matches, one), class_name="lj-tablet-names"),
        rx.el.p(t("名字只显示姓，后面写着楼栋。都不是您？跟工作人员说一声。"), class_name="lj-help"),
    )
    none = rx.fragment(
        kit.empty("stairwell", t("没有找到"), t("写全名，或者后四位数字。没登记过也没关系，写名字和手机号就能进。")),
        kit.button(t("写名字和手机号"), big=True, on_click=STATE.walk_in.temporal),
    )
    return _step("choose", 30, rx.cond(STATE.matches.length() > 0, some, none), _back(t("不是我，重新找")))


def _kept() -> Any:
    return t("只用来认出您，加密存放，不显示在屏幕上；活动结束 {days} 天后删掉。", days=STATE.keep_days)


def _walk_in() -> rx.Component:
    return _step(
        "walk_in", 60,
        rx.el.form(
            kit.text_field("name", t("姓名"), required=True, max_length=40, auto_complete="off"),
            kit.text_field("phone", t("手机号"), type="tel", input_mode="tel", required=True, max_length=20,
                           auto_complete="off", help=_kept()),
            _wrong(),
            kit.button(t("签到"), big=True, type="submit", icon_name="check"),
            on_submit=STATE.come.temporal,
            class_name="flex flex-col gap-4",
        ),
        _back(t("回到开头")),
    )  # fmt: skip


def _done() -> rx.Component:
    words = rx.cond(language() == "en", STATE.said_en, STATE.said_zh)
    good = rx.el.div(icon("check", "5rem"), rx.el.h2(words), class_name="lj-tablet-said", role="status",
                     custom_attrs={"data-tone": "success"})  # fmt: skip
    not_yet = rx.el.div(
        icon("alert", "5rem"), rx.el.h2(words), rx.el.p(t("请跟工作人员说一声，会帮您办。")),
        class_name="lj-tablet-said", role="alert", custom_attrs={"data-tone": "warning"},
    )  # fmt: skip
    kin = rx.fragment(
        rx.el.h2(t("一起来的人也到了吗？点一下就签到"), class_name="text-xl font-semibold"),
        rx.el.ul(
            rx.foreach(
                STATE.kin,
                lambda row: rx.el.li(
                    kit.button(
                        row.name, "secondary", big=True, icon_name="check", on_click=STATE.bring(row.key).temporal
                    ),
                    key=row.key,
                ),
            ),
            class_name="lj-tablet-names",
        ),
    )
    return _step("done", 8, rx.cond(STATE.tone == "success", good, not_yet), rx.cond(STATE.kin.length() > 0, kin),
                 _back(t("下一位")))  # fmt: skip
