"""Pieces that the screens of volunteers share."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told_wrong
from app.shared.i18n import t

FORM = "flex flex-col gap-4"


def fact(term: Any, text: Any) -> rx.Component:
    """A term and its value inside a `dl`; nothing where there is none."""
    return rx.cond(text, rx.fragment(rx.el.dt(term), rx.el.dd(text, class_name="whitespace-pre-wrap")))


def way_in() -> rx.Component:
    """This phone is no volunteer's."""
    return kit.empty(
        "house", t("这部手机还不认识您"), t("先加入志愿者，或者打开您自己的链接。"),
        kit.button(t("加入志愿者"), href="/volunteer"),
    )  # fmt: skip


def community_choice(state: Any) -> rx.Component:
    """Which community a screen is about; nothing where there is but one. `state` has `community`, `communities` and
    `choose_community`."""
    choose = kit.select_field(
        "choose", t("社区"), rx.foreach(state.communities, lambda row: rx.el.option(row.name, value=row.value)),
        value=state.community, on_change=state.choose_community.temporal,
    )  # fmt: skip
    return rx.cond(state.communities.length() > 1, choose)


def place_fields(state: Any, row: Any) -> rx.Component:
    """Km east and north of the lounge. `row` has `east` and `north`, which may be empty."""

    def one(name: str, label: Any, value: Any) -> rx.Component:
        wrong = told_wrong(state, name)
        return kit.text_field(name, label, default_value=value, max_length=8, error=wrong, auto_complete="off")

    return rx.fragment(
        kit.pair(one("east", t("往东几公里"), row.east), one("north", t("往北几公里"), row.north)),
        rx.el.p(t("往西、往南的写负数，如 -0.3。"), class_name="lj-help"),
    )
