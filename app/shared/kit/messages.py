"""Notices, toasts, progress, skeletons."""

from __future__ import annotations

import json
from typing import Any

import reflex as rx
from reflex.event import EventChain
from reflex.vars import FunctionVar

from app.shared.icons import icon
from app.shared.kit.pieces import Text, attributes, card, classes

_ICONS = {"neutral": "info", "info": "info", "success": "check", "warning": "alert", "error": "alert"}


def notice(
    text: Text | rx.Component,
    tone: str = "info",
    *,
    action: rx.Component | None = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A quiet message in the page, with what to do. ``error`` is read out at once, the others politely."""
    role = "alert" if tone == "error" else "status"
    return rx.el.div(
        icon(_ICONS[tone], "1.4em"),
        rx.el.div(
            rx.el.div(text),
            rx.el.div(action, class_name="mt-2") if action is not None else rx.fragment(),
            class_name="lj-notice-body",
        ),
        role=role,
        class_name=classes("lj-notice", class_name),
        **attributes(props, data_tone=tone),
    )


def toast(text: Text, tone: str = "neutral") -> rx.Var:
    """A handler for ``on_click`` and the like that says one sentence above the dock. Modules in js/ call
    ``window.linju.toast(text, tone)`` themselves; the server never sends script (see the page policy)."""
    sentence = rx.Var.create(text)
    call: rx.Var = rx.Var(
        f"(() => window.linju.toast({sentence!s}, {json.dumps(tone)}))", _var_data=sentence._get_all_var_data()
    )
    return call.to(FunctionVar, EventChain)


def progress(
    value: int | rx.Var, maximum: int | rx.Var, label: Text, class_name: str = "", **props: Any
) -> rx.Component:
    """A bar with its words: ``progress(120, 500, t("已读 120 / 500 行"))``."""
    return rx.el.div(
        rx.el.span(label, class_name="lj-help"),
        rx.el.progress(
            value=value, max=maximum, aria_label=label, class_name="progress progress-secondary w-full h-2.5"
        ),
        class_name=classes("lj-field", class_name),
        **props,
    )


def skeleton(lines: int = 3, class_name: str = "") -> rx.Component:
    """Breathing lines where something is on its way."""
    widths = ("w-3/4", "w-full", "w-1/2")
    bones = [rx.el.div(class_name=f"lj-bone {widths[i % 3]}") for i in range(lines)]
    return rx.el.div(*bones, aria_hidden="true", class_name=classes("flex flex-col gap-3 py-2", class_name))


def coming(text: Text, lines: int = 3) -> rx.Component:
    """A card for what is on its way: a sentence worth reading meanwhile, prerendered, and breathing lines."""
    return card(rx.el.p(text, role="status", class_name="text-lg lj-muted"), skeleton(lines))
