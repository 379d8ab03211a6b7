"""The last step of the tablet: in, and who else came along; or not, and what to do."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.tablet_parts import STATE, back, step, wrong
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.local import act, language

SPEAK = "events/voice:say"
READ, ASKED = "8", "30"  # seconds: for one sentence; while somebody thinks of who came along


def done() -> rx.Component:
    """Read, heard, and gone after a few seconds."""
    more = rx.cond(STATE.tone == "success", rx.fragment(_brought(), rx.cond(STATE.kin.length() > 0, _kin()), _family()))
    seconds = rx.cond(STATE.kin.length() > 0, ASKED, READ)
    return step("done", seconds, rx.cond(STATE.tone == "success", _good(), _not_yet()), more, back(t("下一位")))


def _words() -> Any:
    return rx.cond(language() == "en", STATE.said_en, STATE.said_zh)


def _good() -> rx.Component:
    return rx.el.div(
        icon("check", "5rem"), rx.el.h2(_words()), class_name="lj-tablet-said", role="status",
        custom_attrs={"data-tone": "success"}, on_mount=act(SPEAK, t("签到好了，请进。")),
    )  # fmt: skip


def _not_yet() -> rx.Component:
    return rx.el.div(
        icon("alert", "5rem"), rx.el.h2(_words()), rx.el.p(t("请跟工作人员说一声，会帮您办。")),
        class_name="lj-tablet-said", role="alert", custom_attrs={"data-tone": "warning"},
        on_mount=act(SPEAK, t("还没签上，请跟工作人员说一声。")),
    )  # fmt: skip


def _brought() -> rx.Component:
    """Who came along is in, too."""
    one = rx.foreach(STATE.brought, lambda name: rx.el.li(kit.mark("done", t("{name}，也签到了", name=name))))
    return rx.cond(STATE.brought.length() > 0, rx.el.ul(one, class_name="flex flex-wrap gap-3", role="status"))


def _kin() -> rx.Component:
    def row(one: Any) -> rx.Component:
        tap = STATE.bring(one.key).temporal
        return rx.el.li(kit.button(one.name, "secondary", big=True, icon_name="check", on_click=tap), key=one.key)

    return rx.fragment(
        rx.el.h2(t("一起来的人也到了吗？点一下就签到"), class_name="text-xl font-semibold"),
        rx.el.ul(rx.foreach(STATE.kin, row), class_name="lj-tablet-names"),
    )


def _family() -> rx.Component:
    """Family that is on no list."""
    form = rx.el.form(
        kit.text_field("family", t("家里人的姓名"), required=True, max_length=40, auto_complete="off"),
        wrong(),
        kit.button(t("给家里人签到"), "secondary", big=True, type="submit", icon_name="check"),
        on_submit=STATE.bring_named.temporal,
        reset_on_submit=True,
        class_name="flex flex-col gap-4 pt-4",
    )
    summary = rx.el.summary(icon("plus"), t("家里人一起来了"), class_name="lj-more")
    return rx.cond(STATE.event.walk_in, rx.el.details(summary, form))
