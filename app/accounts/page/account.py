"""`/account`: one's own devices and password."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.accounts.state.account import AccountState, DeviceRow
from app.shared import kit
from app.shared.desk import waiting
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen

STATE: Any = AccountState  # its class attributes are Vars and handlers, which its annotations do not say


def account_screen() -> rx.Component:
    """Who one is; signed-in devices; a new password; out everywhere."""
    return screen(
        t("我的账号"),
        rx.cond(
            STATE.ready,
            rx.el.div(_me(), _devices(), _password(), class_name="flex flex-col gap-4"),
            waiting(),
        ),
        dock="own",
        here="/account",
        back="/",
    )


def _me() -> rx.Component:
    return kit.card(kit.definitions([(t("称呼"), STATE.name), (t("账号"), STATE.login)]))


def _devices() -> rx.Component:
    out = kit.post_form(
        "/auth/logout-everywhere",
        kit.button(t("在所有设备上退出登录"), "plain", icon_name="sign-out", type="submit", big=True),
        class_name="p-4",
    )
    return kit.card(
        kit.rows(rx.foreach(STATE.devices, lambda row: rx.el.li(_device(row)))), out,
        title=t("登录着的设备"), flush=True,
    )  # fmt: skip


def _device(row: Any) -> rx.Component:
    known: DeviceRow = row
    end = kit.button(
        t("退出"), "plain", on_click=STATE.sign_out_device(known.id).temporal,
        aria_label=t("退出 {device}", device=known.device),
    )  # fmt: skip
    return kit.row(
        known.device,
        rx.fragment(t("最近使用："), known.seen, " · ", known.address),
        lead=icon("phone"),
        trail=rx.cond(known.here, kit.tag(t("这台"), "success"), end),
    )


def _password() -> rx.Component:
    old = kit.text_field(
        "current", t("现在的密码"), type="password", required=True, max_length=1000, auto_complete="current-password"
    )
    return kit.card(
        rx.el.form(
            rx.cond(STATE.has_password, old, rx.fragment()),
            kit.text_field(
                "password", t("新密码"), type="password", required=True, min_length=8, max_length=256,
                auto_complete="new-password", help=t("至少 8 个字，用一句只有自己记得的话最好。"),
            ),
            kit.button(t("改密码"), type="submit"),
            on_submit=STATE.new_password.temporal,
            class_name="flex flex-col gap-4",
        ),
        title=t("改密码"),
    )  # fmt: skip
