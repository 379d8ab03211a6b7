"""Readings from elsewhere: a file that another health program wrote becomes one's own (`js/take_in.js`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.local import act, value


@dataclass
class WhyRow:
    """An entry of the file that was not taken. `number`: from 1."""

    id: str = ""
    number: int = 0
    why: str = ""


@dataclass
class TakenIn:
    """`step`: empty, sending, done, failed. `known`: entries that are here already."""

    step: str = ""
    readings: int = 0
    known: int = 0
    refused: int = 0
    lines: list[WhyRow] = field(default_factory=list)
    error: str = ""


def taking_in(state: Any) -> rx.Component:
    """The button with its file, and what became of it."""
    unreachable = t("连不上服务器，文件没有送出。请联网后再试。")
    here = value("health.taken", TakenIn, TakenIn(), module="health/take_in")
    return kit.card(
        rx.el.p(t("医院或别的健康软件给的 FHIR JSON 文件，里面的数可以收进来。收过的不会收两遍。")),
        rx.el.label(
            icon("plus", "1.3em"), t("选文件"),
            rx.el.input(
                type="file", id="take-in", accept=".json,application/json,application/fhir+json",
                class_name="sr-only", on_change=act("health/take_in:send", state.whose),
            ),
            class_name="btn btn-secondary btn-lg w-full focus-within:outline-2 focus-within:outline-offset-2",
        ),
        rx.el.div(
            rx.match(
                here.step, ("sending", rx.el.p(t("正在读文件…"))), ("done", _done(here, state)),
                ("failed", kit.notice(rx.cond(here.error, here.error, unreachable), "error")), rx.fragment(),
            ),
            role="status", class_name="flex flex-col gap-3",
        ),
        title=t("收进来"), class_name="flex flex-col gap-3",
    )  # fmt: skip


def _done(here: Any, state: Any) -> rx.Component:
    def one(row: Any) -> rx.Component:
        return rx.el.li(t("第 {n} 条：{why}", n=row.number, why=row.why), key=row.id)

    look = kit.button(t("看一看"), "quiet", on_click=state.choose("").temporal)
    return rx.fragment(
        rx.cond(
            here.readings > 0, kit.notice(t("收进来 {n} 个数。", n=here.readings), "success", action=look),
            kit.notice(t("没有收进来新的数。"), "info"),
        ),
        rx.cond(here.known > 0, rx.el.p(t("{n} 条已经有了。", n=here.known))),
        rx.cond(here.refused > 0, rx.el.p(t("{n} 条没有收：", n=here.refused))),
        rx.el.ul(rx.foreach(here.lines, one), class_name="lj-help"),
    )  # fmt: skip
