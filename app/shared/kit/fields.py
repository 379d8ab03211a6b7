"""Form fields. Uncontrolled: the form's data is read on submit, drafts are kept by the offline form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex_components_core.el.elements.base import BaseHTML  # type: ignore[import-untyped]

from app.shared.kit.pieces import Text, attributes, classes


def field(
    label: Text,
    control: rx.Component,
    *,
    name: str,
    help: Text | None = None,
    error: Text | rx.Var | None = None,
    class_name: str = "",
) -> rx.Component:
    """Label, control, help, error. ``control`` has ``id=name``; ``error`` may be a Var: empty means no error."""
    hint = rx.el.p(help, id=f"{name}-help", class_name="lj-help") if help is not None else rx.fragment()
    return rx.el.div(
        rx.el.label(label, html_for=name),
        control,
        hint,
        _error(name, error),
        class_name=classes("lj-field", class_name),
    )


def text_field(
    name: str,
    label: Text,
    *,
    help: Text | None = None,
    error: Text | None = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A one-line field. ``props`` go to the input (type, autocomplete, inputmode, required, default_value …)."""
    control = rx.el.input(id=name, name=name, class_name="input", **_described(name, help, error, props))
    return field(label, control, name=name, help=help, error=error, class_name=class_name)


def pair(*fields: rx.Component) -> rx.Component:
    """Short fields that belong together, beside each other while there is room for them: large text puts one below the
    other."""
    boxes = [rx.el.div(one, class_name="grow basis-[7em] min-w-0") for one in fields]
    return rx.el.div(*boxes, class_name="flex flex-wrap gap-3")


def text_area(
    name: str,
    label: Text,
    *,
    help: Text | None = None,
    error: Text | None = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """Some lines of text; ``rows`` says how many are seen at first."""
    control = rx.el.textarea(
        id=name, name=name, class_name="textarea", **_described(name, help, error, {"rows": 3, **props})
    )
    return field(label, control, name=name, help=help, error=error, class_name=class_name)


def select_field(
    name: str,
    label: Text,
    options: Sequence[tuple[str | rx.Var, Text]] | rx.Component,
    *,
    help: Text | None = None,
    error: Text | None = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A native select. ``options`` are (code, text) pairs, or a foreach that makes <option>s."""
    made = (
        [options] if isinstance(options, rx.Component) else [rx.el.option(text, value=code) for code, text in options]
    )
    control = rx.el.select(*made, id=name, name=name, class_name="select", **_described(name, help, error, props))
    return field(label, control, name=name, help=help, error=error, class_name=class_name)


def check(name: str, label: Text, *, toggle: bool = False, class_name: str = "", **props: Any) -> rx.Component:
    """Yes or no with its sentence; the whole line can be tapped."""
    box = rx.el.input(
        type="checkbox",
        name=name,
        class_name="toggle toggle-primary" if toggle else "checkbox checkbox-primary",
        **props,
    )
    return rx.el.label(box, rx.el.span(label), class_name=classes("lj-check", class_name))


def _error(name: str, error: Text | None) -> rx.Component:
    if error is None:
        return rx.fragment()
    line = rx.el.p(error, id=f"{name}-error", role="alert", class_name="lj-error")
    return rx.cond(error, line, rx.fragment()) if isinstance(error, rx.Var) else line


def _described(name: str, help: Text | None, error: Text | None, props: dict[str, Any]) -> dict[str, Any]:
    """Tie help and error to the control for screen readers."""
    ids = classes(f"{name}-help" if help is not None else None, f"{name}-error" if error is not None else None)
    wrong: Any = None
    if isinstance(error, rx.Var):
        wrong = error.bool()
    elif error is not None:
        wrong = True
    return attributes(props, aria_describedby=ids or None, aria_invalid=wrong)


class _PlainForm(BaseHTML):
    """Reflex's own form stops every submit it has no handler for."""

    tag = "form"

    action: rx.Var[str]
    method: rx.Var[str]


def post_form(action: str, *children: Any, class_name: str = "", **props: Any) -> rx.Component:
    """A form the browser itself sends: a full page load, before, with and without scripts (sign-in, sign-out)."""
    return _PlainForm.create(*children, action=action, method="post", class_name=class_name, **props)


def get_form(action: str, *children: Any, class_name: str = "", **props: Any) -> rx.Component:
    """The same for a file: what it asks for stands in the address."""
    return _PlainForm.create(*children, action=action, method="get", class_name=class_name, **props)
