"""What stands around every screen so that a phone works without signal, and the gate before those of the stairwell.

`app_wraps()` loads js/boot.js (the worker, the outbox after the first paint) and says above the dock what just
happened. `field(...)` is the gate: in WeChat, without HTTPS or signed out it says what to do instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from app.offline.local import blocked, signed
from app.shared import kit
from app.shared.i18n import t
from app.shared.later import later
from app.shared.local import act, value


@dataclass(frozen=True)
class Notice:
    """What just happened. `what`: "" saved unsaved no_photo exported copied failed; `why`: the error's name."""

    what: str = ""
    why: str = ""
    number: int = 0
    at: int = 0


class Boot(rx.Fragment):
    """Loads js/boot.js with the first chunk."""

    def add_imports(self) -> dict[str, Any]:
        """The module runs when it is loaded; it exports nothing that is drawn."""
        return {"": [rx.ImportVar(tag="$/linju/offline/boot.js")]}


def app_wraps() -> dict[tuple[int, str], Callable[[bool], rx.Component | None]]:
    """For `rx.App(extra_app_wraps=…)`."""
    return {(6, "Phone"): lambda _stateful: rx.fragment(Boot.create(), rx.el.div(_notice(), _update(), **_PLACE))}


_PLACE: dict[str, Any] = {"role": "status", "aria_live": "polite", "class_name": "lj-toasts"}


def _notice() -> rx.Component:
    notice = value("notice", Notice, Notice(), module="offline/notice")
    return rx.match(
        notice.what,
        ("saved", _line(t("已存手机。"), "success")),
        ("exported", _line(t("已存成文件，里面有 {number} 条。", number=notice.number), "success")),
        ("copied", _line(t("网址已复制，请粘贴到浏览器里。"), "success")),
        (
            "unsaved",
            rx.cond(
                notice.why == "QuotaExceededError",
                _line(t("手机空间满了，没有存下。请删掉一些照片或应用，再点一次；填的内容还在。"), "error"),
                _line(t("没有存下，请再点一次；填的内容还在。"), "error"),
            ),
        ),
        ("no_photo", _line(t("这张照片打不开，请重拍一张。"), "error")),
        ("failed", _line(t("没有成功，请再试一次。"), "error")),
        rx.fragment(),
    )


def _line(text: Any, tone: str) -> rx.Component:
    return rx.el.p(text, class_name="lj-toast", custom_attrs={"data-tone": tone})


def _update() -> rx.Component:
    ready = value("update", str, "") != ""
    return rx.cond(
        ready,
        rx.el.div(
            rx.el.span(t("新版本已就绪，填到一半的内容会留着。")),
            rx.el.button(t("更新"), type="button", class_name="btn btn-sm", on_click=act("offline/update:apply")),
            class_name="lj-toast flex items-center gap-3",
        ),
    )


def field(*children: Any) -> rx.Component:
    """The content of a screen that works without signal, or what stands in its way and how to go on."""
    open_to_all = rx.fragment(rx.cond(signed() == "expired", _again()), *children)
    return rx.cond((blocked() != "") | (signed() == "out"), later(obstacle), open_to_all)


@rx.memo
def obstacle() -> rx.Component:
    """Why this screen cannot be used here, and the way on. Hardly anybody sees it, so it comes `later`."""
    return rx.match(
        blocked(),
        ("wechat", _wechat()),
        ("insecure", _insecure()),
        ("storage", _storage()),
        _sign_in(),
    )


def _wechat() -> rx.Component:
    return kit.empty(
        "stairwell",
        t("请用手机浏览器打开"),
        t("微信里不能保存走访记录，没有信号时会丢。点右上角“···”，选“在浏览器打开”，再把邻聚放到桌面。"),
        kit.button(t("复制网址"), icon_name="file", on_click=act("offline/handover:copy")),
    )


def _insecure() -> rx.Component:
    return kit.empty(
        "stairwell",
        t("这个网址不能离线使用"),
        t("地址要以 https:// 开头，记录才能加密存在手机上。请向社区管理员要正确的网址。"),
    )


def _storage() -> rx.Component:
    return kit.empty(
        "stairwell",
        t("浏览器不让保存"),
        t("可能是无痕模式，或者手机空间满了。请换普通模式，或者腾出一些空间，再重新打开。"),
        kit.button(t("重新打开"), tap="reload"),
    )


def _sign_in() -> rx.Component:
    return kit.empty(
        "stairwell",
        t("请先登录"),
        t("登录一次以后，没有信号也能打开。"),
        kit.button(t("去登录"), href="/login"),
    )


def _again() -> rx.Component:
    return kit.notice(
        t("登录过期了。可以接着登记，都存在手机上；登录以后再送出。"),
        "warning",
        action=kit.button(t("去登录"), "quiet", href="/login"),
    )
