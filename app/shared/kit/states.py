"""What state a thing is in: colour, sign and words together. Also the stack plan (楼栋图) and photos."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.kit.pieces import Text, attributes, classes

STATES = ("due", "overdue", "done", "not_met", "none", "saved", "sending", "sent", "held", "attention")
"""Five of a door, five of a record on its way. Colours and signs lie in assets/linju.css under [data-state]."""


def words() -> dict[str, rx.Var[str]]:
    """State → its words."""
    return {
        "due": t("该走访"),
        "overdue": t("已逾期"),
        "done": t("已访"),
        "not_met": t("未遇"),
        "none": t("未到期"),
        "saved": t("已存手机"),
        "sending": t("正在送"),
        "sent": t("已送达"),
        "held": t("等上一条"),
        "attention": t("要处理"),
    }


def mark(state: Text, text: Text | None = None, class_name: str = "", **props: Any) -> rx.Component:
    """The state as a pill: ``mark("overdue")``, ``mark(row.state)``, ``mark("due", t("今天到期"))``.

    ``state`` is one of STATES (a Var may hold any of them); ``text`` replaces the usual words."""
    return rx.el.span(
        words_of(state) if text is None else text,
        class_name=classes("lj-mark", class_name),
        **attributes(props, data_state=state),
    )


def words_of(state: Text) -> Any:
    """The words of a state that may be known only in the browser. Raises KeyError for an unknown plain state."""
    known = words()
    return rx.match(state, *known.items(), "") if isinstance(state, rx.Var) else known[state]


def legend(states: tuple[str, ...] = STATES[:5]) -> rx.Component:
    """The signs of a plan explained."""
    return rx.el.div(*(mark(state) for state in states), class_name="lj-legend")


def plan(*children: Any, doors: int | rx.Var, label: Text, class_name: str = "", **props: Any) -> rx.Component:
    """The stack plan of a building: units across, floors down. ``doors``: cells per floor; children in reading order,
    each floor ``plan_floor(text)`` followed by its ``plan_cell``s. Scrolls sideways, the floor numbers stay."""
    grid = rx.el.div(*children, class_name="lj-plan", style={"--doors": doors})
    return rx.el.div(
        grid, role="group", aria_label=label, tab_index=0, class_name=classes("lj-scroll", class_name), **props
    )


def plan_floor(text: Text) -> rx.Component:
    """The head of a floor's line."""
    return rx.el.span(text, class_name="lj-floor")


def plan_cell(label: Text, state: Text, class_name: str = "", **props: Any) -> rx.Component:
    """One door of the plan: number, colour, sign; a link with ``href``. Its words are read out."""
    name = classes("lj-cell", class_name)
    inner = [rx.el.span(label), rx.el.span(words_of(state), class_name="sr-only")]
    box = rx.el.a if "href" in props else rx.el.div
    return box(*inner, class_name=name, **attributes(props, data_state=state))


def photo(src: str | rx.Var, alt: Text, *, on_remove: Any = None, class_name: str = "") -> rx.Component:
    """A square photo; with ``on_remove`` a cross in the corner."""
    cross = (
        rx.el.button(rx.el.span(icon("close", "1rem")), type="button", aria_label=t("删掉这张照片"), on_click=on_remove)
        if on_remove is not None
        else rx.fragment()
    )
    return rx.el.div(rx.el.img(src=src, alt=alt), cross, class_name=classes("lj-photo", class_name))


def photo_add(label: Text, **props: Any) -> rx.Component:
    """The empty tile that opens the camera; ``props`` go to the file input (id, on_change …)."""
    return rx.el.label(
        icon("camera", "1.75em"),
        rx.el.span(label),
        rx.el.input(type="file", accept="image/*", class_name="sr-only", **{"capture": "environment", **props}),
        class_name="lj-photo lj-photo-add",
    )
