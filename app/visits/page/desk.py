"""Pieces that the desk screens of visits share."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.local import language
from app.visits.wording import MODES


def told(name: Any) -> rx.Var[str]:
    """A `Name` in the language of this phone."""
    return rx.cond(language() == "en", name.en, name.zh)


def community_select(state: Any) -> rx.Component:
    """Which community; nothing to choose where there is only one."""
    return rx.cond(
        state.communities.length() > 1,
        kit.select_field(
            "community",
            t("社区"),
            rx.foreach(state.communities, lambda one: rx.el.option(told(one.name), value=one.value)),
            value=state.community,
            on_change=state.choose_community.temporal,
        ),
    )


def share(words: rx.Var[str], part: Any) -> rx.Component:
    """A bar with its numerator and denominator in words; of nothing the bar is empty."""
    width = rx.cond(part.percent, part.percent, "0%")
    bar = rx.el.div(class_name="h-full bg-secondary", style={"width": width}, aria_hidden="true")
    return rx.el.div(
        rx.el.p(words),
        rx.el.div(bar, class_name="h-2.5 rounded-full bg-base-300 overflow-hidden"),
        class_name="flex flex-col gap-1",
    )


def mode_checks(modes: Any) -> rx.Component:
    """Which kinds of contact count; the form carries `mode_visit` and so on."""
    return rx.el.fieldset(
        rx.el.legend(t("哪些方式算数")),
        *(
            kit.check(f"mode_{mode.value}", t(word), default_checked=modes.contains(mode.value))
            for mode, word in MODES.items()
        ),
        class_name="lj-field",
    )
