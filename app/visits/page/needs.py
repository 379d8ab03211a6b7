"""诉求和更正 `/admin/needs`: what waits for an answer or a decision behind the doors of whoever looks."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.layout import screen
from app.visits.models import Urgency
from app.visits.page.desk import told
from app.visits.state.needs import NeedsState

STATE: Any = NeedsState  # its class attributes are Vars and handlers, which its annotations do not say
FORM = "flex flex-col gap-4"


def needs_screen() -> rx.Component:
    """The lists, or the need that is being answered."""
    lists = rx.fragment(_needs(), _proposals())
    shown = gate(STATE, rx.cond(STATE.one.id != "", _answer(), lists))
    return screen(t("诉求和更正"), shown, dock="own", here="/admin/needs", back="/admin")


def _needs() -> rx.Component:
    waiting = STATE.waiting
    return rx.cond(
        waiting.needs.length() > 0,
        kit.card(
            kit.rows(rx.foreach(waiting.needs, _need)),
            _rest(waiting.needs, waiting.need_count),
            title=t("没办结的诉求 {n} 件", n=waiting.need_count),
            flush=True,
        ),
        kit.card(kit.empty("tea", t("诉求都办结了"), t("走访时记下的诉求会出现在这里。"))),
    )


def _need(row: Any) -> rx.Component:
    urgent = rx.match(
        row.urgency,
        (Urgency.NOW.value, kit.tag(t("马上"), "error")),
        (Urgency.SOON.value, kit.tag(t("尽快"), "warning")),
        kit.tag(t("不急")),
    )
    about = rx.fragment(row.door, " · ", told(row.category), " · ", row.found)
    return rx.el.li(kit.row(row.text, about, trail=urgent, on_click=STATE.open(row.id).temporal), key=row.id)


def _answer() -> rx.Component:
    row = STATE.one
    return kit.card(
        rx.el.p(row.text, class_name="text-lg"),
        rx.el.p(row.door, " · ", told(row.category), " · ", row.found, class_name="lj-help"),
        rx.el.form(
            rx.el.input(type="hidden", name="need", default_value=row.id),
            kit.text_area(
                "answer", t("怎么办的"), required=True, max_length=500,
                help=t("写清谁办的、结果怎样，下次上门好回告。"),
            ),
            rx.el.div(
                kit.button(t("办结"), type="submit"),
                kit.button(t("先不办"), "quiet", type="button", on_click=STATE.close.temporal),
                class_name="flex flex-wrap gap-3",
            ),
            on_submit=STATE.answer.temporal,
            key=row.id,
            class_name=FORM,
        ),
        title=t("办结诉求"),
        class_name=FORM,
    )  # fmt: skip


def _proposals() -> rx.Component:
    waiting = STATE.waiting
    return rx.cond(
        waiting.proposals.length() > 0,
        kit.card(
            rx.el.ul(rx.foreach(waiting.proposals, _proposal), class_name="flex flex-col gap-5"),
            _rest(waiting.proposals, waiting.proposal_count),
            title=t("等人核对的更正 {n} 项", n=waiting.proposal_count),
        ),
        kit.card(kit.empty("tea", t("没有要核对的更正"), t("走访时改的名册项目会先到这里，采纳了才改名册。"))),
    )


def _proposal(row: Any) -> rx.Component:
    before = rx.cond(row.now, row.now, t("（空）"))
    after = rx.cond(row.value, row.value, t("（空）"))
    return rx.el.li(
        rx.el.h3(row.person, " · ", row.door, class_name="font-semibold"),
        rx.el.p(told(row.label), "：", rx.el.s(before, class_name="lj-muted"), " → ", rx.el.strong(after)),
        rx.el.p(t("{by} 在 {when} 提出", by=row.by, when=row.on), class_name="lj-help"),
        rx.el.div(
            kit.button(t("采纳"), "secondary", icon_name="check", on_click=STATE.accept(row.id).temporal),
            kit.button(t("否决"), "quiet", on_click=STATE.decline(row.id).temporal),
            class_name="flex flex-wrap gap-3 mt-2",
        ),
        key=row.id,
    )


def _rest(shown: Any, count: Any) -> rx.Component:
    return rx.cond(shown.length() < count, kit.notice(t("先列出前 {n} 条，处理完再看后面的。", n=shown.length())))
