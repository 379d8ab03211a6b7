"""What every screen that needs the server says before it has its data, and to whom it does not belong."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.local import value


def gate(state: Any, *children: Any) -> rx.Component:
    """The screen once it is loaded, for who may see it. ``state`` has ``ready`` and ``allowed``."""
    return rx.cond(state.ready, rx.cond(state.allowed, rx.fragment(*children), not_yours()), waiting())


def waiting() -> rx.Component:
    """On its way, or plainly out of reach: nobody stares at grey lines in the stairwell."""
    return rx.cond(
        value("online", bool, True),
        kit.coming(
            t("正在取这一页的内容，请稍等。它要连上服务器才打得开；走访、查找和户卡都存在手机里，没有网络也能用。"), 5
        ),
        kit.empty(
            "stairwell",
            t("没有网络，这一页打不开"),
            t("它要连上服务器才有内容。走访、查找和户卡没有网络也能用。"),
            kit.button(t("再试一次"), "quiet", icon_name="refresh", tap="reload"),
        ),
    )


def not_yours() -> rx.Component:
    """Somebody came to a screen of another role: plain words and the way to their own."""
    return kit.empty(
        "stairwell",
        t("这一页不归您的角色用"),
        t("您能用的都在工作台上。觉得应该能用，请找社区管理员。"),
        kit.button(t("去工作台"), "quiet", href="/admin"),
    )
