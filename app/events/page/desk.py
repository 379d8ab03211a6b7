"""活动 `/admin/events`: what is coming, what is still a draft, what is over; a new one is two taps away."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.form import event_form
from app.events.page.parts import places_words, standing_mark, tabs
from app.events.state.desk import EventsDeskState
from app.shared import kit
from app.shared.both import told
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen

STATE: Any = EventsDeskState  # its class attributes are Vars and handlers, which its annotations do not say


def events_desk_screen() -> rx.Component:
    """The list, or the form for a new event."""
    return screen(
        t("活动"),
        gate(STATE, rx.cond(STATE.adding, _new(), rx.fragment(_calls(), _tabs(), _list(), _beside()))),
        dock="own",
        here="/admin/events",
        back="/admin",
    )


def _new() -> rx.Component:
    form = event_form(STATE, STATE.add, t("存成草稿"), new=True)
    return kit.card(form, title=t("新活动"))


def _calls() -> rx.Component:
    """First of all: people who do not know yet that they have a place, or that it is off."""

    def one(row: Any) -> rx.Component:
        families = kit.mark("due", t("{n} 家", n=row.families))
        return rx.el.li(
            kit.row(row.title, lead=icon("phone-call"), trail=families, href=f"/admin/events/{row.id}?tab=tell"),
            key=row.id,
        )

    listed = kit.card(kit.rows(rx.foreach(STATE.calls, one)), title=t("要通知的人"), flush=True)
    return rx.cond(STATE.calls.length() > 0, listed)


def _tabs() -> rx.Component:
    counts = STATE.counts
    entries = [("coming", counts.coming, t("要来的")), ("draft", counts.draft, t("草稿")),
               ("over", counts.over, t("办过的"))]  # fmt: skip
    return rx.fragment(
        rx.cond(
            STATE.may_edit,
            kit.button(t("新活动"), icon_name="plus", big=True, on_click=STATE.open_new.temporal),
        ),
        tabs(STATE.wanted, entries, t("看哪些活动"), STATE.choose),
    )


def _list() -> rx.Component:
    nothing = rx.match(
        STATE.wanted,
        ("coming", kit.empty("tea", t("还没有要来的活动"), t("建一个活动，发布以后大家在“活动”里看得到、报得上名。"))),
        ("draft", kit.empty("tea", t("没有草稿"), t("没发布的活动先放在这里，居民看不到。"))),
        kit.empty("tea", t("还没有办过的活动"), t("结束和取消的活动会在这里留六十天。")),
    )
    return rx.cond(
        STATE.rows.length() > 0,
        kit.card(kit.rows(rx.foreach(STATE.rows, _row)), flush=True),
        kit.card(nothing),
    )


def _row(row: Any) -> rx.Component:
    about = rx.fragment(
        rx.el.span(told(row.when), rx.cond(row.place, rx.fragment(" · ", row.place)), class_name="block"),
        rx.el.span(places_words(row), class_name="block"),
        rx.cond(STATE.communities.length() > 1, rx.el.span(row.community, class_name="block")),
    )
    mark = rx.cond(STATE.wanted == "draft", rx.fragment(), standing_mark(row.standing))
    return rx.el.li(kit.row(row.title, about, trail=mark, href=f"/admin/events/{row.id}"), key=row.id)


def _beside() -> rx.Component:
    return kit.card(
        kit.rows(
            kit.row(t("居民码"), t("发卡、换卡、停用，打印一页卡片"), lead=icon("qr"), href="/admin/passes"),
            kit.row(t("居民看到的活动页"), t("报名和候补都从那里来"), lead=icon("calendar"), href="/events"),
            kit.row(t("客厅的开放时间"), t("大厅页上写的“现在开着吗”"), lead=icon("clock"), href="/admin/lounge"),
            rx.cond(
                STATE.may_set,
                kit.row(
                    t("签到设定"), t("开门时间，来客的资料留几天"), lead=icon("gear"), href="/admin/event-settings"
                ),
            ),
        ),
        flush=True,
    )
