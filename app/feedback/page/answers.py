"""答复意见 `/admin/feedback`: what people wrote about Linju, what waits for an answer, and what was said."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.feedback.models import Deed
from app.feedback.rules import MAX_TEXT, Standing
from app.feedback.state import AnswersState
from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.layout import screen

STATE: Any = AnswersState  # its class attributes are Vars and handlers, which its annotations do not say


def answers_screen() -> rx.Component:
    """The list, or the note that is open."""
    shown = rx.cond(STATE.one.id != "", _one(), rx.fragment(_tabs(), _list()))
    return screen(t("答复意见"), gate(STATE, shown), dock="own", here="/admin/feedback", back="/admin")


def _tabs() -> rx.Component:
    counts = STATE.counts
    tabs = [
        (Standing.WAITING, counts.waiting, t("待答复")),
        (Standing.ANSWERED, counts.answered, t("已答复")),
        (Standing.CLOSED, counts.closed, t("已办结")),
    ]
    labels = [
        rx.el.label(
            rx.el.input(
                type="radio", name="standing", value=code.value, checked=STATE.wanted == code.value,
                on_change=STATE.choose(code.value).temporal,
            ),
            rx.el.span(rx.el.span(number, class_name="font-bold"), " ", word),
        )
        for code, number, word in tabs
    ]  # fmt: skip
    return rx.el.fieldset(
        rx.el.legend(t("看哪些意见"), class_name="sr-only"),
        rx.el.div(*labels, class_name="lj-seg"),
        class_name="lj-field",
    )


def _list() -> rx.Component:
    nothing = rx.match(
        STATE.wanted,
        (
            Standing.WAITING.value,
            kit.empty("tea", t("都答复了"), t("有人在“投诉建议”里写了话，会先到这里。答复以后写的人就能看到。")),
        ),
        (Standing.ANSWERED.value, kit.empty("tea", t("没有等着办结的"), t("答复过、还没有办结的意见在这里。"))),
        kit.empty("tea", t("还没有办结的"), t("办结的意见和答复都留着，随时可以重新打开。")),
    )
    return rx.cond(
        STATE.notes.length() > 0,
        kit.card(kit.rows(rx.foreach(STATE.notes, lambda row: rx.el.li(_row(row), key=row.id))), flush=True),
        kit.card(nothing),
    )


def _row(row: Any) -> rx.Component:
    words = rx.el.span(row.text, class_name="line-clamp-2")
    return kit.row(words, row.on, on_click=STATE.open(row.id).temporal)


def _one() -> rx.Component:
    one = STATE.one
    return rx.fragment(
        kit.button(
            t("回到列表"), "plain", icon_name="arrow-left", on_click=STATE.close.temporal, class_name="self-start -ml-3"
        ),
        kit.card(
            rx.el.p(one.text, class_name="text-lg whitespace-pre-wrap"),
            rx.el.p(
                rx.cond(one.writer, one.writer, t("没有登录的人")), " · ", one.on,
                rx.cond(one.page, rx.el.span(t("写之前在看：{page}", page=one.page), class_name="block")),
                class_name="lj-help",
            ),
            rx.cond(one.contact, kit.definitions([(t("联系方式"), one.contact)])),
            action=_mark(one.standing),
            title=t("意见"),
        ),
        rx.cond(one.steps.length() > 0, _history()),
        rx.cond(
            one.standing == Standing.CLOSED.value,
            kit.button(t("重新打开"), "quiet", icon_name="history", big=True, on_click=STATE.reopen(one.id).temporal),
            rx.fragment(_form(), _settle()),
        ),
    )  # fmt: skip


def _mark(standing: Any) -> rx.Component:
    return rx.match(
        standing,
        (Standing.WAITING.value, kit.mark("due", t("待答复"))),
        (Standing.ANSWERED.value, kit.mark("sent", t("已答复"))),
        kit.mark("done", t("已办结")),
    )


def _history() -> rx.Component:
    def moment(row: Any) -> rx.Component:
        deed = rx.match(
            row.deed,
            (Deed.ANSWERED.value, t("{by} 答复", by=row.by)),
            (Deed.CLOSED.value, t("{by} 办结", by=row.by)),
            t("{by} 重新打开", by=row.by),
        )
        return kit.moment(
            row.at, deed, rx.cond(row.text, rx.el.p(row.text, class_name="whitespace-pre-wrap")), key=row.id
        )

    return kit.card(kit.timeline(rx.foreach(STATE.one.steps, moment)), title=t("经过"))


def _form() -> rx.Component:
    one = STATE.one
    return kit.card(
        rx.el.form(
            rx.el.input(type="hidden", name="note", default_value=one.id),
            kit.text_area(
                "answer", rx.cond(one.standing == Standing.ANSWERED.value, t("再补一句"), t("怎么答复")), rows=4,
                required=True, max_length=MAX_TEXT,
                help=rx.cond(
                    one.writer,
                    t("本人登录后在“投诉建议”里看到。"),
                    t("本人凭查询码看到；留了联系方式的，也可以打个电话。"),
                ),
            ),
            kit.button(t("送出答复"), icon_name="send", type="submit"),
            on_submit=STATE.answer.temporal,
            key=one.id,
            class_name="flex flex-col gap-4",
        ),
    )  # fmt: skip


def _settle() -> rx.Component:
    words = rx.cond(STATE.one.standing == Standing.ANSWERED.value, t("办结"), t("不用答复，直接办结"))
    return kit.button(words, "quiet", icon_name="check", big=True, on_click=STATE.settle(STATE.one.id).temporal)
