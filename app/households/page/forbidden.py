"""What somebody sees who came to a desk screen that is not theirs."""

from __future__ import annotations

import reflex as rx

from app.shared import kit
from app.shared.i18n import t


def not_for_you() -> rx.Component:
    """Plain words and a way out."""
    return kit.empty(
        "stairwell", t("这里由管理员使用"), t("您的角色不能改名册。"), kit.button(t("回首页"), "quiet", href="/")
    )
