"""What the owner's screens share: levels with sign and words, the way in with a pass, and what 120 is for."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.rules.measures import MEASURE_NAMES
from app.health.rules.words import LEVELS, NOT_A_DIAGNOSIS
from app.shared import kit
from app.shared.both import told_wrong
from app.shared.i18n import t
from app.shared.icons import icon

FORM = "flex flex-col gap-4"
BESIDE = {"flex": "1 1 11em"}  # text beside buttons, above them where letters are large
TWO = {"display": "grid", "grid_template_columns": "1fr 1fr", "gap": "8px"}
NARROW = {"padding_inline": "4px"}
ICONS = {"ok": "check", "watch": "eye", "see_doctor": "person", "urgent": "alert"}
TONES = {"ok": "success", "watch": "info", "see_doctor": "warning", "urgent": "error"}


def level(code: Any) -> rx.Component:
    """Sign and words of a level; the colour comes third."""
    tags = [(one, signed(ICONS[one], t(words), TONES[one])) for one, words in LEVELS.items()]
    return rx.match(code, *tags, rx.fragment())


def signed(sign: str, words: Any, tone: str = "neutral") -> rx.Component:
    """A label with a sign before its words."""
    return kit.tag(rx.fragment(icon(sign, "1.1em"), words), tone, class_name="gap-1")


def beside_each_other(*buttons: rx.Component) -> rx.Component:
    """Two buttons that share a line, also where letters are large."""
    return rx.el.div(*buttons, class_name="whitespace-nowrap", style=TWO)


def measure_name(code: Any) -> Any:
    """The name of a measure in a Var."""
    return rx.match(code, *((one.value, t(words)) for one, words in MEASURE_NAMES.items()), code)


def not_a_diagnosis() -> rx.Component:
    """On every screen with a result."""
    return rx.el.p(t(NOT_A_DIAGNOSIS), class_name="lj-help text-center text-balance")


def emergency() -> rx.Component:
    """When not to measure at all."""
    return kit.notice(
        t("胸口或后背疼、头痛得吐、说不出话、手脚突然没力、人昏过去：不要来量，马上打 120。"), "error",
        action=kit.button(t("打 120"), "danger", icon_name="phone-call", href="tel:120"),
    )  # fmt: skip


def choices(name: str, codes: Any, chosen: Any, handler: Any) -> rx.Component:
    """The measures of which there is something, as chips that are buttons by keyboard too."""

    def one(code: Any) -> rx.Component:
        return kit.chip(
            name, code, measure_name(code), multiple=False, checked=code == chosen,
            on_change=lambda _: handler(code).temporal, key=code,
        )  # fmt: skip

    return rx.el.fieldset(
        rx.el.legend(t("看哪一项"), class_name="sr-only"), rx.el.div(rx.foreach(codes, one), class_name="lj-chips"),
    )  # fmt: skip


def error(state: Any, name: str) -> rx.Component:
    """A sentence that belongs to no field."""
    return rx.cond(state.wrong_zh.contains(name), kit.notice(told_wrong(state, name), "error"))
