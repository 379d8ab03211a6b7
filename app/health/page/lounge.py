"""`/health/lounge`: the shared tablet of the lounge. Somebody sits down, measures, gets up; nothing of them stays."""

from __future__ import annotations

import reflex as rx

from app.health.page.guide import guide
from app.health.page.guide_shapes import seated
from app.health.page.lounge_consent import consent
from app.health.page.lounge_start import enter_pin, start
from app.shared import kit
from app.shared.i18n import t
from app.shared.later import later
from app.shared.layout import SETTINGS, settings_sheet
from app.shared.local import act, value

TAPS = "health/lounge_taps"


def lounge_screen() -> rx.Component:
    """No dock and no way into the rest. The button that ends it is always in sight."""
    seat = value("health.seat", str, "", module="health/guide_screen")
    shown = rx.match(
        seat,
        ("start", start()),
        ("pin", enter_pin()),
        ("consent", later(consent)),
        ("guide", guide("lounge", first=_who(), last=_end())),
        ("gone", _gone()),
        kit.coming(t("正在准备。"), 2),
    )
    sitting = (seat == "guide") | (seat == "pin") | (seat == "consent")
    return rx.el.div(
        rx.el.main(
            rx.el.header(
                rx.el.h1(
                    rx.el.span(t("健康自检"), class_name=rx.cond(sitting, "max-sm:sr-only", "")), class_name="min-w-0"
                ),
                rx.el.div(
                    kit.tool("globe", t("设置"), **kit.opens(SETTINGS)),
                    rx.cond(sitting, _stand_up()),
                    class_name="flex items-center gap-2 ms-auto",
                ),
                class_name="lj-tablet-head",
            ),
            _ending(),
            shown,
            id="main",
            tab_index=-1,
            class_name="lj-tablet",
            on_mount=act(f"{TAPS}:enter"),
            on_unmount=act(f"{TAPS}:exit"),
        ),
        settings_sheet(signed_in=False),
        rx.el.div(id="lj-toasts", role="status", class_name="lj-toasts", custom_attrs={"aria-live": "polite"}),
        class_name="lj-shell",
    )  # fmt: skip


def _stand_up() -> rx.Component:
    tap = act(f"{TAPS}:finish")
    return kit.button(t("结束"), "danger", icon_name="sign-out", on_click=tap, custom_attrs={"data-testid": "end"})


def _who() -> rx.Component:
    """Who sits here and whether it is kept."""
    sitter = seated()
    kept = t("{name}，您好。量的数存到您自己的健康记录。", name=sitter.name)
    not_kept = t("{name}，您好。您还没有同意保存健康数据，今天只量不记。", name=sitter.name)
    nobody = t("只量不记：不知道您是谁，什么都不存。")
    words = rx.cond(sitter.name != "", rx.cond(sitter.kept, kept, not_kept), nobody)
    return rx.el.p(words, class_name="text-lg", custom_attrs={"data-testid": "sitter"})


def _ending() -> rx.Component:
    """The last seconds before the tablet signs out by itself. A touch stops it."""
    left = value("health.ending", int, 0)
    words = t("没人动，{n} 秒后自动退出。碰一下屏幕就继续。", n=left)
    bar = rx.el.p(
        words,
        role="alert",
        class_name="lj-toast text-xl font-bold",
        custom_attrs={"data-tone": "error", "data-testid": "ending"},
    )
    return rx.cond(
        left > 0, rx.el.div(bar, class_name="fixed inset-x-0 top-0 flex justify-center p-2", style={"z_index": "60"})
    )


def _end() -> rx.Component:
    return kit.button(t("量完了，结束"), big=True, icon_name="sign-out", on_click=act(f"{TAPS}:finish"))


def _gone() -> rx.Component:
    return kit.empty(
        "stairwell", t("现在连不上"), t("平板没有网络。可以等一会儿再试，或者只量不记。"),
        rx.el.div(
            kit.button(t("再试一次"), icon_name="refresh", on_click=act(f"{TAPS}:enter")),
            kit.button(t("只量不记"), "quiet", on_click=act(f"{TAPS}:justMeasure")),
            class_name="flex flex-wrap justify-center gap-2",
        ),
    )  # fmt: skip
