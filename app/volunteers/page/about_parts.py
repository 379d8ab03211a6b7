"""Pieces that the forms of `/volunteer/me` share."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told_wrong
from app.volunteers.page.parts import FORM

CHIPS = "lj-chips"


def form(handler: Any, *children: Any, save: Any) -> rx.Component:
    """One part, with its button."""
    send = kit.button(save, type="submit", big=True, icon_name="check")
    return rx.el.form(*children, send, on_submit=handler.temporal, class_name=FORM)


def wrong(state: Any, name: str) -> rx.Component:
    """What is wrong and belongs to no field."""
    return rx.cond(state.wrong_zh[name], kit.notice(told_wrong(state, name), "error"))


def either(state: Any, field: str, name: str) -> rx.Var[str]:
    """What is wrong with a field, by its name in the form of the service or of the screen."""
    return rx.cond(state.wrong_zh[field], told_wrong(state, field), told_wrong(state, name))
