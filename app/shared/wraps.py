"""What Reflex puts around every screen, in our words: no English toast, and an error page that says what is safe."""

from __future__ import annotations

from collections.abc import Callable

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary  # type: ignore[import-untyped]

from app.shared import kit
from app.shared.i18n import t
from app.shared.kit import Text
from app.shared.layout import screen


def app_wraps() -> dict[tuple[int, str], Callable[[bool], rx.Component | None]]:
    """For ``rx.App(app_wraps=app_wraps(), toaster=None)``.

    The connection overlay is left out: ``layout.connection_line`` says it quietly. An error while drawing stays in the
    browser: reported to the server it would queue an event, and a queued event blocks all others while offline.
    """
    return {
        (55, "ErrorBoundary"): lambda _stateful: ErrorBoundary.create(on_error=rx.noop(), fallback_render=_broken())
    }


def opening() -> rx.Component:
    """For ``rx.App(hydrate_fallback=opening())``: what a page with an id in its address shows before scripts run."""
    return rx.el.div(
        rx.el.header(rx.el.p(t("正在打开…"), class_name="lj-opening"), class_name="lj-bar"),
        rx.el.main(kit.coming(_words(), 5), class_name="lj-main"),
        class_name="lj-shell",
    )


def _words() -> Text:
    return t("马上就好，正在打开这一页。打开过的户卡、记下的走访都存在手机里，没有信号也看得到，不用等网络。")


def lost() -> rx.Component:
    """The screen for an address that leads nowhere."""
    return screen(
        None,
        kit.empty(
            "banyan",
            t("这里没有这一页"),
            t("地址可能抄错了，或者这一页已经搬走。"),
            kit.button(t("回到大厅"), href="/"),
            heading="h1",
        ),
    )


def _broken() -> rx.Component:
    return rx.el.main(
        rx.el.title("邻聚"),
        kit.empty(
            "stairwell",
            t("这一页出了点问题"),
            t("已经保存在手机上的记录都还在。请重新打开；还是这样，就告诉社区管理员。"),
            kit.button(t("重新打开"), tap="reload"),
            heading="h1",
        ),
        rx.el.details(
            rx.el.summary(t("技术细节"), class_name="lj-help py-3 min-h-(--tap) cursor-pointer"),
            rx.el.pre(
                rx.Var("String(event_args.error?.stack ?? event_args.error)"),
                class_name="text-sm lj-scroll",
                tab_index=0,
            ),
        ),
        class_name="lj-main justify-center",
    )
