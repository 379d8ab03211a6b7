"""访问记录 `/admin/access`: who read, exported or changed what, and when. To read, never to change."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.accounts.state.access import ALL, AccessState
from app.accounts.words import action_word, thing_word
from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.layout import screen

STATE: Any = AccessState  # its class attributes are Vars and handlers, which its annotations do not say


def access_screen() -> rx.Component:
    """The records of the chosen days."""
    return screen(
        t("访问记录"),
        gate(STATE, _choices(), rx.cond(STATE.rows.length() > 0, _list(), _none())),
        dock="own",
        here="/admin/access",
        back="/admin",
        wide=True,
    )


def _choices() -> rx.Component:
    kinds = rx.el.select(
        rx.el.option(t("全部"), value=ALL),
        rx.foreach(STATE.kinds, lambda kind: rx.el.option(thing_word(kind), value=kind)),
        id="kind", name="kind", value=STATE.kind, on_change=STATE.choose_kind.temporal, class_name="select",
    )  # fmt: skip
    return kit.card(
        rx.el.p(
            t("谁看过、导出过、改过什么，系统自动记下，谁也改不了。这里没有考勤。"),
            class_name="lj-help",
        ),
        rx.el.div(
            kit.segmented(
                "days", [("7", t("7 天")), ("30", t("30 天")), ("180", t("半年"))], label=t("时间"), value="30",
                on_change=STATE.choose_days.temporal,
            ),
            kit.field(t("看什么"), kinds, name="kind"),
            class_name="grid gap-3 sm:grid-cols-2",
        ),
    )  # fmt: skip


def _list() -> rx.Component:
    return rx.fragment(
        kit.card(kit.rows(rx.foreach(STATE.rows, lambda row: rx.el.li(_row(row), key=row.id))), flush=True),
        rx.cond(STATE.more, kit.button(t("再看更早的"), "quiet", big=True, on_click=STATE.further.temporal)),
    )


def _row(row: Any) -> rx.Component:
    about = rx.fragment(
        rx.el.span(rx.cond(row.by, row.by, t("服务器的操作员")), " · ", row.at, class_name="block"),
        rx.cond(row.subject, rx.el.span(row.subject, class_name="block")),
        rx.cond(row.reason, rx.el.span(t("原因：{reason}", reason=row.reason), class_name="block")),
    )
    return kit.row(action_word(row.action), about)


def _none() -> rx.Component:
    return kit.card(
        kit.empty(
            "tea", t("这段时间没有记录"), t("有人导出名册、改账号或改规则，就会出现在这里。可以把时间放长一些再看。")
        )
    )
