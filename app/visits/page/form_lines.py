"""Lines of the visit form that speak rather than ask: logged already, a draft came back, nobody opened, when it was."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.local import act, query, value
from app.visits.page.parts import mistake
from app.visits.page.shapes.form import Draft, Earlier


def earlier_line(earlier: Earlier | Any) -> rx.Component:
    """Logged today already: change that one, or go on with another."""
    return rx.cond(
        earlier.id,
        kit.notice(
            t("{when} 已经登记过一次。", when=earlier.when),
            "info",
            action=rx.el.a(t("改那一条"), href=earlier.edit, class_name="btn btn-ghost -ml-4"),
        ),
    )


def draft_line() -> rx.Component:
    """Quiet proof that nothing was lost."""
    draft = value("visit.draft", Draft, Draft(), of=query("household"), module="visits/form")
    return rx.fragment(
        rx.cond(
            draft.restored,
            rx.el.div(
                rx.el.p(
                    icon("history", "1.1em"),
                    t("已恢复草稿（{when}）", when=draft.when),
                    class_name="lj-help flex gap-2",
                ),
                kit.button(t("清空重填"), "plain", on_click=act("visits/form_taps:start_anew", draft.name)),
                class_name="flex flex-wrap items-center justify-between gap-x-3",
                role="status",
            ),
        ),
        rx.cond(
            draft.failed, kit.notice(t("草稿没有存住：手机空间可能不够。请先存下这一条，再清理一些空间。"), "warning")
        ),
    )


def not_home_line(household: Any, again: Any) -> rx.Component:
    """Nobody opened: leave a slip, come at another time of day."""
    return rx.el.div(
        rx.el.p(icon("clock", "1.2em"), again, class_name="flex items-center gap-2 font-semibold"),
        kit.button(t("留张便条"), "secondary", icon_name="note", href="/slip?household=" + household),
        class_name="flex flex-wrap items-center justify-between gap-3 px-1",
    )


def time_line(when: Any) -> rx.Component:
    """When it was: now, unless somebody writes it down later."""
    return rx.el.details(
        rx.el.summary(
            rx.el.span(t("走访时间"), class_name="font-semibold"),
            rx.el.span(when, class_name="lj-muted"),
            icon("chevron-down", "1.1em"),
            class_name="flex items-center gap-3 min-h-(--tap) cursor-pointer",
            on_click=act("visits/form_taps:open_time"),
        ),
        rx.el.label(
            rx.el.span(t("改成"), class_name="lj-help"),
            rx.el.input(
                type="datetime-local", id="started-at-local", class_name="input w-full",
                on_change=act("visits/form_taps:began"),
            ),
            class_name="lj-field",
        ),
        mistake("started_at"),
    )  # fmt: skip
