"""Choosing by tapping: native radios and checkboxes under the paint, so that forms, keyboards and readers just work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx

from app.shared.kit.pieces import Text, attributes, classes

Option = tuple[str | rx.Var, Text]
"""What the form carries, and what the person reads."""


def segmented(
    name: str,
    options: Sequence[Option],
    *,
    label: Text | None = None,
    value: str | None = None,
    pref: bool = False,
    on_change: Any = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """One of two to four, all visible. ``value`` is chosen at first. ``pref``: a setting of this phone."""
    extra = {"on_change": on_change} if on_change is not None else {}
    labels = [
        rx.el.label(
            rx.el.input(
                type="radio",
                name=name,
                value=code,
                default_checked=code == value,
                **attributes(dict(extra), data_pref=name if pref else None),
            ),
            rx.el.span(text),
        )
        for code, text in options
    ]
    group = rx.el.div(*labels, class_name="lj-seg")
    return _group(label, group, class_name, props)


def chips(
    name: str,
    options: Sequence[Option],
    *,
    label: Text | None = None,
    multiple: bool = True,
    chosen: Sequence[str] = (),
    on_change: Any = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """Tap to choose: topics, people met, outcomes. A form carries the codes under ``name``."""
    made = [
        chip(name, code, text, multiple=multiple, checked=code in chosen, on_change=on_change) for code, text in options
    ]
    return _group(label, rx.el.div(*made, class_name="lj-chips"), class_name, props)


def chip(
    name: str,
    value: str | rx.Var,
    text: Text,
    *,
    multiple: bool = True,
    checked: bool | None = None,
    on_change: Any = None,
    **props: Any,
) -> rx.Component:
    """One chip; for a foreach put it into ``rx.el.div(…, class_name="lj-chips")``. ``props`` go to the input."""
    if checked is not None:
        props["default_checked"] = checked
    if on_change is not None:
        props["on_change"] = on_change
    kind = "checkbox" if multiple else "radio"
    return rx.el.label(rx.el.input(type=kind, name=name, value=value, **props), rx.el.span(text), class_name="lj-chip")


def _group(label: Text | None, inner: rx.Component, class_name: str, props: dict[str, Any]) -> rx.Component:
    legend = rx.el.legend(label) if label is not None else rx.fragment()
    return rx.el.fieldset(legend, inner, class_name=classes("lj-field", class_name), **props)
