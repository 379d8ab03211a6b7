"""One shift on the board: its seats, who sits there and why, who else could, who cannot; and whom to call."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.shared.icons import icon
from app.volunteers.models import CallAnswer
from app.volunteers.page.parts import FORM

BUTTONS = "flex flex-wrap gap-3"


def shift_cards(state: Any) -> rx.Component:
    """The shift, then the role that was asked about."""
    shift = state.shift
    return rx.fragment(
        kit.card(
            rx.cond(shift.place, rx.el.p(shift.place, class_name="lj-help")),
            rx.foreach(shift.needs, lambda need: _need(state, need)),
            rx.el.div(
                rx.cond(
                    shift.open & ((shift.standing != "published") | (shift.untold > 0)),
                    kit.button(t("发布这个班"), icon_name="send", on_click=state.publish.temporal),
                ),
                kit.button(t("回到班表"), "quiet", icon_name="arrow-left", on_click=state.close),
                class_name=BUTTONS,
            ),
            title=rx.fragment(shift.title, " · ", told(shift.when)),
            class_name=FORM,
        ),
        rx.cond(state.seat.id, _why(state)),
        rx.cond(shift.open, _cancel(state)),
    )


def _need(state: Any, need: Any) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.strong(need.role),
            rx.cond(need.empty > 0, kit.mark("overdue", t("缺 {n} 人", n=need.empty))),
            class_name="flex flex-wrap gap-2 items-center",
        ),
        rx.foreach(need.seats, lambda one: _seat(state, one)),
        kit.button(
            rx.cond(need.empty > 0, t("谁能来，为什么空着"), t("为什么是这个人，谁能替")), "secondary",
            icon_name="users", on_click=state.why(need.id).temporal, class_name="self-start",
        ),
        class_name="flex flex-col gap-2 pt-3 border-t border-base-300 first:border-0 first:pt-0",
        key=need.id,
    )  # fmt: skip


def _seat(state: Any, one: Any) -> rx.Component:
    mark = rx.match(
        one.state,
        ("draft", kit.mark("saved", t("草稿"))),
        ("asked", kit.mark("due", t("等答复"))),
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
                lock, kit.button(t("拿下"), "quiet", on_click=state.free(one.id).temporal), class_name="flex gap-2"
            ),
        ),
        class_name="flex flex-wrap items-center gap-2",
        key=one.id,
    )  # fmt: skip


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
        rx.cond(state.calls.length() > 0, _calls(state), _ask_numbers(state)),
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
        words = rx.el.span(rx.el.strong(row.name), rx.el.span(told(row.words), class_name="lj-help block"))
        return rx.el.li(words, put, class_name="flex justify-between items-center gap-3", key=row.id)

    head = rx.el.h3(title, class_name="font-semibold") if title is not None else rx.fragment()
    return rx.el.div(head, rx.el.ul(rx.foreach(people, one), class_name="flex flex-col gap-2"))


def _ask_numbers(state: Any) -> rx.Component:
    return rx.cond(
        state.shift.open,
        kit.button(
            t("列出电话，打电话找人"), "secondary", icon_name="phone-call", on_click=state.whom_to_call.temporal,
            class_name="self-start",
        ),
    )  # fmt: skip


def _calls(state: Any) -> rx.Component:
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
