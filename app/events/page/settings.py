"""签到设定 `/admin/event-settings`: the hours of the door, what staff are shown, how long guests are kept."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.parts import FORM
from app.events.rules.settings import LIMITS, OUR_SOURCE
from app.events.state.settings import EventSettingsState
from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import N_, t
from app.shared.layout import screen
from app.shared.local import language

STATE: Any = EventSettingsState  # its class attributes are Vars and handlers, which its annotations do not say

HELP = {
    "opens_before": N_("活动自己写了时间的，按活动的。"),
    "closes_after": N_("来晚的人还能签上。"),
    "undo_minutes": N_("只能撤销自己点的那一次。"),
    "many_from_one": N_("到了这个数，这些签到会标上“看一下”，谁也不会被拦在门外。"),
    "late_phones": N_("墙上已经换了码，还有这么多部手机刚打开旧码，多半是有人拍照转发。只提醒，不拦人。"),
    "keep_guests": N_("到期由服务器自动删掉，人数不变；这台手机记住的也一起忘掉。名册里的居民不受影响。"),
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
    choose = kit.select_field(
        "choose", t("社区"), rx.foreach(STATE.communities, lambda row: rx.el.option(row.name, value=row.value)),
        value=STATE.one.community, on_change=STATE.choose_community.temporal,
    )  # fmt: skip
    return rx.fragment(
        rx.cond(STATE.communities.length() > 1, choose),
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
    return kit.card(*(_setting(name) for name in names), title=title, class_name="flex flex-col gap-6")


def _setting(name: str) -> rx.Component:
    row, limit = getattr(STATE.one, name), LIMITS[name]
    return rx.el.fieldset(
        rx.el.legend(t(limit.title), class_name="font-semibold pb-1"),
        kit.text_field(
            name, t("{least} 到 {most}", least=limit.least, most=limit.most), error=_said(name), help=t(HELP[name]),
            default_value=row.value, input_mode="numeric", max_length=6, required=True, auto_complete="off",
        ),
        kit.text_field(
            f"{name}_source", t("出处"), error=_said(f"{name}_source"), default_value=row.source, max_length=200,
            auto_complete="off",
        ),
        rx.el.p(
            rx.cond(
                row.at,
                rx.fragment(rx.cond(row.by, row.by, t("服务器的操作员")), " · ", t("{when} 定的", when=row.at)),
                t(OUR_SOURCE),
            ),
            class_name="lj-help",
        ),
        class_name=FORM,
        data_setting=name,
    )  # fmt: skip


def _said(name: str) -> Any:
    return rx.cond(language() == "en", STATE.wrong_en.get(name, ""), STATE.wrong_zh.get(name, ""))
