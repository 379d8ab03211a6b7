"""`/saved?household=`: the record lies on the phone; here is the next door."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import query, value
from app.visits.page import words
from app.visits.page.parts import link
from app.visits.page.shapes.form import Saved


def saved_screen() -> rx.Component:
    """What became of it, and where to go next."""
    here = _here()
    return screen(
        t("已登记"),
        rx.cond(
            here.ready,
            rx.fragment(
                rx.cond(here.id, _record()),
                rx.cond(here.outcome == "not_home", _not_home()),
                _next(),
            ),
            kit.coming(t("正在打开刚才的记录。它已经存在这部手机上，有信号时自己送。"), 3),
        ),
        dock="field",
        here="/round",
    )


def _here() -> Any:
    return value("saved", Saved, Saved(), of=query("household"), module="visits/saved")


def _record() -> rx.Component:
    here = _here()
    return kit.card(
        rx.el.div(
            rx.el.span(
                icon("check", "1.75rem"),
                class_name="grid place-items-center size-14 shrink-0 rounded-full bg-soft-success text-success",
            ),
            rx.el.div(
                rx.el.p(here.label, class_name="text-xl font-bold"),
                rx.el.p(
                    words.chosen(here.outcome, words.outcomes()), kit.mark(here.mark), class_name="flex flex-wrap gap-2"
                ),
                class_name="flex flex-col gap-1",
            ),
            class_name="flex items-center gap-4",
            role="status",
        ),
        rx.cond(
            here.no,
            rx.el.p(t("回执号 {no}", no=here.no), class_name="lj-help"),
            rx.el.p(t("记录在这部手机上，有信号时自己送出，不用等。"), class_name="lj-help"),
        ),
        rx.cond(
            here.edit, kit.button(t("改这条"), "plain", icon_name="edit", href=here.edit, class_name="self-start -ml-4")
        ),
    )


def _not_home() -> rx.Component:
    here = _here()
    return kit.card(
        rx.el.p(t("建议：{time}", time=here.again), class_name="font-semibold"),
        kit.button(
            t("留张便条"),
            "secondary",
            icon_name="note",
            href=link("/slip?household=", query("household")),
            class_name="w-full",
        ),
    )


def _next() -> rx.Component:
    here = _here()
    door = here.next
    return rx.cond(
        door.id,
        kit.card(
            rx.el.div(
                rx.el.span(door.label, class_name="text-xl font-bold"),
                kit.mark(door.state, words.standing(door)),
                class_name="flex flex-wrap items-center justify-between gap-2",
            ),
            rx.el.p(door.head, class_name="font-semibold"),
            rx.el.p(door.reason, class_name="lj-muted leading-snug"),
            kit.button(t("去这一户"), big=True, icon_name="arrow-right", href="/households/" + door.id),
            title=t("下一户"),
        ),
        kit.empty("tea", t("该访的都访过了"), t("喝口茶。新的到期户会自己出现在这里。")),
    )
