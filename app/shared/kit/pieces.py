"""Cards, buttons, tags, empty states and sheets."""

from __future__ import annotations

from typing import Any, TypeAlias

import reflex as rx

from app.shared.i18n import t
from app.shared.icons import icon, motif

Text: TypeAlias = str | rx.Var

_KINDS = {
    "primary": "btn btn-primary",
    "secondary": "btn btn-secondary",
    "quiet": "btn lj-quiet",
    "plain": "btn btn-ghost",
    "danger": "btn btn-error",
}


def classes(*names: str | None) -> str:
    """Class names joined, empty ones left out."""
    return " ".join(name for name in names if name)


def attributes(props: dict[str, Any], **data: Any) -> dict[str, Any]:
    """``props`` with ``data-…`` and ``aria-…`` attributes merged in (underscores become hyphens, None is left out)."""
    own = {name.replace("_", "-"): value for name, value in data.items() if value is not None}
    return {**props, "custom_attrs": {**own, **props.get("custom_attrs", {})}}


def opens(sheet_id: str) -> dict[str, Any]:
    """Spread on a button: it opens the sheet with this id. Works offline and before hydration."""
    return {"custom_attrs": {"data-open": sheet_id, "aria-haspopup": "dialog"}}


def closes(sheet_id: str = "") -> dict[str, Any]:
    """Spread on a button: it closes the sheet with this id, or the one it stands in."""
    return {"custom_attrs": {"data-close": sheet_id}}


def card(
    *children: Any,
    title: Text | rx.Component | None = None,
    action: rx.Component | None = None,
    tone: str | None = None,
    flush: bool = False,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """One idea on paper. ``flush``: children touch the edges (lists). With ``href`` the whole card is a link."""
    head = [rx.el.h2(title) if title is not None else rx.fragment(), action if action is not None else rx.fragment()]
    top = rx.el.div(*head, class_name="lj-card-head") if title is not None or action is not None else rx.fragment()
    box = rx.el.a if "href" in props else rx.el.section
    name = classes("lj-card", "lj-flush" if flush else None, class_name)
    return box(top, *children, class_name=name, **attributes(props, data_tone=tone))


def button(
    label: Text,
    kind: str = "primary",
    *,
    icon_name: str | None = None,
    big: bool = False,
    tap: str | None = None,
    class_name: str = "",
    **props: Any,
) -> rx.Component:
    """A button, or a link when ``href`` is given. One ``primary`` per screen; ``big`` fills the width.

    ``tap`` names a deed of the boot script (elder, bigger, smaller, back, print).
    """
    name = classes(_KINDS[kind], "btn-lg w-full" if big else None, class_name)
    inner = [icon(icon_name, "1.3em") if icon_name else rx.fragment(), label]
    if "href" in props:
        return rx.el.a(*inner, class_name=name, **props)
    return rx.el.button(*inner, class_name=name, **attributes({"type": "button", **props}, data_tap=tap))


def tool(icon_name: str, label: Text, *, tap: str | None = None, class_name: str = "", **props: Any) -> rx.Component:
    """A round button with an icon only; ``label`` is its name for screen readers and its title on a desk."""
    name = classes("lj-tool", class_name)
    shared = {"aria_label": label, "title": label, "class_name": name}
    if "href" in props:
        return rx.el.a(icon(icon_name), **shared, **props)
    return rx.el.button(icon(icon_name), **shared, **attributes({"type": "button", **props}, data_tap=tap))


def tag(text: Text, tone: Text = "neutral", class_name: str = "", **props: Any) -> rx.Component:
    """A short label such as a care group. Not a state: states are ``mark``."""
    return rx.el.span(text, class_name=classes("lj-tag", class_name), **attributes(props, data_tone=tone))


def count(number: int | rx.Var, class_name: str = "", **props: Any) -> rx.Component:
    """A number in a red-brick pill."""
    return rx.el.span(number, class_name=classes("lj-count", class_name), **props)


def empty(
    motif_name: str,
    title: Text,
    hint: Text | None = None,
    action: rx.Component | None = None,
    *,
    heading: str = "h2",
) -> rx.Component:
    """Nothing here yet: a drawing, what it means, what to do next. ``heading="h1"`` where it is the whole screen."""
    return rx.el.div(
        motif(motif_name),
        (rx.el.h1 if heading == "h1" else rx.el.h2)(title),
        rx.el.p(hint, class_name="lj-muted max-w-[22em]") if hint is not None else rx.fragment(),
        action if action is not None else rx.fragment(),
        class_name="lj-empty",
    )


def hero(motif_name: str, title: Text, text: Text | None = None) -> rx.Component:
    """The head of a screen without a title in its bar (``screen(None, …)``): drawing, the page's <h1>, one line."""
    return rx.el.section(
        motif(motif_name, "lj-hero"),
        rx.el.h1(title, class_name="lj-title"),
        rx.el.p(text, class_name="text-lg lj-muted") if text is not None else rx.fragment(),
        class_name="flex flex-col items-center text-center gap-1 pt-2 pb-4",
    )


def paper(*children: Any, class_name: str = "", **props: Any) -> rx.Component:
    """A slip of paper: always ink on white, also at night, and the only thing that is printed (``tap="print"``)."""
    return rx.el.article(*children, class_name=classes("lj-paper", class_name), **attributes(props, data_theme="linju"))


def sheet(sheet_id: str, title: Text, *children: Any, foot: rx.Component | None = None, **props: Any) -> rx.Component:
    """A native <dialog> that rises from below on a phone and stands in the middle of a desk.

    Open it with ``**opens(sheet_id)``; it closes by its cross, the ground around it, Escape or ``**closes()``.
    """
    return rx.el.dialog(
        rx.el.div(
            rx.el.div(rx.el.h2(title), tool("close", t("关闭"), **closes()), class_name="lj-sheet-head"),
            *children,
            foot if foot is not None else rx.fragment(),
            class_name="modal-box",
        ),
        id=sheet_id,
        aria_label=title,
        class_name="modal modal-bottom sm:modal-middle lj-sheet",
        **props,
    )
