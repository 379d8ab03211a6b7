"""签到设定 `/admin/event-settings`: the hours of the door, what staff are shown, how long guests are kept."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.rules.settings import LIMITS, OUR_SOURCE
from app.events.state.settings import EventSettingsState
from app.shared import kit
from app.shared.choices import community_field
from app.shared.desk import gate
from app.shared.i18n import N_, t
from app.shared.layout import screen
from app.shared.sourced import sourced_field

STATE: Any = EventSettingsState  # its class attributes are Vars and handlers, which its annotations do not say

HELP = {
    "opens_before": N_("{least} 到 {most}。活动自己写了时间的，按活动的。"),
    "closes_after": N_("{least} 到 {most}。来晚的人还能签上。"),
    "undo_minutes": N_("{least} 到 {most}。只能撤销自己点的那一次。"),
    "many_from_one": N_("{least} 到 {most}。到了这个数，这些签到会标上“看一下”，谁也不会被拦在门外。"),
    "late_phones": N_("{least} 到 {most}。墙上换了码好一会儿才打开的，多半是有人拍照转发。只提醒，不拦人。"),
    "keep_guests": N_("{least} 到 {most}。到期由服务器自动删掉，人数不变，他们的手机也不再被记得。名册里的居民不变。"),
}


def settings_screen() -> rx.Component:
    """Every value with its source."""
    return screen(
        t("签到设定"),
        gate(STATE, rx.cond(STATE.one.community != "", _form(), _none())),
        dock="own",
        here="/admin/events",
        back="/admin/events",
    )


def _none() -> rx.Component:
    return kit.empty("house", t("还没有社区"), t("导入名册以后，就能在这里设定签到。"))


def _form() -> rx.Component:
    return rx.fragment(
        community_field(STATE),
        rx.el.form(
            rx.el.input(type="hidden", name="community", default_value=STATE.one.community),
            _group(t("门口"), "opens_before", "closes_after", "undo_minutes"),
            _group(t("来客的资料留多久"), "keep_guests"),
            _group(t("什么情况提醒工作人员"), "many_from_one", "late_phones"),
            kit.button(t("保存"), type="submit", big=True),
            on_submit=STATE.change.temporal,
            key=STATE.one.community + "-" + STATE.saved.to_string(),
            class_name="flex flex-col gap-3",
        ),
    )


def _group(title: Any, *names: str) -> rx.Component:
    return kit.card(*(_setting(name) for name in names), title=title, class_name="flex flex-col gap-8")


def _setting(name: str) -> rx.Component:
    limit = LIMITS[name]
    help = t(HELP[name], least=limit.least, most=limit.most)
    return sourced_field(STATE, name, getattr(STATE.one, name), t(limit.title), help, t(OUR_SOURCE))
