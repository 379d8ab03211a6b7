"""`/login`: a plain form. It works before, and without, any script."""

from __future__ import annotations

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.layout import screen
from app.shared.local import act, query, value


def login_screen() -> rx.Component:
    """Sign in with a password, or through the identity provider where there is one."""
    return screen(
        t("登录"),
        kit.hero("house", t("回到邻聚"), t("社区工作者、邻长和管理员从这里进。")),
        *_sentences(),
        kit.card(_form(), _provider()),
        rx.el.p(t("忘记密码？请社区管理员给您一个设新密码的链接。"), class_name="lj-muted text-center"),
        back="/",
    )


def _form() -> rx.Component:
    return kit.post_form(
        "/auth/login",
        kit.text_field(
            "login", t("账号"), required=True, max_length=200, auto_complete="username", auto_capitalize="none",
            spell_check=False, auto_focus=True,
        ),
        kit.text_field(
            "password", t("密码"), type="password", required=True, max_length=1000, auto_complete="current-password"
        ),
        rx.el.input(type="hidden", name="next", default_value=""),
        kit.button(t("登录"), big=True, type="submit"),
        id="login-form",
        on_mount=act("accounts/login:ready"),
        class_name="flex flex-col gap-4",
    )  # fmt: skip


def _provider() -> rx.Component:
    way = value("login.oidc", str, "")
    return rx.cond(way, kit.button(t("统一身份登录"), "plain", icon_name="shield", big=True, href=way))


def _sentences() -> list[rx.Component]:
    """What the server had to say: shown by the address's fragment (`:target`), so no script is needed."""
    seconds = query("seconds")
    wait = rx.cond(seconds, t("试得太多了，请 {seconds} 秒后再试。", seconds=seconds), t("试得太多了，请稍后再试。"))
    said = {
        "wrong": (t("账号或密码不对。请再看一眼大小写和数字。"), "error"),
        "wait": (wait, "warning"),
        "unlinked": (
            t("统一身份认得您，但邻聚里还没有您的账号。请社区管理员在「账号」里把您连到账号，再登录一次。"),
            "warning",
        ),
        "closed": (t("这个账号已经停用。有疑问请找社区管理员。"), "error"),
        "cancelled": (t("统一身份登录没有完成，请再试一次。"), "warning"),
        "provider": (t("统一身份登录现在连不上。请稍后再试，或用密码登录。"), "error"),
    }
    return [
        rx.el.div(kit.notice(text, tone), id=why, class_name="hidden target:block")
        for why, (text, tone) in said.items()
    ]
