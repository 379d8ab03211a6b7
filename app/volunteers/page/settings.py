"""志愿者设定 `/admin/volunteers/settings`: every limit with its value, where it is from, and who has set it when."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.choices import community_field
from app.shared.desk import gate
from app.shared.i18n import N_, t
from app.shared.layout import screen
from app.shared.sourced import sourced_field
from app.volunteers.rules.settings import LIMITS, source_of
from app.volunteers.state.settings import VolunteerSettingsState

STATE: Any = VolunteerSettingsState  # its class attributes are Vars and handlers, which its annotations do not say

HELP = {
    "cancel_hours": N_("{least} 到 {most}。离开始更近了，要打电话给工作人员。"),
    "confirm_hours": N_("{least} 到 {most}。到那时还没答复的位子，会排在“可能缺人”里。"),
    "travel_minutes": N_("{least} 到 {most}。两个班隔得比这还近，就不会排给同一个人。"),
    "cap_hours": N_("{least} 到 {most}。自己说得更少的，按自己说的。"),
    "swap_hours": N_("{least} 到 {most}。"),
    "veto_hours": N_("{least} 到 {most}。"),
    "fair_hours": N_("{least} 到 {most}。填 0 就是谁先报谁得。"),
    "fair_most": N_("{least} 到 {most}。轮到过这么多次的人，等上面的时间过了再报。"),
    "fair_days": N_("{least} 到 {most}。更早的不算。"),
    "novice_shifts": N_("{least} 到 {most}。新人要和熟手排在一起，也不带班。"),
    "expiry_days": N_("{least} 到 {most}。过期那天以后的班，不会排给他。"),
    "notice_days": N_("{least} 到 {most}。周末和放假不算在内。"),
    "pairs_most": N_("{least} 到 {most}。多出来的不计时长。"),
    "round_minutes": N_("{least} 到 {most}。"),
    "keep_left": N_("{least} 到 {most}。到期由服务器自动删掉；已入账的时长留着，不带名字。"),
}


def volunteer_settings_screen() -> rx.Component:
    """Every value with its source."""
    none = kit.empty("house", t("还没有社区"), t("导入名册以后，就能在这里设定。"))
    return screen(
        t("志愿者设定"),
        gate(STATE, rx.cond(STATE.one.community != "", _form(), none)),
        dock="own",
        here="/admin/volunteers",
        back="/admin/volunteers",
    )


def _form() -> rx.Component:
    return rx.fragment(
        community_field(STATE),
        rx.el.form(
            rx.el.input(type="hidden", name="community", default_value=STATE.one.community),
            _group(t("报班和答复"), "cancel_hours", "confirm_hours", "travel_minutes", "cap_hours"),
            _group(t("换班、转班"), "swap_hours", "veto_hours"),
            _group(t("抢手的班"), "fair_hours", "fair_most", "fair_days"),
            _group(t("新人和证件"), "novice_shifts", "expiry_days"),
            _group(t("志愿时长"), "notice_days", "pairs_most", "round_minutes"),
            _group(t("退出的人"), "keep_left"),
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
    return sourced_field(STATE, name, getattr(STATE.one, name), t(limit.title), help, t(source_of(name)))
