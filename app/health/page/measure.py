"""`/health/measure`: the guided check on one's own phone, also without signal."""

from __future__ import annotations

import reflex as rx

from app.health.page.guide import guide
from app.offline.local import blocked, signed
from app.offline.phone import obstacle
from app.shared import kit
from app.shared.i18n import t
from app.shared.later import later
from app.shared.layout import screen
from app.shared.local import value


def measure_screen() -> rx.Component:
    """Nothing stands in the way of measuring; what is not kept is said before and after."""
    return screen(
        t("量一量"),
        rx.cond(
            blocked() != "",
            later(obstacle),
            guide("home", first=_kept(), last=kit.button(t("回到健康自检"), big=True, href="/health")),
        ),
        back="/health",
    )


def _kept() -> rx.Component:
    """Whether what is measured here is kept, and what to do where it is not."""
    keeping = value("health.keeping", str, "", module="health/guide_screen")
    out = kit.notice(
        t("还没有登录：只量不记，什么都不存。"), "info",
        action=kit.button(t("去登录"), "quiet", href="/health"),
    )  # fmt: skip
    again = kit.notice(
        t("登录过期了。可以接着量，都存在手机上；登录以后再送出。"), "warning",
        action=kit.button(t("去登录"), "quiet", href="/health"),
    )  # fmt: skip
    no = kit.notice(
        t("您还没有同意保存健康数据：只量不记。"), "info",
        action=kit.button(t("看看同意书"), "quiet", href="/health/consent"),
    )  # fmt: skip
    staff = kit.notice(t("这个账号不是居民的：只量不记，什么都不存。"), "info")
    stands = rx.match(keeping, ("no", no), ("none", staff), rx.fragment())
    return rx.match(signed(), ("out", out), ("expired", rx.fragment(again, stands)), stands)
