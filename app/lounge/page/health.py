"""健康自检 `/health`: at the lounge, with somebody there who knows how."""

from __future__ import annotations

import reflex as rx

from app.lounge.page.where import points, where
from app.shared import kit
from app.shared.i18n import t
from app.shared.layout import screen


def health_screen() -> rx.Component:
    """健康自检 `/health`: at the lounge, with somebody there who knows how."""
    return screen(
        t("健康自检"),
        kit.notice(
            t("胸口或后背疼、头痛得吐、说不出话、手脚突然没力、人昏过去：不要来量，马上打 120。"), "error",
            action=kit.button(t("打 120"), "danger", icon_name="phone-call", href="tel:120"),
        ),
        kit.card(
            points([
                ("door", t("到公共客厅找前台，问今天能量什么、谁在值班。")),
                ("clock", t("量血压前半小时不抽烟、不喝咖啡、不运动；坐着歇五分钟再量。")),
                ("note", t("量完把数记下来，带给您的签约医生看。")),
            ]),
            rx.el.p(t("自己量的数只作参考，不是诊断。"), class_name="lj-help"),
            title=t("在客厅量"),
        ),
        where(),
        back="/",
    )  # fmt: skip
