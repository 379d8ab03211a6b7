"""活动 `/events`: what is on, week by week. Anybody reads it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.parts import left_tag
from app.events.state.public import EventsState
from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.shared.layout import screen

STATE: Any = EventsState  # its class attributes are Vars and handlers, which its annotations do not say


def events_screen() -> rx.Component:
    """The weeks, what to do without a phone, and the calendar."""
    return screen(
        t("活动"),
        rx.cond(
            STATE.ready,
            rx.fragment(
                rx.cond(STATE.weeks.length() > 0, rx.foreach(STATE.weeks, _week), _nothing()),
                _without_a_phone(),  # below a list that has come: nothing jumps
            ),
            kit.coming(
                t("客厅近期的活动马上列出来。点开一场就能报名，一家人可以一起报；满了会排候补，有空位按顺序补上。"), 6
            ),
        ),
        back="/",
    )  # fmt: skip


def _without_a_phone() -> rx.Component:
    return kit.card(
        rx.el.p(t("不用手机也一样：到客厅前台说一声，工作人员当场替您报名、签到。")),
        kit.button(
            t("把活动放进手机日历"), "quiet", icon_name="calendar", href="/api/events/calendar.ics",
            custom_attrs={"download": "", "reloadDocument": True}, class_name="self-start mt-3",
        ),
        title=t("没有手机，或者记不住日子"),
    )  # fmt: skip


def _nothing() -> rx.Component:
    hint = t("新的活动定下来就会写在这里。平时也欢迎来坐坐。")
    return kit.card(kit.empty("tea", t("近期没有安排活动"), hint))


def _week(week: Any) -> rx.Component:
    return kit.card(kit.rows(rx.foreach(week.events, _row)), title=told(week.name), flush=True, key=week.name.zh)


def _row(row: Any) -> rx.Component:
    about = rx.fragment(
        rx.el.span(told(row.when), class_name="block"),
        rx.cond(row.place, rx.el.span(row.place, class_name="block")),
        rx.cond(STATE.several, rx.el.span(row.community, class_name="block")),
    )
    return rx.el.li(kit.row(row.title, about, trail=left_tag(row), href=f"/events/{row.id}"), key=row.id)
