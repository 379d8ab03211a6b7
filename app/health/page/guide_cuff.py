"""Reading an instrument by Bluetooth: its button and what it said. Drawn later: few phones can, the words are many."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.page import guide_words as words
from app.health.page.guide_shapes import TAPS
from app.health.rules.cuff import FAILED, NOTES
from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act, value


@rx.memo
def remarks() -> rx.Component:
    """What the instrument said about this reading, such as that the arm moved."""
    said = value("health.notes", list[str], [])
    found = rx.foreach(said, lambda code: kit.notice(words.of(code, _sentences(NOTES)), "warning", key=code))
    return rx.el.div(found, class_name="flex flex-col gap-2")


@rx.memo
def instrument() -> rx.Component:
    """The button, that it waits, and why nothing came."""
    asking = value("health.cuff", str, "")
    return rx.el.div(
        rx.cond(
            asking == "asking",
            rx.el.p(t("正在等仪器。请在仪器上量一次，量完会自己传过来。"), role="status", class_name="lj-help"),
            rx.cond(asking != "", kit.notice(words.of(asking, _sentences(FAILED)), "warning")),
        ),
        kit.button(t("从蓝牙仪器读"), "quiet", icon_name="bolt", on_click=act(f"{TAPS}:instrument")),
        class_name="flex flex-col gap-2",
    )


def _sentences(known: dict[str, str]) -> dict[str, Any]:
    return {code: t(sentence) for code, sentence in known.items()}
