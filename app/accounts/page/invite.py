"""`/invite#…`: where an invitation's link leads. One makes an account, or chooses a new password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from app.accounts.words import role_word
from app.shared import kit
from app.shared.i18n import t
from app.shared.layout import screen
from app.shared.local import act, value


@dataclass
class Invite:
    """What js/invite.js found out about the link."""

    state: str = "loading"  # ready, sending, gone, offline, failed
    name: str = ""
    role: str = ""
    login: str = ""
    problem: str = ""
    login_problem: str = ""
    password_problem: str = ""


def invite_screen() -> rx.Component:
    """Use an invitation."""
    found = value("invite", Invite, Invite())
    return screen(
        t("加入邻聚"),
        rx.el.div(
            rx.match(
                found.state,
                ("loading", kit.coming(t("正在打开邀请。打开以后给自己起一个账号名，设一个密码。"), 3)),
                ("gone", _gone()),
                ("offline", kit.notice(t("没有网络，打不开邀请。有信号时请刷新这一页。"), "warning")),
                ("failed", kit.notice(t("现在打不开邀请，请稍后刷新这一页。"), "error")),
                _offer(found),
            ),
            on_mount=act("accounts/invite:ready"),
        ),
        back="/",
    )


def _gone() -> rx.Component:
    return kit.empty(
        "stairwell",
        t("这个邀请不能用了"),
        t("它已经用过、过期或被收回。请让管理员再发一个。"),
        kit.button(t("去登录"), "plain", href="/login"),
    )


def _offer(found: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(
            found.login,
            kit.notice(t("为账号 {login} 设一个新密码。别的设备会退出登录。", login=found.login)),
            kit.notice(rx.fragment(t("邀请您加入，角色："), role_word(found.role))),
        ),
        rx.cond(found.problem, kit.notice(found.problem, "error")),
        kit.card(_form(found)),
        class_name="flex flex-col gap-4",
    )


def _form(found: Any) -> rx.Component:
    sending = found.state == "sending"
    return rx.el.form(
        rx.cond(found.login, rx.fragment(), _new_names(found)),
        kit.text_field(
            "password", t("密码"), type="password", required=True, min_length=8, max_length=256,
            auto_complete="new-password", help=t("至少 8 个字，用一句只有自己记得的话最好。"),
            error=found.password_problem,
        ),
        kit.button(rx.cond(sending, t("正在保存…"), t("保存并进入")), big=True, type="submit", disabled=sending),
        on_submit=act("accounts/invite:accept"),
        class_name="flex flex-col gap-4",
    )  # fmt: skip


def _new_names(found: Any) -> rx.Component:
    return rx.fragment(
        kit.text_field(
            "login", t("账号"), required=True, min_length=2, max_length=64, auto_complete="username",
            auto_capitalize="none", help=t("以后登录用，例如名字拼音或手机号。"), error=found.login_problem,
        ),
        kit.text_field("name", t("称呼"), max_length=64, auto_complete="name", default_value=found.name),
    )  # fmt: skip
