"""要通知的人: one call each, one tap after it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.parts import FORM
from app.events.rules.standing import Standing
from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t


def calls(state: Any) -> rx.Component:
    """The list. `state` is `ManageState`."""
    everybody_knows = rx.cond(
        state.every_call,
        kit.empty("tea", t("没有要通知的人"), t("候补补上了，或者活动改期、取消了，要打电话的人会到这里。")),
        kit.empty("tea", t("该通知的都通知了"), t("候补补上了，或者活动改期、取消了，要打电话的人会到这里。")),
    )
    return rx.fragment(
        _which(state),
        rx.cond(
            state.calls.length() > 0,
            rx.fragment(
                _now(state),
                kit.card(
                    rx.el.ul(rx.foreach(state.calls, lambda row: _call(state, row)), class_name="lj-rows"), flush=True
                ),
            ),
            kit.card(everybody_knows),
        ),
    )


def _which(state: Any) -> rx.Component:
    return rx.el.div(
        *(
            kit.chip(
                "calls", code, word, multiple=False, checked=None, on_change=state.list_calls(code).temporal,
                default_checked=chosen,
            )
            for code, word, chosen in (
                ("untold", t("还没通知的"), ~state.every_call), ("all", t("全部"), state.every_call)
            )
        ),
        class_name="lj-chips [&>label]:min-w-(--tap) [&>label]:justify-center", role="group", aria_label=t("看哪些人"),
    )  # fmt: skip


def _now(state: Any) -> rx.Component:
    """What to say on the phone."""
    event = state.event
    return rx.cond(
        event.row.standing == Standing.CANCELLED.value,
        kit.notice(t("活动取消了，原因：{why}", why=event.why), "warning"),
        kit.notice(
            rx.fragment(
                t("现在的时间：{when}", when=told(event.row.when)),
                rx.cond(event.row.place, rx.fragment("，", event.row.place)),
            )
        ),
    )


def _call(state: Any, row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(rx.cond(row.names, row.names, t("没写名字")), class_name="block"),
            _tags(row),
            rx.el.div(
                rx.cond(
                    row.told, t("{at} 已通知 · {by}", at=row.told, by=row.by),
                    rx.cond(row.phone == "", t("没有留电话：当面说，或者请管这户的同事转告。"), ""),
                ),
                class_name="lj-help empty:hidden",
            ),
            _taps(state, row),
            class_name=f"{FORM} px-4 py-3 gap-2",
        ),
        key=row.id,
    )  # fmt: skip


def _tags(row: Any) -> rx.Component:
    return rx.el.span(
        rx.cond(row.cancelled, kit.tag(t("活动取消 · {at}", at=row.cancelled), "error")),
        rx.cond(row.moved, kit.tag(t("改了时间地点 · {at}", at=row.moved), "warning")),
        rx.cond(row.promoted, kit.tag(t("补上了 {n} 个位子 · {at}", n=row.size, at=row.promoted), "success")),
        rx.cond(row.waiting, kit.tag(t("还在候补"))),
        class_name="flex flex-wrap gap-1",
    )


def _taps(state: Any, row: Any) -> rx.Component:
    done = kit.button(t("已通知"), "secondary", icon_name="check", on_click=state.told(row.id).temporal)
    undo = kit.button(t("还没通知，撤销"), "plain", on_click=state.not_told(row.id).temporal)
    call = kit.button(row.phone, "quiet", icon_name="phone-call", href=row.tel, class_name="tabular-nums")
    return rx.el.div(
        rx.cond(row.phone, call),
        rx.cond(row.told, undo, done),
        class_name="flex flex-wrap gap-3",
    )
