"""One thing of the hours desk: to write down, to correct, to answer, to decide."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.volunteers.page.parts import FORM


def one_thing(state: Any) -> rx.Component:
    """What is open, with its form."""
    back = kit.button(
        t("回到列表"), "plain", icon_name="arrow-left", on_click=state.close.temporal, class_name="self-start -ml-3"
    )
    form = rx.match(
        state.shown.kind,
        ("enter", _enter(state)),
        ("objection", _objection(state)),
        ("change", _change(state)),
        _correct(state),
    )
    return rx.fragment(back, form)


def _head(row: Any) -> rx.Component:
    return rx.el.p(row.title, " · ", row.day, class_name="lj-help")


def _hours_of(row: Any) -> rx.Component:
    return kit.definitions([(t("时长"), t("{n} 小时", n=row.hours)), (t("时长类别"), told(row.sort))])


def _enter(state: Any) -> rx.Component:
    row = state.shown
    return kit.card(
        _head(row),
        rx.el.form(
            rx.el.input(type="hidden", name="seat", default_value=row.id),
            rx.el.input(type="hidden", name="presence", default_value=row.open_id),
            rx.cond(
                row.open_id,
                rx.el.p(t("{time} 签到，没有签退", time=row.came)),
                kit.text_field("came", t("几点来的"), type="time", default_value=row.starts, required=True),
            ),
            kit.text_field(
                "left", t("几点走的"), type="time", default_value=row.ends, required=True,
                help=t("班前班后和路上的时间不计。补记的时长单独算，和扫码的不混在一起。"),
            ),
            kit.button(t("记下"), type="submit", big=True),
            on_submit=state.enter.temporal,
            key=row.id + row.open_id,
            class_name=FORM,
        ),
        title=row.name,
        class_name=FORM,
    )  # fmt: skip


def _correct(state: Any) -> rx.Component:
    row = state.shown
    return kit.card(
        _head(row),
        _hours_of(row),
        rx.cond(told(row.note), rx.el.p(told(row.note), class_name="lj-help")),
        rx.el.form(
            rx.el.input(type="hidden", name="about", default_value=row.id),
            kit.text_field(
                "hours", t("应该是几小时"), input_mode="decimal", required=True, max_length=6, auto_complete="off",
                help=t("填 0 就是不计。"),
            ),
            kit.text_field("reason", t("理由"), required=True, max_length=200, auto_complete="off"),
            kit.button(t("申请更正"), "secondary", type="submit", big=True),
            rx.el.p(t("由另一位同事审批。原来的一条留着，账上另加一条。"), class_name="lj-help"),
            on_submit=state.correct.temporal,
            key=row.id,
            class_name=FORM,
        ),
        title=row.name,
        class_name=FORM,
    )  # fmt: skip


def _objection(state: Any) -> rx.Component:
    row = state.shown
    call = kit.definitions([(t("怎么联系"), row.contact)])
    return kit.card(
        rx.el.p(row.words, class_name="text-lg whitespace-pre-wrap"),
        rx.el.p(row.name, " · ", row.title, " · ", row.day, class_name="lj-help"),
        _hours_of(row),
        rx.cond(row.contact, call),
        rx.el.form(
            rx.el.input(type="hidden", name="objection", default_value=row.id),
            kit.text_area(
                "answer", t("核实的结果"), required=True, max_length=200,
                help=t("写清问了谁、看了什么。要改时长，先在“公示中”点开这一条申请更正。"),
            ),
            kit.button(t("答复"), type="submit", big=True),
            on_submit=state.answer.temporal,
            key=row.id,
            class_name=FORM,
        ),
        title=t("异议"),
        class_name=FORM,
    )  # fmt: skip


def _change(state: Any) -> rx.Component:
    row = state.shown
    asked = rx.cond(row.by, t("{by} 提出", by=row.by), t("志愿者本人提出"))
    agree = kit.button(t("同意"), icon_name="check", big=True, on_click=state.agree(row.id).temporal)
    form = rx.el.form(
        rx.el.input(type="hidden", name="change", default_value=row.id),
        kit.text_area("answer", t("不同意的理由"), max_length=200, rows=2, required=True),
        kit.button(t("不同意"), "quiet", type="submit", big=True),
        on_submit=state.decline.temporal,
        key=row.id,
        class_name=FORM,
    )
    return kit.card(
        _head(row),
        rx.el.p(
            rx.el.s(t("{n} 小时", n=row.before), class_name="lj-muted"), " → ",
            rx.el.strong(t("{n} 小时", n=row.after)), class_name="text-lg",
        ),
        rx.el.p(row.words, class_name="whitespace-pre-wrap"),
        rx.el.p(asked, class_name="lj-help"),
        rx.cond(row.mine, kit.notice(t("自己提的更正，或者自己的时长，要由别的同事审批。")), rx.fragment(agree, form)),
        title=row.name,
        class_name=FORM,
    )  # fmt: skip
