"""客厅开放时间 `/admin/lounge`: where staff say when the lounge is open, and who is there to be asked."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.lounge.state.hours import HoursState
from app.shared import kit
from app.shared.choices import community_field
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.layout import screen

HOURS: Any = HoursState  # its class attributes are Vars and handlers, which its annotations do not say
CARD = "flex flex-col gap-3"


def hours_screen() -> rx.Component:
    """客厅开放时间 `/admin/lounge`."""
    form = rx.fragment(community_field(HOURS), _form())
    return screen(
        t("客厅开放时间"),
        gate(HOURS, rx.cond(HOURS.one.community != "", form, _no_community())),
        dock="own",
        here="/admin/events",
        back="/admin/events",
    )


def _no_community() -> rx.Component:
    return kit.empty("house", t("还没有社区"), t("导入名册以后，就能写客厅的开放时间。"))


def _form() -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="community", default_value=HOURS.one.community),
        _week(),
        _days_off(),
        _who_and_what(),
        kit.button(t("保存"), type="submit", big=True),
        on_submit=HOURS.change.temporal,
        key=HOURS.one.community,
        class_name=CARD,
    )


def _week() -> rx.Component:
    names = [t("周一"), t("周二"), t("周三"), t("周四"), t("周五"), t("周六"), t("周日")]
    days = [
        kit.text_area(
            f"day_{at}", name, default_value=HOURS.one.days[at], max_length=100, auto_complete="off", rows=1,
            placeholder=t("休息"),
        )
        for at, name in enumerate(names)
    ]  # fmt: skip
    return kit.card(
        rx.el.p(t("写成 8:30-12:00 14:00-18:00 这样；休息就空着。"), class_name="lj-help"),
        rx.el.div(*days, class_name="lj-grow grid gap-3 sm:grid-cols-2"),
        title=t("每周"),
        class_name=CARD,
    )


def _days_off() -> rx.Component:
    one = HOURS.one
    return kit.card(
        kit.text_field("closed_from", t("从哪天起休息"), type="date", default_value=one.closed_from),
        kit.text_field("closed_until", t("休息到哪天"), type="date", default_value=one.closed_until),
        kit.text_field(
            "closed_why", t("为什么休息"), max_length=80, default_value=one.closed_why, placeholder=t("如：春节")
        ),
        title=t("放假、临时关门"),
        class_name=CARD,
    )


def _who_and_what() -> rx.Component:
    one = HOURS.one
    return kit.card(
        kit.text_field(
            "on_duty", t("首问：来了先找谁"), max_length=80, default_value=one.on_duty, placeholder=t("如：前台张姐")
        ),
        kit.text_area(
            "can_do",
            t("来了能做什么，一行一件"),
            rows=4,
            max_length=500,
            default_value=one.can_do,
            class_name="lj-grow",
        ),
        class_name=CARD,
    )
