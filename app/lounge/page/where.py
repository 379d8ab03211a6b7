"""One lounge: its hours, its address, whom to ask first, its telephone. For `/` and `/health`."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.lounge.state.home import LoungeState
from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.shared.icons import icon

STATE: Any = LoungeState  # its class attributes are Vars and handlers, which its annotations do not say


def points(lines: list[tuple[str, Any]]) -> rx.Component:
    """Sentences, each with its sign."""
    made = [rx.el.li(icon(name), rx.el.span(text), class_name="flex gap-3 items-start") for name, text in lines]
    return rx.el.ul(*made, class_name="flex flex-col gap-3 lj-points")


def where() -> rx.Component:
    """Address, hours and telephone as the committee wrote them."""
    return rx.cond(
        STATE.lounges.length() > 0,
        rx.foreach(STATE.lounges, lounge_card),
        kit.card(rx.el.p(t("开放时间写在客厅门上，也可以问您的网格员。")), title=t("什么时候开门")),
    )


def lounge_card(row: Any) -> rx.Component:
    """What one lounge says of itself; what it does not say is not there."""
    return kit.card(
        rx.cond(row.off.zh, kit.notice(t("{days} 休息", days=told(row.off)), "warning")),
        rx.cond(row.week.length() > 0, _week(row)),
        _facts(row),
        rx.cond(row.can_do.length() > 0, _can_do(row)),
        rx.cond(
            row.phone,
            kit.button(row.phone, "quiet", icon_name="phone-call", big=True, href="tel:" + row.phone.replace(" ", ""),
                       class_name="whitespace-nowrap"),
        ),
        title=row.name,
        class_name="flex flex-col gap-3",
        key=row.name,
    )  # fmt: skip


def _week(row: Any) -> rx.Component:
    def line(one: Any) -> rx.Component:
        hours = rx.foreach(one.hours, lambda span: rx.el.span(span, class_name="inline-block me-4"))
        dd = rx.el.dd(rx.cond(one.hours.length() > 0, hours, t("休息")))
        return rx.fragment(rx.el.dt(told(one.day)), dd, key=one.day.zh)

    return rx.el.dl(rx.foreach(row.week, line), class_name="lj-defs")


def _facts(row: Any) -> rx.Component:
    hours = (t("开放时间"), rx.cond(row.week.length() > 0, "", row.hours))
    facts = [hours, (t("地址"), row.address), (t("来了先问"), row.on_duty)]
    lines = [rx.cond(text, rx.fragment(rx.el.dt(term), rx.el.dd(text))) for term, text in facts]
    return rx.cond(row.hours | row.address | row.on_duty, rx.el.dl(*lines, class_name="lj-defs empty:hidden"))


def _can_do(row: Any) -> rx.Component:
    lines = rx.foreach(row.can_do, lambda line: rx.el.li(line, key=line))
    return rx.el.ul(lines, aria_label=t("能做什么"), class_name="list-disc pl-6")
