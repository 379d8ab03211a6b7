"""The start of the lounge's tablet: scan a pass, type its six letters, or measure without a name; then the PIN."""

from __future__ import annotations

import reflex as rx

from app.health.page.guide_steps import head
from app.health.page.keypad import pad
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.local import act, query, value

TAPS = "health/lounge_taps"


def start() -> rx.Component:
    """Three ways in, the anonymous one as large as the others."""
    return rx.el.div(
        head(t("在这里量血压、血糖")),
        _why(),
        rx.el.div(
            rx.el.div(_camera(), _letters(), class_name="flex flex-col gap-3 min-w-0"),
            kit.card(
                rx.el.p(t("不用登录，不记名字，不存数。"), class_name="text-lg"),
                kit.button(t("只量不记"), big=True, icon_name="heart", on_click=act(f"{TAPS}:justMeasure"),
                           custom_attrs={"data-testid": "just-measure"}),
            ),
            class_name="grid gap-4 md:grid-cols-2 items-start",
        ),
        rx.el.p(
            t("胸口或后背疼、头痛得吐、说不出话、手脚突然没力、人昏过去：不要来量，马上打 120。"),
            class_name="font-semibold",
        ),
        on_mount=act(f"{TAPS}:listen"),
        class_name="lj-tablet-step",
    )  # fmt: skip


def _why() -> rx.Component:
    """What went wrong with the last try."""
    wrong = t("居民码或密码不对，请再试一次。还没有密码的，请用手机扫居民码，先设一个。")
    return rx.fragment(
        rx.match(
            query("why"),
            ("wrong", kit.notice(wrong, "error")),
            ("wait", kit.notice(t("试得太多了，请过几分钟再试，或者只量不记。"), "error")),
            ("", rx.fragment()),
            kit.notice(t("没有登录上，请再试一次，或者只量不记。"), "error"),
        ),
        rx.cond(
            value("health.wrong", str, "") == "pass",
            kit.notice(t("这不是居民码。请扫居民卡上的码，或者输入卡上的六位码。"), "error"),
        ),
    )  # fmt: skip


def _camera() -> rx.Component:
    state = value("health.camera", str, "off")
    on = (state == "on") | (state == "asking")
    return rx.fragment(
        rx.el.video(
            id="lounge-camera", plays_inline=True, muted=True, aria_label=t("摄像头画面"),
            class_name=rx.cond(on, "w-full rounded-box bg-neutral object-cover h-[min(30svh,22rem)]", "hidden"),
        ),
        rx.cond(
            on,
            kit.button(t("关掉摄像头"), "plain", on_click=act(f"{TAPS}:rest")),
            kit.button(t("扫居民码"), big=True, icon_name="qr", on_click=act(f"{TAPS}:look")),
        ),
        rx.cond(
            on | (state == "off"),
            rx.fragment(),
            kit.notice(t("摄像头用不了。请输入卡上的六位码，或者请工作人员帮忙。"), "warning"),
        ),
    )  # fmt: skip


def _letters() -> rx.Component:
    return rx.el.form(
        rx.el.label(t("或者输入卡上的六位码"), html_for="code", class_name="font-semibold"),
        rx.el.div(
            rx.el.input(
                id="code", name="code", class_name="input uppercase flex-1", auto_complete="off",
                style={"min_width": "min(100%, 7em)"}, max_length=120,
                spell_check=False, enter_key_hint="go", custom_attrs={"autocapitalize": "characters"},
            ),
            kit.button(t("下一步"), "secondary", type="submit"),
            class_name="flex flex-wrap gap-2",
        ),
        on_submit=act(f"{TAPS}:passed"),
        class_name="flex flex-col gap-2",
    )  # fmt: skip


def enter_pin() -> rx.Component:
    """The PIN, on keys of our own; the browser sends both and comes back with a whole new page."""
    typed = value("health.pin", int, 0)
    dots = rx.el.span(
        *(rx.el.span(rx.cond(typed > place, "●", "○"), class_name="px-1") for place in range(4)),
        rx.cond(typed > 4, t("共 {n} 位", n=typed), ""),
    )
    return rx.el.div(
        head(t("请输入密码")),
        rx.el.output(dots, class_name="text-3xl text-center", aria_label=t("已输入 {n} 位", n=typed)),
        pad(f"{TAPS}:digit", point=False),
        kit.button(t("进入"), big=True, icon_name="check", on_click=act(f"{TAPS}:sit"),
                   custom_attrs={"data-testid": "sit"}),
        kit.button(t("返回"), "plain", icon_name="arrow-left", on_click=act(f"{TAPS}:back")),
        kit.post_form(
            "/health/lounge/enter",
            rx.el.input(type="hidden", name="pass", auto_complete="off"),
            rx.el.input(type="hidden", name="pin", auto_complete="off"),
            id="sit",
            class_name="hidden",
        ),
        rx.el.p(icon("info", "1.2em"), t("忘了密码，请工作人员帮您清掉，再设一个。"), class_name="lj-help flex gap-2"),
        class_name="lj-tablet-step mx-auto w-full",
        style={"max_width": "26rem"},
        custom_attrs={"data-testid": "pin"},
    )  # fmt: skip
