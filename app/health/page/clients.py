"""卫生中心的系统 `/admin/health/clients`: added with a secret that is shown once, switched off with one tap."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.state.clients import HealthClientsState
from app.shared import kit
from app.shared.choices import community_field
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.layout import screen

STATE: Any = HealthClientsState  # its class attributes are Vars and handlers, which its annotations do not say


def health_clients_screen() -> rx.Component:
    """The secret that was just made, else the list and the form."""
    none = kit.empty("house", t("还没有社区"), t("导入名册以后，就能在这里设定。"))
    lists = rx.fragment(community_field(STATE), _list(), _add())
    shown = rx.cond(STATE.fresh.secret != "", _fresh(), lists)
    return screen(
        t("卫生中心的系统"),
        gate(STATE, rx.cond(STATE.one.community != "", shown, none)),
        dock="own",
        here="/admin/health",
        back="/admin",
    )


def _list() -> rx.Component:
    def one(row: Any) -> rx.Component:
        off = kit.button(t("停用"), "secondary", on_click=STATE.switch_off(row.id).temporal, class_name="self-start")
        return rx.el.li(
            rx.el.strong(row.name),
            rx.el.p(row.client_id, class_name="lj-muted break-all"),
            rx.cond(row.off, rx.el.p(t("{when} 停用了", when=row.off)), rx.fragment(
                rx.el.p(t("{when} 加的", when=row.made), class_name="lj-muted"), off,
            )),
            class_name="flex flex-col gap-2 py-3",
            key=row.id,
        )  # fmt: skip

    about = rx.el.p(t("它们只取得到居民自己同意给看的，居民随时能收回；每次来取，居民都看得到。"), class_name="lj-help")
    listed = rx.el.ul(rx.foreach(STATE.rows, one), class_name="flex flex-col divide-y divide-base-300")
    none = rx.el.p(t("还没有。"), class_name="lj-muted")
    return kit.card(about, rx.cond(STATE.rows.length() > 0, listed, none), title=t("接进来的系统"))


def _add() -> rx.Component:
    return kit.card(
        rx.el.form(
            kit.text_field("name", t("哪家卫生中心"), max_length=64, required=True, auto_complete="off"),
            kit.button(t("加一个，给它钥匙"), type="submit", big=True),
            on_submit=STATE.add.temporal,
            class_name="flex flex-col gap-4",
        ),
        title=t("再接一个"),
    )


def _fresh() -> rx.Component:
    one = STATE.fresh
    return kit.card(
        rx.el.p(t("请现在抄给对方的信息科。钥匙只显示这一次，我们自己也不留。")),
        kit.definitions([
            (t("名字"), one.name),
            (t("编号（client_id）"), rx.el.span(one.client_id, class_name="select-all break-all")),
            (t("钥匙（client_secret）"), rx.el.span(one.secret, class_name="select-all break-all")),
        ]),
        kit.button(t("抄好了"), big=True, on_click=STATE.load.temporal),
        title=t("给卫生中心的钥匙"),
        class_name="flex flex-col gap-4",
    )  # fmt: skip
