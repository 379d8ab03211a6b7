"""Where somebody could sit instead: one tap moves them."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.volunteers.page.parts import FORM


def move_card(state: Any) -> rx.Component:
    """The free seats of the days around; none: what else could be done."""

    def one(row: Any) -> rx.Component:
        about = rx.fragment(
            rx.el.span(told(row.when), class_name="block"),
            rx.cond(row.words.zh != "", kit.tag(told(row.words), "warning")),
        )
        return rx.el.li(kit.row(row.title, about, on_click=state.move_to(row.need).temporal), key=row.need)

    none = kit.notice(t("前后一周没有正好合适的空位。可以先加一个班，或者打电话问问。"), "warning")
    listed = rx.fragment(
        rx.el.p(t("点一下就移过去，原来的位子空出来。答应过的，要再答应一次。"), class_name="lj-help"),
        kit.rows(rx.foreach(state.places, one), class_name="-mx-4 max-h-[22rem] overflow-y-auto"),
    )
    return kit.card(
        rx.cond(state.places.length() > 0, listed, none),
        kit.button(t("不换了"), "quiet", on_click=state.stay.temporal, class_name="self-start"),
        title=t("把 {name} 换到", name=state.moving.name),
        class_name=FORM,
    )
