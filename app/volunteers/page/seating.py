"""One shift on the board: its seats, who sits there and why, who else could, who cannot; and whom to call."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.shared.icons import icon
from app.volunteers.page.calls import ask_numbers, calls
from app.volunteers.page.extra import role_card
from app.volunteers.page.moving import move_card
from app.volunteers.page.parts import FORM
from app.volunteers.rules.standing import Standing

BUTTONS = "flex flex-wrap gap-3"


def shift_cards(state: Any) -> rx.Component:
    """The shift, then the role that was asked about."""
    shift = state.shift
    return rx.fragment(
        kit.card(
            rx.el.div(
                rx.el.p(told(shift.when), class_name="lj-when"),
                rx.cond(shift.place, rx.el.p(shift.place, class_name="lj-help")),
            ),
            rx.foreach(shift.needs, lambda need: _need(state, need)),
            rx.el.div(
                rx.cond(
                    shift.open & ((shift.standing != "published") | (shift.untold > 0)),
                    kit.button(t("发布这个班"), icon_name="send", on_click=state.publish.temporal),
                ),
                rx.cond(
                    shift.standing == Standing.RUNNING.value,
                    kit.button(t("这个班结束了"), icon_name="check", on_click=state.finish.temporal),
                ),
                kit.button(t("回到班表"), "quiet", icon_name="arrow-left", on_click=state.close),
                class_name=BUTTONS,
            ),
            title=shift.title,
            class_name=FORM,
        ),
        rx.cond(state.moving.id, move_card(state)),
        rx.cond(state.seat.id, _why(state)),
        rx.cond(shift.open, rx.fragment(role_card(state), _cancel(state))),
    )


def _need(state: Any, need: Any) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.strong(need.role),
            rx.cond(
                state.shift.open & (need.empty > 0), kit.mark("overdue", t("缺 {n} 人", n=need.empty))
            ),
            class_name="flex flex-wrap gap-2 items-center",
        ),
        rx.foreach(need.seats, lambda one: _seat(state, one)),
        rx.cond(state.shift.open, _ask_why(state, need)),
        class_name="flex flex-col gap-2 pt-3 border-t border-base-300 first:border-0 first:pt-0",
        key=need.id,
    )  # fmt: skip


def _ask_why(state: Any, need: Any) -> rx.Component:
    return kit.button(
        rx.cond(need.empty > 0, t("谁能来，为什么空着"), t("为什么是这个人，谁能替")), "secondary",
        icon_name="users", on_click=state.why(need.id).temporal, class_name="self-start",
    )  # fmt: skip


def _seat(state: Any, one: Any) -> rx.Component:
    mark = rx.match(
        one.state,
        ("draft", kit.mark("saved", t("草稿"))),
        ("asked", kit.mark("due", t("等答复"))),
        ("absent", kit.mark("not_met", t("没来"))),
        kit.mark("done", t("答应了")),
    )
    lock = rx.cond(
        one.locked, kit.button(t("放开"), "quiet", icon_name="lock", on_click=state.lock(one.id, False).temporal),
        kit.button(t("固定"), "quiet", on_click=state.lock(one.id, True).temporal),
    )  # fmt: skip
    return rx.el.div(
        rx.el.span(
            one.name, " ", mark, rx.cond(one.novice, kit.tag(t("新人"))), class_name="flex flex-wrap gap-2 flex-1"
        ),
        rx.cond(
            state.shift.open,
            rx.el.span(
                lock,
                kit.button(t("换个班"), "quiet", on_click=state.look_elsewhere(one.id).temporal),
                kit.button(t("拿下"), "quiet", on_click=state.free(one.id).temporal),
                class_name="flex flex-wrap gap-2",
            ),
        ),
        rx.cond(state.shift.begun, _came(state, one)),
        class_name="flex flex-wrap items-center gap-2",
        key=one.id,
    )  # fmt: skip


def _came(state: Any, one: Any) -> rx.Component:
    """Whether somebody was there, once the shift has begun: said by a coordinator, and taken back as easily."""
    return rx.cond(
        one.state == "absent",
        kit.button(t("还是来了"), "quiet", on_click=state.absent(one.id, False).temporal),
        kit.button(t("没来"), "quiet", on_click=state.absent(one.id, True).temporal),
    )


def _why(state: Any) -> rx.Component:
    seat = state.seat
    return kit.card(
        rx.cond(seat.sits.length() > 0, _people(t("坐在这里的"), seat.sits)),
        rx.cond(seat.binding.length() > 0, _binding(seat)),
        rx.cond(seat.others.length() > 0, _people(t("能来的，最合适的在前"), seat.others, state)),
        rx.cond(
            (seat.free > 0) & (seat.others.length() == 0),
            kit.notice(t("没有人正好合适。下面有些人可以打电话问问。"), "warning"),
        ),
        rx.cond(state.calls.length() > 0, calls(state), ask_numbers(state)),
        rx.cond(
            seat.cannot.length() > 0,
            rx.el.details(
                rx.el.summary(icon("info"), t("为什么不是别人"), class_name="lj-more"), _people(None, seat.cannot)
            ),
        ),
        title=seat.role,
        class_name=FORM,
    )


def _binding(seat: Any) -> rx.Component:
    lines = rx.foreach(seat.binding, lambda one: rx.el.li(told(one), key=one.zh))
    return rx.el.div(
        rx.el.h3(t("为什么空着"), class_name="font-semibold"), rx.el.ul(lines, class_name="list-disc ps-6")
    )


def _people(title: Any, people: Any, state: Any = None) -> rx.Component:
    def one(row: Any) -> rx.Component:
        put = (
            rx.cond(
                (state.seat.free > 0) & state.shift.open,
                kit.button(t("排进去"), "quiet", on_click=state.put(row.id).temporal),
            )
            if state is not None
            else rx.fragment()
        )
        words = rx.el.span(
            rx.el.strong(row.name), rx.el.span(told(row.words), class_name="lj-help lj-when text-balance block"),
            class_name="flex-1 min-w-[8em]",
        )  # fmt: skip
        return rx.el.li(words, put, class_name="flex flex-wrap items-center gap-x-3 py-2", key=row.id)

    head = rx.el.h3(title, class_name="font-semibold") if title is not None else rx.fragment()
    return rx.el.div(head, rx.el.ul(rx.foreach(people, one), class_name="flex flex-col divide-y divide-base-300"))


def _cancel(state: Any) -> rx.Component:
    return kit.card(
        rx.el.details(
            rx.el.summary(icon("close"), t("取消这个班"), class_name="lj-more"),
            rx.el.form(
                kit.text_field("why", t("为什么取消（排到的人会看到）"), required=True, max_length=200),
                kit.button(t("真的取消"), "danger", type="submit", class_name="self-start"),
                on_submit=state.cancel.temporal,
                class_name=f"{FORM} pt-3",
            ),
        )
    )
