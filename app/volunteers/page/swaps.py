"""The board's list of seats that volunteers pass on among themselves, with the veto of the coordinator."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.volunteers.models import SwapState
from app.volunteers.page.parts import FORM


def swaps_button(state: Any) -> rx.Component:
    """The way there, among the buttons of the week."""
    return kit.button(t("换班和转班"), "quiet", icon_name="refresh", on_click=state.open_swaps.temporal)


def swaps_card(state: Any) -> rx.Component:
    """What may be undone first; or that there is nothing."""
    listed = rx.el.ul(
        rx.foreach(state.swaps, lambda row: _swap(state, row)), class_name="flex flex-col divide-y divide-base-300"
    )
    none = kit.empty("tea", t("没有人在换班"), t("志愿者自己转班、换班，会写在这里；要紧的可以在时限里撤回。"))
    return rx.fragment(
        rx.cond(state.undoing.id, _why(state)),
        kit.card(rx.cond(state.swaps.length() > 0, listed, none), title=t("换班和转班")),
        kit.button(t("回到班表"), "quiet", icon_name="arrow-left", on_click=state.close, class_name="self-start"),
    )


def _swap(state: Any, row: Any) -> rx.Component:
    mark = rx.match(
        row.state,
        (SwapState.OPEN.value, kit.mark("due", rx.cond(row.swaps, t("等人来换"), t("还没人接")))),
        (SwapState.VETOED.value, kit.mark("none", t("已撤回"))),
        kit.mark("done", rx.cond(row.swaps, t("换好了"), t("有人接了"))),
    )
    people = rx.cond(row.taker, rx.el.strong(row.giver, " → ", row.taker), rx.el.strong(row.giver))
    return rx.el.li(
        rx.el.div(people, mark, class_name="flex flex-wrap justify-between gap-x-3"),
        _shift(row.what, row.when),
        rx.cond(row.back, _shift(t("换来：{title}", title=row.back), row.back_when)),
        rx.cond(row.words, rx.el.p(row.words, class_name="lj-help")),
        rx.cond(row.why, rx.el.p(t("原因：{why}", why=row.why), class_name="lj-help")),
        rx.cond(row.can_veto, _undo(state, row)),
        class_name="flex flex-col gap-1 py-3 first:pt-0 last:pb-0",
        key=row.id,
    )


def _shift(what: Any, when: Any) -> rx.Component:
    return rx.el.p(what, rx.el.span(told(when), class_name="lj-when block"))


def _undo(state: Any, row: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("{when} 以前可以撤回，位子各回各的。", when=told(row.until)), class_name="lj-help"),
        kit.button(t("撤回这一次"), "quiet", on_click=state.ask_why(row.id).temporal, class_name="self-start"),
        class_name="flex flex-col gap-2",
    )


def _why(state: Any) -> rx.Component:
    """A reason first; the list with everything else stays below."""
    row = state.undoing
    return kit.card(
        rx.el.form(
            _shift(row.what, row.when),
            rx.el.input(type="hidden", name="swap", value=row.id, read_only=True),
            kit.text_field(
                "why", t("为什么撤回（两个人都会看到）"), required=True, max_length=200, auto_complete="off"
            ),
            rx.el.div(
                kit.button(t("真的撤回"), "danger", type="submit"),
                kit.button(t("还是不了"), "quiet", on_click=state.ask_why("").temporal),
                class_name="flex flex-wrap gap-3",
            ),
            on_submit=state.veto.temporal,
            key=row.id,
            class_name=FORM,
        ),
        title=rx.fragment(row.giver, " → ", row.taker),
    )
