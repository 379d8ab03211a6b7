"""How to sit for a blood pressure, drawn: four small pictures of lines, coloured by the text."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared.i18n import t

# On a 64 × 64 grid. A head, the body, what is shown in red brick.
HEAD = (28, 12, 6)
BACK = "M28 18v20M28 38h16M44 38v16M20 10v44M20 38h8"
PICTURES: dict[str, tuple[str, str]] = {
    "back": (BACK, "M20 14v24"),  # the back of the chair
    "feet": (BACK, "M38 54h18"),  # the floor under the feet
    "arm": (BACK + "M40 30h18M46 30v24", "M28 23l8 6h12M34 24l5 5"),  # the arm on the table, the cuff
    "quiet": ("M28 18v20M20 44c2-6 14-6 16 0", "M42 8l10 10M52 8L42 18"),  # not a word
}


def posture() -> rx.Component:
    """Four pictures with their words."""
    words = {
        "back": t("背靠椅背"),
        "feet": t("双脚放平，不跷腿"),
        "arm": t("手臂放桌上，和心脏一样高"),
        "quiet": t("不说话，不乱动"),
    }
    return rx.el.ul(*(_one(name, words[name]) for name in PICTURES), class_name="grid grid-cols-2 gap-2")


def _one(name: str, words: Any) -> rx.Component:
    body, shown = PICTURES[name]
    x, y, r = HEAD
    return rx.el.li(
        rx.el.svg(
            rx.el.svg.circle(cx=str(x), cy=str(y), r=str(r)),
            rx.el.path(d=body),
            rx.el.path(d=shown, class_name="text-primary", stroke="currentColor", stroke_width="4"),
            view_box="0 0 64 60", width="4.5em", height="4.2em", aria_hidden="true", class_name="lj-icon",
        ),
        rx.el.span(words, class_name="font-semibold leading-snug"),
        class_name="lj-card items-center text-center",
    )  # fmt: skip
