"""户卡 at the desk, `/admin/households/<id>`: who lives behind a door. To read; visits are logged at the door."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.households.state.card import HomeState
from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.layout import screen
from app.shared.local import language

STATE: Any = HomeState  # its class attributes are Vars and handlers, which its annotations do not say


def home_screen() -> rx.Component:
    """The card, or that there is none."""
    return screen(
        rx.cond(STATE.home.door != "", STATE.home.door, t("住户")),
        gate(STATE, rx.cond(STATE.home.door != "", _card(), _none())),
        dock="own",
        here="/search",
        back="/search",
    )


def _none() -> rx.Component:
    return kit.empty(
        "stairwell",
        t("找不到这一户"),
        t("可能已经搬走，或者不在您负责的范围里。"),
        kit.button(t("再找找"), "quiet", icon_name="search", href="/search"),
    )


def _card() -> rx.Component:
    home = STATE.home
    return rx.fragment(
        rx.el.p(
            home.estate,
            rx.cond((home.estate != "") & (home.grid != ""), " · ", ""),
            home.grid,
            class_name="lj-muted px-1",
        ),
        rx.cond(
            home.people.length() > 0,
            rx.foreach(home.people, _person),
            kit.card(kit.empty("house", t("没有登记住户"), t("下次上门时问一问，或者等名册更新。"))),
        ),
        rx.cond(home.notes.length() > 0, kit.card(rx.foreach(home.notes, _note), title=t("上门留意"))),
        rx.cond(STATE.passes, kit.button(t("这一家的居民码"), "quiet", icon_name="qr", href=STATE.passes)),
    )


def _person(one: Any) -> rx.Component:
    facts = [(t("性别"), one.sex), (t("出生"), one.born), (t("居住"), one.residency), (t("电话"), one.phone)]
    lines = [rx.cond(value, rx.fragment(rx.el.dt(term), rx.el.dd(value))) for term, value in facts]
    return kit.card(
        rx.cond(
            one.tags.length() > 0,
            rx.el.div(rx.foreach(one.tags, _tag), class_name="flex flex-wrap gap-1"),
        ),
        rx.cond(one.sex | one.born | one.residency | one.phone, rx.el.dl(*lines, class_name="lj-defs")),
        rx.cond(one.verified, rx.el.p(t("{day} 核实过", day=one.verified), class_name="lj-help")),
        title=rx.fragment(one.name, rx.el.span(" ", one.relation, class_name="lj-muted font-normal")),
        key=one.id,
    )


def _tag(tag: Any) -> rx.Component:
    return kit.tag(rx.cond(language() == "en", tag.en, tag.zh))


def _note(note: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(note.text, class_name="whitespace-pre-wrap"),
        rx.el.p(note.by, " · ", note.on, class_name="lj-help"),
        key=note.id,
    )
