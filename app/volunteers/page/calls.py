"""Whom to call about a seat, and what they said."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.volunteers.models import CallAnswer

BUTTONS = "flex flex-wrap gap-3"


def ask_numbers(state: Any) -> rx.Component:
    """Numbers are shown when they are asked for: that is recorded."""
    return rx.cond(
        state.shift.open,
        kit.button(
            t("列出电话，打电话找人"), "secondary", icon_name="phone-call", on_click=state.whom_to_call.temporal,
            class_name="self-start",
        ),
    )  # fmt: skip


def calls(state: Any) -> rx.Component:
    """One line each: the number, and what they said."""

    def said(row: Any, answer: CallAnswer, word: Any) -> rx.Component:
        return kit.button(word, "quiet", on_click=state.called(row.id, answer.value).temporal)

    def one(row: Any) -> rx.Component:
        number = rx.el.a(row.phone, href="tel:" + row.phone.replace(" ", ""), class_name="btn btn-ghost tabular-nums")
        last = rx.match(
            row.said, (CallAnswer.NO.value, kit.tag(t("上次说不行"))),
            (CallAnswer.UNREACHED.value, kit.tag(t("上次没打通"))), (CallAnswer.YES.value, kit.tag(t("答应了"))),
            rx.fragment(),
        )  # fmt: skip
        number = rx.cond(row.phone, number, rx.el.span(t("没有电话"), class_name="lj-help"))
        return rx.el.li(
            rx.el.div(
                rx.el.strong(row.name), number, last,
                class_name="flex flex-wrap items-center gap-2",
            ),
            rx.el.p(rx.cond(row.soft, t("排在这里，还没答复"), ""), told(row.words), class_name="lj-help"),
            rx.el.div(
                said(row, CallAnswer.YES, t("答应了")), said(row, CallAnswer.NO, t("不行")),
                said(row, CallAnswer.UNREACHED, t("没打通")), class_name=BUTTONS,
            ),
            class_name="flex flex-col gap-1 py-2",
            key=row.id,
        )  # fmt: skip

    return rx.el.div(
        rx.el.h3(t("打电话"), class_name="font-semibold"),
        rx.el.ul(rx.foreach(state.calls, one), class_name="flex flex-col divide-y divide-base-300"),
    )
