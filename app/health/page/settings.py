"""健康自检的设定 `/admin/health/settings`: every limit with its value, where it is from, and who has set it when."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.rules.settings import LIMITS, source_of
from app.health.state.settings import HealthSettingsState
from app.shared import kit
from app.shared.choices import community_field
from app.shared.desk import gate
from app.shared.i18n import N_, t
from app.shared.layout import screen
from app.shared.sourced import sourced_field

STATE: Any = HealthSettingsState  # its class attributes are Vars and handlers, which its annotations do not say

RANGE = N_("{least} 到 {most}。")
HELP = {
    "third_over": N_("{least} 到 {most}。数越小，请人量第三次的时候越多。"),
    "urgent_systolic": N_("{least} 到 {most}。只能更严，不能更松。"),
    "urgent_diastolic": N_("{least} 到 {most}。只能更严，不能更松。"),
    "idle_seconds": N_("{least} 到 {most}。退出以后屏幕上什么也不留。"),
    "keep_years": N_("{least} 到 {most}。到期由服务器自动删掉。"),
    "link_hours": N_("{least} 到 {most}。过了就打不开，本人可以再给一个。"),
    "hide_below": N_("{least} 到 {most}。少于这个数的，谁也看不到是几。"),
}


def health_settings_screen() -> rx.Component:
    """Every value with its source."""
    none = kit.empty("house", t("还没有社区"), t("导入名册以后，就能在这里设定。"))
    return screen(
        t("健康自检的设定"),
        gate(STATE, rx.cond(STATE.one.community != "", _form(), none)),
        dock="own",
        here="/admin/health",
        back="/admin",
    )


def _form() -> rx.Component:
    urgent = [name for name in LIMITS if name.startswith("urgent_")]
    return rx.fragment(
        community_field(STATE),
        rx.el.form(
            rx.el.input(type="hidden", name="community", default_value=STATE.one.community),
            _group(t("怎么量血压"), "rest_seconds", "between_seconds", "third_over"),
            _group(t("多少算要马上处理"), *urgent),
            _group(t("客厅的平板"), "idle_seconds"),
            _group(t("留多久、给看多久"), "keep_years", "link_hours"),
            _group(t("统计"), "hide_below"),
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
    help = t(HELP.get(name, RANGE), least=limit.least, most=limit.most)
    return sourced_field(STATE, name, getattr(STATE.one, name), t(limit.title), help, t(source_of(name)))
