"""可能重复 `/admin/duplicates`: people who may stand in the roster twice, and making one record of two."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.households.rules.duplicates import WORDS
from app.households.rules.fields import EDITABLE
from app.households.state.duplicates import DuplicatesState, FieldRow, MergeRow, PairRow
from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import act

STATE: Any = DuplicatesState  # its class attributes are Vars and handlers, which its annotations do not say
TWO = "grid grid-cols-2 gap-2"
SIDE = (
    "flex items-start gap-2 rounded-field border border-base-300 p-3 min-h-(--tap) cursor-pointer break-words "
    "has-checked:border-primary has-checked:bg-(--color-soft-primary)"
)


def duplicates_screen() -> rx.Component:
    """The list, or two records side by side."""
    return screen(
        t("可能重复"),
        gate(STATE, rx.cond(STATE.one.id != "", _comparison(), _overview())),
        dock="own",
        here="/admin/roster",
        back="/admin/roster",
    )


def _overview() -> rx.Component:
    return rx.fragment(
        rx.cond(
            STATE.total > 0,
            rx.fragment(
                rx.el.p(t("有 {n} 对记录像是同一个人。点开核对，是就合并，不是就说明。", n=STATE.total)),
                kit.card(kit.rows(rx.foreach(STATE.pairs, _pair)), flush=True),
            ),
            kit.empty("tea", t("没有像是重复的人"), t("导入名册以后再来看看。")),
        ),
        rx.cond(STATE.merges.length() > 0, _merges()),
    )


def _pair(row: PairRow) -> rx.Component:
    names = rx.cond(row.name == row.other, row.name, rx.fragment(row.name, " / ", row.other))
    doors = rx.cond(row.door == row.other_door, row.door, rx.fragment(row.door, " / ", row.other_door))
    return rx.el.li(
        kit.row(
            names,
            rx.fragment(
                rx.el.span(doors, class_name="block"),
                rx.el.span(
                    rx.foreach(row.reasons, lambda why: kit.tag(_reason(why))), class_name="flex flex-wrap gap-1 pt-1"
                ),
            ),
            trail=_confidence(row.confidence),
            on_click=STATE.show(row.id).temporal,
        ),
        key=row.id,
    )


def _reason(code: Any) -> Any:
    return rx.match(code, *((reason.value, t(words)) for reason, words in WORDS.items()), code)


def _label(row: FieldRow) -> Any:
    return rx.match(row.field, *((name, t(field.label)) for name, field in EDITABLE.items()), row.label)


def _confidence(code: Any) -> rx.Component:
    return rx.match(
        code,
        ("sure", kit.tag(t("几乎肯定"), "error")),
        ("likely", kit.tag(t("很可能"), "warning")),
        kit.tag(t("可能"), "info"),
    )


def _comparison() -> rx.Component:
    one = STATE.one
    return rx.fragment(
        rx.el.form(
            rx.el.input(type="hidden", name="pair", value=one.id),
            kit.card(
                rx.el.fieldset(
                    rx.el.legend(t("留下哪一条"), class_name="font-semibold pb-1"),
                    rx.el.div(_record("first", 0, t("左边")), _record("second", 1, t("右边")), class_name=TWO),
                ),
                rx.el.p(t("住处跟着留下的那一条。另一条不会删掉，只是不再显示。"), class_name="lj-help"),
            ),
            kit.card(rx.foreach(one.fields, _field), title=t("逐项核对")),
            rx.el.div(
                kit.button(t("是同一个人，合并"), type="submit", big=True),
                kit.button(t("是两个人"), "quiet", big=True, on_click=STATE.tell_apart(one.id).temporal),
                kit.button(t("先不决定"), "plain", big=True, on_click=STATE.close.temporal),
                class_name="flex flex-col gap-2",
            ),
            on_submit=STATE.merge.temporal,
            on_mount=act("households/desk:top"),
            class_name="flex flex-col gap-3",
            key=one.id,
        ),
    )


def _record(side: str, at: int, where: Any) -> rx.Component:
    """One of the two, as a choice: where it lives, its tags, when somebody last checked it."""
    one = STATE.one
    return rx.el.label(
        rx.el.input(type="radio", name="keep", value=side, default_checked=one.fuller == side, class_name="radio mt-1"),
        rx.el.span(
            rx.el.span(where, class_name="lj-muted block"),
            rx.el.span(one.doors[at], class_name="block font-semibold"),
            rx.cond(one.tags[at] != "", rx.el.span(one.tags[at], class_name="block")),
            rx.el.span(
                rx.cond(one.verified[at] != "", t("{day} 核实过", day=one.verified[at]), t("没有核实过")),
                class_name="lj-muted block",
            ),
        ),
        class_name=SIDE,
    )


def _field(row: FieldRow) -> rx.Component:
    """The same on both sides: said once. Different: tap the right one."""
    return rx.cond(
        row.same,
        rx.el.div(
            rx.el.span(_label(row), class_name="lj-muted"),
            rx.el.span(
                row.first, " ", icon("check", "1.1em"), rx.el.span(t("两边一样"), class_name="sr-only"),
                class_name="inline-flex items-center gap-1",
            ),
            class_name="flex flex-wrap justify-between gap-x-3 py-1",
        ),
        rx.el.fieldset(
            rx.el.legend(_label(row), class_name="font-semibold"),
            rx.el.div(_value(row, "first", row.first), _value(row, "second", row.second), class_name=TWO),
            class_name="py-1",
        ),
    )  # fmt: skip


def _value(row: FieldRow, side: str, text: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio", name="field." + row.field, value=side, default_checked=row.chosen == side,
            class_name="radio mt-0.5",
        ),
        rx.el.span(rx.cond(text != "", text, t("（空）")), class_name="min-w-0"),
        class_name=SIDE,
    )  # fmt: skip


def _merges() -> rx.Component:
    return kit.card(
        kit.rows(rx.foreach(STATE.merges, _merged)),
        title=t("合并记录"),
        flush=True,
    )


def _merged(row: MergeRow) -> rx.Component:
    return rx.el.li(
        rx.el.details(
            rx.el.summary(
                rx.el.span(
                    t("{absorbed} 并入 {kept}", absorbed=row.absorbed, kept=row.kept), class_name="font-semibold"
                ),
                rx.el.span(row.by, " · ", row.on, class_name="lj-muted block"),
                class_name="cursor-pointer px-4 py-3 min-h-(--tap)",
            ),
            rx.el.p(row.said, class_name="px-4 pb-3"),
        ),
        key=row.id,
    )
