"""给我看的 `/health/shared`: who shares their readings with this clinician, or with somebody of the family."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.state.shared import SharedState
from app.shared import kit
from app.shared.both import told
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen

STATE: Any = SharedState  # its class attributes are Vars and handlers, which its annotations do not say


def shared_screen() -> rx.Component:
    """One line a person; theirs opens as a page that can be printed."""
    return screen(
        t("给我看的"),
        gate(STATE, rx.cond(STATE.rows.length() > 0, _list(), _none())),
        dock="own",
        here="/health",
        back=rx.cond(STATE.family, "/health", "/admin"),
    )


def _list() -> rx.Component:
    def one(row: Any) -> rx.Component:
        about = rx.fragment(
            rx.cond(row.born, rx.el.span(t("{year} 年生", year=row.born), class_name="block")),
            rx.el.span(told(row.what), class_name="block"),
            rx.el.span(t("看到 {when} 为止", when=row.until), class_name="block"),
        )
        return rx.el.li(
            kit.row(row.name, about, lead=icon("person"), href="/health/shared/" + row.id, reload_document=True),
            key=row.id,
        )

    return rx.fragment(
        kit.notice(t("每次打开，本人都看得到是谁、什么时候看的。这些是自测的数，不是诊断。")),
        kit.card(kit.rows(rx.foreach(STATE.rows, one)), flush=True),
    )


def _none() -> rx.Component:
    return kit.card(kit.empty("house", t("现在没有人给您看"), t("居民在“健康自检 · 给谁看”里选了您，就会出现在这里。")))
