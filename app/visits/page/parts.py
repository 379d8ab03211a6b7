"""Pieces that the visit form and the card's sheets share: choices, repeated rows, words about mistakes."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act, value

CHIPS = "lj-chips"
SIDEWAYS = "flex gap-2 overflow-x-auto -mx-[var(--pad)] px-[var(--pad)] py-1"
"""One line that scrolls, from edge to edge."""
EVEN = "[&_.lj-seg_label]:basis-0 [&_.lj-seg_label]:px-0"
"""A segmented choice of four that stays in one line at the largest letters."""


def link(path: str, part: Any) -> Any:
    """An address whose end is known only in the browser."""
    return path + part


def mistake(field: Any) -> rx.Component:
    """What is wrong with a field, beside it. `field` is the name in the form, plain or a Var."""
    found = value("visit.problems", dict[str, str], {}, module="visits/form")[field]
    return rx.cond(found, rx.el.p(_words(found), role="alert", class_name="lj-error"))


def _words(found: Any) -> Any:
    """Codes of `js/check.js` as sentences; anything else is a sentence of the server already."""
    return rx.match(
        found,
        ("outcome_missing", t("先选一下结果：见到了，还是没人在？")),
        ("started_in_future", t("走访时间比现在还晚，请看一下手机时间对不对。")),
        ("note_too_long", t("记录太长（最多 2000 字）。")),
        ("need_category", t("请选诉求的类别。")),
        ("need_empty", t("请写下诉求是什么。")),
        ("need_too_long", t("诉求太长（最多 500 字）。")),
        ("person_missing", t("请选是谁的信息。")),
        ("field_missing", t("请选哪一项有变。")),
        ("value_missing", t("请写下新的内容。")),
        ("value_too_long", t("内容太长，请缩短。")),
        ("not_a_phone", t("这不像电话号码，请检查。")),
        ("not_a_day", t("日期不对，请检查。")),
        found,
    )


def group(label: Any, *children: Any, field: Any = None, **props: Any) -> rx.Component:
    """A question with its choices and, below, what is wrong with the answer."""
    return rx.el.fieldset(
        rx.el.legend(label),
        *children,
        mistake(field) if field is not None else rx.fragment(),
        class_name="lj-field",
        **props,
    )


def repeated(field: str, row: Any) -> rx.Component:
    """Rows that are added one by one: `row(place)` draws one, `place` is its number as text."""
    count = value(f"rows:{field}", int, 0)
    return rx.cond(
        count > 0,
        rx.el.div(
            rx.foreach(rx.Var.range(count), lambda place: row(place.to_string())), class_name="flex flex-col gap-3"
        ),
    )


def adds(field: str, text: Any, icon_name: str) -> rx.Component:
    """The button that adds a row."""
    return kit.button(text, "quiet", icon_name=icon_name, on_click=act("offline/form:more", field))
