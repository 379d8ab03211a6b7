"""The lounge's front door, `/`: for whoever comes in, signed in or not. It needs neither a State nor the network."""

from __future__ import annotations

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen


def lounge() -> rx.Component:
    """Where one is, what Linju is, and the doors that are open today."""
    return screen(
        None,
        kit.hero("house", t("邻聚公共客厅"), t("门开着，进来坐。")),
        kit.card(
            kit.rows(
                kit.row(t("社区工作者进门"), t("走访、名册、同步"), lead=icon("door"), href="/login"),
                kit.row(t("投诉建议"), t("不用登录，随时可以说"), lead=icon("message"), href="/feedback"),
            ),
            flush=True,
        ),
        _what_it_is(),
    )


def _what_it_is() -> rx.Component:
    points = [
        ("walk", t("上门走访，没有信号也能记；下了楼自己送出去。")),
        ("shield", t("不打卡、不定位、不排名，也不强制拍照。")),
        ("lock", t("住户的资料加密存放，谁看过都有记录。")),
    ]
    lines = [rx.el.li(icon(name), rx.el.span(text), class_name="flex gap-3 items-start") for name, text in points]
    return kit.card(
        rx.el.p(t("邻聚是社区居委会的上门帮手：少填表，多见人。")),
        rx.el.ul(*lines, class_name="flex flex-col gap-3 lj-points"),
        title=t("邻聚是什么"),
    )
