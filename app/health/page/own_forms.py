"""What opens on `/health/own`: putting a reading right, taking it out, erasing everything."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.page.parts import FORM, error
from app.health.rules.axes import CONTEXTS
from app.health.rules.measures import FIELD_NAMES, LIMITS
from app.health.service.erasing import GONE, STAYS
from app.health.state.own import TYPED
from app.shared import kit
from app.shared.both import told, told_wrong
from app.shared.i18n import t


def correcting(state: Any) -> rx.Component:
    """The values as they stand, to type others over them."""
    row = state.one

    def one(field: Any) -> rx.Component:
        wrong = rx.match(field.name, *((name, told_wrong(state, name)) for name in FIELD_NAMES), "")
        return rx.el.div(
            rx.el.label(_name(field.name), html_for=field.name),
            rx.el.input(
                id=field.name, name=field.name, class_name="input", default_value=field.value, input_mode="decimal",
                max_length=8, auto_complete="off", required=field.needed, aria_invalid=wrong.bool(),
            ),
            rx.cond(wrong, rx.el.p(wrong, role="alert", class_name="lj-error")),
            class_name="lj-field", key=field.name,
        )  # fmt: skip

    contexts = [("", t("没说")), *((code, t(words)) for code, words in CONTEXTS.items())]
    return kit.card(
        rx.el.p(rx.el.strong(told(row.name)), " ", row.at),
        rx.el.form(
            rx.foreach(row.fields, one),
            rx.cond(
                row.measure == "glucose",
                kit.select_field("context", t("什么时候量的"), contexts, default_value=row.context,
                                 error=told_wrong(state, "context")),
            ),
            kit.text_field("day", t("日期"), type="date", required=True, default_value=row.day),
            kit.text_field("clock", t("时间"), type="time", required=True, default_value=row.clock,
                           error=told_wrong(state, "taken_at")),
            error(state, "form"),
            rx.cond(state.asked.length() > 0, kit.notice(t("这个数少见。没有看错的话，再点一次“保存”。"), "warning")),
            rx.el.p(t("改的是新的一条，原来的不再用；删掉时一起删。"), class_name="lj-help"),
            kit.button(t("保存"), type="submit", big=True, icon_name="check"),
            on_submit=state.correct.temporal, class_name=FORM,
        ),
        kit.button(t("还是不了"), "quiet", big=True, on_click=state.close().temporal),
        title=t("改这个数"), class_name=FORM,
    )  # fmt: skip


def _name(field: Any) -> Any:
    """`高压（收缩压）（mmHg）` in a Var."""
    names = [(name, t("{name}，{unit}", name=t(words), unit=LIMITS[name].unit)) for name, words in FIELD_NAMES.items()]
    return rx.match(field, *names, field)


def deleting(state: Any) -> rx.Component:
    """Once more, before it is gone."""
    row = state.one
    return kit.card(
        rx.el.p(rx.el.strong(told(row.name)), " ", told(row.value), class_name="text-lg"),
        rx.el.p(row.at, " ", told(row.around), class_name="lj-help"),
        rx.el.p(t("删掉就找不回来了。")),
        kit.button(t("删掉"), "danger", big=True, icon_name="trash", on_click=state.delete().temporal),
        kit.button(t("还是不了"), "quiet", big=True, on_click=state.close().temporal),
        title=t("删掉这个数？"), class_name=FORM,
    )  # fmt: skip


def erasing(state: Any) -> rx.Component:
    """What goes and what has to stay, and words to type."""
    return kit.card(
        rx.el.p(t(GONE)),
        rx.el.p(t(STAYS)),
        rx.el.p(t("想留一份，请先下载。")),
        rx.el.form(
            kit.text_field("sure", t("照着写“{words}”四个字", words=TYPED), required=True, auto_complete="off",
                           error=told_wrong(state, "sure")),
            error(state, "form"),
            kit.button(t("真的全部删除"), "danger", type="submit", big=True, icon_name="trash"),
            on_submit=state.erase.temporal, class_name=FORM,
        ),
        kit.button(t("还是不了"), "quiet", big=True, on_click=state.close().temporal),
        title=t("全部删除"), class_name=FORM,
    )  # fmt: skip
