"""`/health/trends`: a measure over time, its table, and the days that are marked."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.page.chart import figures
from app.health.page.parts import BESIDE, FORM, NARROW, beside_each_other, choices, error, not_a_diagnosis
from app.health.state.trends import TrendsState
from app.shared import kit
from app.shared.both import told_wrong
from app.shared.desk import waiting
from app.shared.i18n import t
from app.shared.layout import screen

STATE: Any = TrendsState


def trends_screen() -> rx.Component:
    """The chart, or what to do so that there is one."""
    shown = rx.cond(STATE.none, _nothing(), rx.fragment(_child(), _choosing(), _drawn(), _marks(), not_a_diagnosis()))
    return screen(t("变化图"), rx.cond(STATE.ready, shown, waiting()), dock="own", here="/health", back="/health")


def _child() -> rx.Component:
    return rx.cond(STATE.whose, kit.notice(t("这是 {name} 的数据，您是监护人。", name=STATE.name), "info"))


def _nothing() -> rx.Component:
    mine = kit.empty(
        "tea", t("还没有可以画的"), t("量过一次，这里就有了。量几天，就看得出变化。"),
        kit.button(t("量一量"), icon_name="heart", href="/health/measure"),
    )  # fmt: skip
    child = kit.empty("tea", t("还没有可以画的"), t("孩子用自己的居民码在客厅的平板上量一次，这里就有了。"))
    return rx.cond(STATE.whose, rx.fragment(_child(), child), mine)


def _choosing() -> rx.Component:
    spans = [("week", t("一周")), ("month", t("一个月")), ("year", t("一年"))]
    return rx.fragment(
        rx.cond(STATE.measures.length() > 1, choices("measure", STATE.measures, STATE.measure, STATE.choose)),
        kit.segmented("span", spans, value="month", on_change=lambda span: STATE.show(span).temporal),
        rx.el.p(
            rx.el.span(STATE.first, class_name="whitespace-nowrap"), " – ",
            rx.el.span(STATE.last, class_name="whitespace-nowrap"),
            role="status", class_name="tabular-nums text-center",
        ),
        beside_each_other(
            kit.button(t("往前"), "quiet", icon_name="arrow-left", style=NARROW, on_click=STATE.step(1).temporal,
                       disabled=~STATE.earlier),
            kit.button(t("往后"), "quiet", icon_name="arrow-right", style=NARROW, on_click=STATE.step(-1).temporal,
                       disabled=STATE.back == 0),
        ),
    )  # fmt: skip


def _drawn() -> rx.Component:
    empty = kit.card(
        rx.el.p(t("这段时间没有量过。")),
        rx.cond(STATE.earlier, rx.el.p(t("点“往前”看更早的。"), class_name="lj-help")),
    )
    return rx.cond(STATE.figures.length() > 0, figures(STATE.figures), empty)


def _marks() -> rx.Component:
    head = kit.button(
        t("记一笔：吃药、就医"), "secondary", big=True, icon_name="edit", on_click=STATE.open_marks(True).temporal
    )
    return rx.cond(STATE.marking, _marking(), head)


def _marking() -> rx.Component:
    def one(row: Any) -> rx.Component:
        kind = rx.cond(row.kind == "medication", kit.tag(t("用药")), kit.tag(t("事件")))
        return rx.el.li(
            rx.el.div(
                rx.el.p(row.day, " ", kind, class_name="tabular-nums"), rx.el.strong(row.words), style=BESIDE
            ),
            kit.button(t("去掉"), "quiet", on_click=STATE.drop_mark(row.id).temporal),
            class_name="flex flex-wrap items-center gap-3 py-2", key=row.id,
        )  # fmt: skip

    kinds = [("medication", t("用药")), ("visit", t("看过医生")), ("event", t("事件"))]
    form = rx.el.form(
        kit.segmented("kind", kinds, label=t("是什么"), value="medication"),
        kit.text_field("day", t("哪一天"), type="date", required=True, default_value=STATE.today,
                       error=told_wrong(STATE, "day")),
        kit.text_field("words", t("写一句"), max_length=60, auto_complete="off",
                       help=t("比如：开始吃氨氯地平 5 毫克；住院。选“看过医生”就不用写。"),
                       error=told_wrong(STATE, "words")),
        error(STATE, "consent"),
        kit.button(t("记下"), type="submit", big=True, icon_name="check"),
        on_submit=STATE.add_mark.temporal, class_name=FORM,
    )  # fmt: skip
    listed = rx.el.ul(rx.foreach(STATE.marks, one), class_name="flex flex-col divide-y divide-base-300")
    return kit.card(
        form, rx.cond(STATE.marks.length() > 0, listed),
        kit.button(t("收起来"), "quiet", big=True, on_click=STATE.open_marks(False).temporal),
        title=t("吃药和就医的记号"), class_name=FORM,
    )  # fmt: skip
