"""Lists, facts and desk tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import reflex as rx
from reflex_components_core.core.foreach import Foreach  # type: ignore[import-untyped]

from app.shared.icons import icon
from app.shared.kit.pieces import Text, attributes, classes


def rows(*children: Any, class_name: str = "", **props: Any) -> rx.Component:
    """A list of ``row``; a foreach inside must yield ``rx.el.li(kit.row(…))``, plain rows are wrapped."""
    items = [child if isinstance(child, Foreach) else rx.el.li(child) for child in children]
    return rx.el.ul(*items, class_name=classes("lj-rows", class_name), **props)


def row(
    title: Text | rx.Component,
    sub: Text | rx.Component | None = None,
    *,
    lead: rx.Component | None = None,
    trail: rx.Component | Text | None = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """One line of a list: lead (door number, icon), title with its trail (mark) beside it, then the second line.

    A link with ``href``, a button with ``on_click`` or ``**opens(…)``; then a chevron shows that it leads somewhere."""
    leads = "href" in props or "on_click" in props or "custom_attrs" in props
    inner = [
        lead if lead is not None else rx.fragment(),
        rx.el.span(
            rx.el.span(
                rx.el.span(title, class_name="lj-row-title"),
                rx.el.span(trail, class_name="lj-row-trail") if trail is not None else rx.fragment(),
                class_name="lj-row-head",
            ),
            rx.el.span(sub, class_name="lj-row-sub") if sub is not None else rx.fragment(),
            class_name="lj-row-body",
        ),
        icon("chevron", "1.1em", "lj-go") if leads else rx.fragment(),
    ]
    name = classes("lj-row", class_name)
    if "href" in props:
        return rx.el.a(*inner, class_name=name, **props)
    if leads:
        return rx.el.button(*inner, type="button", class_name=classes(name, "cursor-pointer"), **props)
    return rx.el.div(*inner, class_name=name, **props)


def definitions(pairs: Sequence[tuple[Text, Any]], class_name: str = "", **props: Any) -> rx.Component:
    """Facts: term and value, two columns (one in elder mode)."""
    lines = [part for term, value in pairs for part in (rx.el.dt(term), rx.el.dd(value))]
    return rx.el.dl(*lines, class_name=classes("lj-defs", class_name), **props)


def timeline(*items: Any, class_name: str = "", **props: Any) -> rx.Component:
    """What happened, newest first: ``moment``s, or a foreach that makes them."""
    return rx.el.ol(*items, class_name=classes("lj-times", class_name), **props)


def moment(
    when: Text, title: Text | rx.Component, *children: Any, state: Text | None = None, **props: Any
) -> rx.Component:
    """One line of a timeline: a dot in the colour of ``state``, the time, what, and details below."""
    return rx.el.li(
        rx.el.span(when, class_name="lj-help"),
        rx.el.div(title, class_name="font-semibold"),
        *children,
        class_name="lj-moment",
        **attributes(props, data_state=state),
    )


def table(
    headers: Sequence[Text],
    body: Sequence[Sequence[Any]] | rx.Component,
    *,
    caption: Text,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A table for tablets and desks; scrolls sideways when it must. ``body``: rows of cells, or a foreach of <tr>.

    ``caption`` names the table for screen readers (not shown)."""
    lines = (
        [body] if isinstance(body, rx.Component) else [rx.el.tr(*(rx.el.td(cell) for cell in line)) for line in body]
    )
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr-only"),
            rx.el.thead(rx.el.tr(*(rx.el.th(header, scope="col") for header in headers))),
            rx.el.tbody(*lines),
            class_name="table",
        ),
        class_name=classes("lj-scroll", class_name),
        tab_index=0,
        role="region",
        aria_label=caption,
        **props,
    )
