"""手机 `/admin/phones`: whose phone holds work that has not arrived, so that somebody helps; shutting a lost phone."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.layout import screen
from app.visits.page.desk import community_select
from app.visits.state.phones import PhonesState

STATE: Any = PhonesState  # its class attributes are Vars and handlers, which its annotations do not say


def phones_screen() -> rx.Component:
    """The phones of a community."""
    return screen(
        t("手机"),
        gate(
            STATE,
            community_select(STATE),
            rx.cond(STATE.phones.length() > 0, rx.fragment(_how_many(), _list()), _none()),
        ),
        dock="own",
        here="/admin/phones",
        back="/admin/coverage",
        wide=True,
    )


def _how_many() -> rx.Component:
    return rx.cond(
        STATE.waiting > 0,
        kit.notice(
            t("{n} 部手机里还有没送到的记录。请帮忙找个有信号的地方，打开邻聚等它送完。", n=STATE.waiting), "warning"
        ),
        kit.notice(t("所有手机里的记录都送到了。"), "success"),
    )


def _none() -> rx.Component:
    return kit.card(
        kit.empty("tea", t("还没有手机联系过"), t("同事在手机上登录一次，这里就会出现它：送完没有，上次什么时候联系。"))
    )


def _list() -> rx.Component:
    return rx.el.ul(rx.foreach(STATE.phones, _phone), class_name="grid gap-3 md:grid-cols-2 items-start")


def _phone(row: Any) -> rx.Component:
    state = rx.cond(
        row.waits,
        rx.cond(row.quarantined > 0, kit.mark("attention"), kit.mark("held", t("还没送完"))),
        kit.mark("sent", t("都送到了")),
    )
    return rx.el.li(
        rx.el.div(
            rx.el.h2(row.owner, class_name="font-semibold"),
            state,
            class_name="flex flex-wrap justify-between items-center gap-x-3 gap-y-1",
        ),
        rx.cond(row.waits, _waiting(row)),
        rx.el.p(
            t("上次联系 {when}", when=row.seen),
            rx.cond(row.kept == "no", rx.fragment(" · ", t("浏览器可能自己清掉资料"))),
            rx.cond((row.drift > 2) | (row.drift < -2), rx.fragment(" · ", t("时钟差 {n} 分钟", n=row.drift))),
            rx.cond(row.engine, rx.el.span(row.engine, class_name="block break-words")),
            class_name="lj-help",
        ),
        rx.cond(row.wipe == "asked", kit.notice(t("已要求清除，等它联系。"), "warning")),
        rx.cond(row.wipe == "done", kit.notice(t("已清除。"), "success")),
        rx.cond(STATE.may_wipe & (row.wipe == ""), _wiping(row)),
        key=row.id,
        class_name="lj-card",
    )


def _waiting(row: Any) -> rx.Component:
    return rx.el.p(
        t("未送 {n} 条", n=row.unsent),
        rx.cond(row.quarantined > 0, rx.fragment("，", t("要本人改好的 {n} 条", n=row.quarantined))),
        rx.cond(row.oldest, rx.fragment("，", t("最早的从 {when} 起", when=row.oldest))),
    )


def _wiping(row: Any) -> rx.Component:
    asked = kit.notice(
        t("手机丢了才这样做：这部手机会退出登录，下次联系时删掉存着的资料。没送出的记录留着，只有本人再登录才看得到。"),
        "warning",
        action=rx.el.div(
            kit.button(t("要求清除"), "danger", on_click=STATE.wipe(row.id).temporal),
            kit.button(t("不清除"), "plain", on_click=STATE.keep.temporal),
            class_name="flex flex-wrap gap-2",
        ),
    )
    ask = kit.button(
        t("手机丢了"), "plain", icon_name="lock", on_click=STATE.think_of_wiping(row.id).temporal,
        class_name="self-start -ml-3",
    )  # fmt: skip
    return rx.cond(STATE.asking == row.id, asked, ask)
