"""The camera of `/door`: its picture, its lamp, and what to do when there is none."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.door_shapes import Camera
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.local import act, value

TAPS = "events/door_taps"


def camera() -> rx.Component:
    """A button, a picture, or why not. The <video> always is there: a camera is asked for it."""
    state = _here().state
    seen = (state == "on") | (state == "asking")
    return rx.fragment(
        rx.el.div(
            rx.el.video(
                id="door-camera", plays_inline=True, muted=True, aria_label=t("摄像头画面"),
                class_name="absolute inset-0 size-full object-cover",
            ),
            rx.cond(state == "on", _frame(), _opening()),
            _tools(),
            class_name=rx.cond(seen, SHOWN, "hidden"),
        ),
        rx.cond(seen, rx.fragment(), rx.cond(state == "off", _off(), _trouble(state))),
    )  # fmt: skip


SHOWN = "relative overflow-hidden rounded-box bg-neutral text-neutral-content h-[min(30svh,22rem)]"


def _here() -> Any:
    return value("door.camera", Camera, Camera(), module="events/door")


def _off() -> rx.Component:
    return kit.button(t("打开摄像头扫码"), "secondary", icon_name="camera", big=True, on_click=act(f"{TAPS}:look"))


def _opening() -> rx.Component:
    return rx.el.p(
        t("正在打开摄像头…"), role="status", class_name="absolute inset-0 grid place-items-center text-center p-4"
    )


def _frame() -> rx.Component:
    """Where to hold the code."""
    corner = "absolute size-8 border-accent"
    places = ("top-0 left-0 border-t-4 border-l-4", "top-0 right-0 border-t-4 border-r-4",
              "bottom-0 left-0 border-b-4 border-l-4", "bottom-0 right-0 border-b-4 border-r-4")  # fmt: skip
    return rx.el.div(
        *(rx.el.span(class_name=f"{corner} {place}") for place in places),
        aria_hidden="true",
        class_name="absolute inset-0 m-auto h-3/4 aspect-square pointer-events-none",
    )


def _tools() -> rx.Component:
    torch = _here().torch
    round_ = "absolute bottom-2 btn btn-circle btn-neutral"
    return rx.fragment(
        rx.cond(
            torch != "none",
            rx.el.button(
                icon("bolt"), type="button", aria_label=t("手电筒"), title=t("手电筒"), aria_pressed=torch == "on",
                on_click=act(f"{TAPS}:light"),
                class_name=rx.cond(torch == "on", f"{round_} left-2 text-accent", f"{round_} left-2"),
            ),
        ),
        rx.el.button(
            icon("close"), type="button", aria_label=t("关掉摄像头"), title=t("关掉摄像头"),
            on_click=act(f"{TAPS}:rest"), class_name=round_ + " right-2",
        ),
    )  # fmt: skip


def _trouble(state: Any) -> rx.Component:
    """Why there is no picture and the way on. Typing works in every case."""
    typing = t("也可以在下面输入卡上的六位码，或者用扫码枪。")
    why = rx.match(
        state,
        ("refused", t("没有允许用摄像头。请点地址栏旁的图标，或到手机设置里，允许本网站使用摄像头，再试一次。")),
        ("none", t("这台设备没有摄像头。")),
        ("busy", t("摄像头正被别的应用占用。请关掉视频通话、相机等应用，再试一次。")),
        ("frozen", t("摄像头没有画面了。请再试一次；还不行，就关掉浏览器重新打开。")),
        ("insecure", t("这个网址不能用摄像头。地址要以 https:// 开头，请向社区管理员要正确的网址。")),
        ("home_screen", t("苹果手机从桌面图标打开时，摄像头可能用不了。请在 Safari 浏览器里打开邻聚再扫。")),
        ("unsupported", t("这个浏览器太旧，扫不了码。请更新系统或换一个浏览器。")),
        "",
    )
    again = rx.cond(
        (state == "none") | (state == "insecure") | (state == "unsupported"),
        rx.fragment(),
        kit.button(t("再试一次"), "quiet", icon_name="refresh", on_click=act(f"{TAPS}:look")),
    )
    return kit.notice(rx.fragment(rx.el.p(why), rx.el.p(typing)), "warning", action=again)
