"""The keypad: one number at a time, keys for a thumb of eighty. Real keys do the same (js/guide_taps.js)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.page import guide_words as words
from app.health.page.guide_cuff import instrument, remarks
from app.health.page.guide_shapes import TAPS, now
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.later import later
from app.shared.local import act, value

KEY = "btn lj-quiet w-full text-3xl font-bold"
TALL = {"min_height": "64px", "padding_block": "0", "line_height": "1"}
MEASURED_BY = ("bp", "glucose", "bmi", "temperature", "spo2")  # what an instrument can send


def keypad() -> rx.Component:
    """What is asked, what has been typed, the keys, and what a meter may show instead of a number."""
    here = now()
    return rx.el.div(
        rx.el.h2(words.of(here.field, words.asks()), tab_index=-1, class_name="text-xl font-bold leading-snug"),
        figures(),
        notes(),
        pad(f"{TAPS}:tap", "key", point=True),
        _specials(),
        kit.button(
            rx.cond(here.last, t("好了"), t("下一个")), big=True, icon_name="check",
            on_click=act(f"{TAPS}:tap", "next"), custom_attrs={"data-testid": "next"},
        ),
        _instrument(),
        class_name="flex flex-col gap-2",
    )  # fmt: skip


def pad(target: str, *args: Any, point: bool) -> rx.Component:
    """Ten digits, the point where one is wanted, and taking back. `target` gets `args` and the key."""
    keys = [_key(target, args, digit) for digit in "123456789"]
    dot = _key(target, args, ".", t("点")) if point else rx.el.span()
    back = rx.el.button(
        icon("arrow-left", "1.2em"), type="button", aria_label=t("退一格"), class_name=KEY, style=TALL,
        on_click=act(target, *args, "back"),
    )  # fmt: skip
    return rx.el.div(
        *keys, dot, _key(target, args, "0"), back,
        role="group", aria_label=t("数字键"), class_name="grid grid-cols-3 gap-1.5", custom_attrs={"data-pad": ""},
    )  # fmt: skip


def _key(target: str, args: tuple[Any, ...], key: str, name: Any = None) -> rx.Component:
    named = {"aria_label": name} if name is not None else {}
    return rx.el.button(
        key, type="button", class_name=KEY, style=TALL, on_click=act(target, *args, key),
        custom_attrs={"data-key": key}, **named,
    )  # fmt: skip


def figures() -> rx.Component:
    """The numbers of this reading; the one that is typed is large. A tap goes back to another."""
    here = now()
    one = rx.el.output(
        here.typed,
        rx.cond(here.typed == "", "·", ""),
        rx.el.span(" ", words.unit(here.field), class_name="lj-muted text-lg font-normal"),
        aria_live="polite",
        class_name="lj-card block text-4xl font-bold text-center leading-tight",
        custom_attrs={"data-testid": "typed"},
    )
    many = rx.el.div(rx.foreach(here.so_far, _figure), class_name="flex gap-1.5")
    return rx.cond(here.so_far.length() > 0, many, one)


FIGURE = (
    "flex-1 min-w-0 rounded-box border-2 px-1 py-0.5 flex flex-col items-center justify-center cursor-pointer "
    "min-h-(--tap) leading-tight"
)


def _figure(one: Any) -> rx.Component:
    return rx.el.button(
        rx.el.span(words.of(one.field, words.numbers()), class_name="lj-help"),
        rx.el.span(rx.cond(one.text == "", "·", one.text), class_name="text-2xl font-bold"),
        type="button",
        on_click=act(f"{TAPS}:tap", "go", one.field),
        aria_pressed=one.here,
        class_name=rx.cond(one.here, f"{FIGURE} border-primary bg-soft-primary", f"{FIGURE} border-base-300"),
        custom_attrs={"data-field": one.field},
    )


def _specials() -> rx.Component:
    """What a meter shows that is no number."""

    def key(label: Any, code: str) -> rx.Component:
        return kit.button(
            label,
            "secondary",
            class_name="flex-1 lj-when",
            on_click=act(f"{TAPS}:tap", "special", code),
            custom_attrs={"data-special": code},
        )

    row = "flex flex-wrap gap-1.5"
    here = now()
    return rx.match(
        here.field,
        ("diastolic", rx.el.div(key(t("低压没测出来"), "unheard"), class_name=row)),
        ("pulse", rx.cond(here.measure == "bp", rx.el.div(key(t("没有脉搏数，跳过"), "skip"), class_name=row))),
        ("glucose", rx.el.div(key(t("显示 Lo（太低）"), "lo"), key(t("显示 Hi（太高）"), "hi"), class_name=row)),
        rx.fragment(),
    )


def notes() -> rx.Component:
    """What the instrument said about this reading, such as that the arm moved."""
    return rx.cond(value("health.notes", list[str], []).length() > 0, later(remarks))


def _instrument() -> rx.Component:
    """Reading the instrument by Bluetooth, where this browser can. Typing stays first."""
    may = rx.match(now().measure, *((code, True) for code in MEASURED_BY), False)
    return rx.cond(value("health.bluetooth", bool, False) & may, later(instrument))
