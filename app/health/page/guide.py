"""The guided check: one step at a time. The same on one's own phone and at the tablet of the lounge."""

from __future__ import annotations

import reflex as rx

from app.health.page import guide_steps as steps
from app.health.page.guide_problem import problem
from app.health.page.guide_shapes import TAPS, now
from app.health.page.keypad import keypad
from app.health.page.result import result, urgent
from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act


def guide(place: str, *, first: rx.Component | None = None, last: rx.Component | None = None) -> rx.Component:
    """Everything from "what shall we measure" to what it means. `place`: "home" or "lounge".

    `first` stands above the choice of a measure, `last` below a result.
    """
    here = now()
    another = kit.button(t("再量别的"), "secondary", big=True, icon_name="plus", on_click=act(f"{TAPS}:leave"))
    away = kit.button(t("不量了"), "plain", icon_name="close", class_name="self-center", on_click=act(f"{TAPS}:leave"))
    shown = rx.match(
        here.step,
        ("context", rx.fragment(steps.context(), away)),
        ("posture", rx.fragment(steps.sit(), away)),
        ("rest", rx.fragment(steps.rest(), away)),
        ("type", rx.fragment(keypad(), away)),
        ("problem", rx.fragment(problem(), away)),
        ("between", steps.between()),
        ("urgent", urgent()),
        ("result", result(another, last if last is not None else rx.fragment())),
        rx.fragment(first if first is not None else rx.fragment(), steps.choose()),
    )
    return rx.el.section(
        shown,
        class_name="flex flex-col gap-3",
        custom_attrs={"data-guide": here.step},
        on_mount=act(f"{TAPS}:enter", place),
        on_unmount=act(f"{TAPS}:exit"),
    )
