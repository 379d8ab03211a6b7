"""What the steps of the tablet share."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.state.tablet import TabletState
from app.shared import kit
from app.shared.local import language

STATE: Any = TabletState  # its class attributes are Vars and handlers, which its annotations do not say


def step(name: str, seconds: Any, *children: Any, **props: Any) -> rx.Component:
    """A step that goes back to the start after so many seconds without a touch; 0: it is the start."""
    return rx.el.section(
        *children, class_name="lj-tablet-step", custom_attrs={"data-step": name, "data-returns": seconds}, **props
    )


def back(label: Any) -> rx.Component:
    """To the start."""
    return kit.button(label, "quiet", big=True, icon_name="arrow-left", on_click=STATE.again.temporal,
                      custom_attrs={"data-back": ""})  # fmt: skip


def wrong() -> rx.Component:
    """What is wrong with what was typed."""
    words = rx.cond(language() == "en", STATE.wrong_en, STATE.wrong_zh)
    return rx.cond(STATE.wrong_zh, kit.notice(words, "error"))
