"""Putting Linju on the home screen: said once at the right moment (signed in, in a browser), never a nag."""

from __future__ import annotations

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act, value


def install_hint() -> rx.Component:
    """A card for the first screen of people who work offline; empty when installed, unsuitable or put off."""
    how = value("install", str, "", module="offline/install")
    return rx.match(
        how,
        (
            "prompt",
            _card(t("一点就开，没有信号也能用。"), _button()),
        ),
        ("ios", _card(t("点浏览器底部的“分享”，再选“添加到主屏幕”。请先放好再开始登记：两边的记录不相通。"))),
        ("menu", _card(t("打开浏览器菜单，选“添加到桌面”或“安装应用”。"))),
        rx.fragment(),
    )


def _button() -> rx.Component:
    return kit.button(t("放到桌面"), on_click=act("offline/install:install"))


def _card(text: rx.Var, button: rx.Component | None = None) -> rx.Component:
    return kit.card(
        rx.el.p(text),
        rx.el.div(
            button if button is not None else rx.fragment(),
            kit.button(t("以后再说"), "quiet", on_click=act("offline/install:later")),
            class_name="flex flex-wrap gap-2",
        ),
        title=t("把邻聚放到手机桌面"),
    )
