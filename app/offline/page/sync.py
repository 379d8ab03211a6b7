"""同步中心 `/sync`: every record with its state, receipt, reason and what to do; line and storage in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from app.offline.page.record import MODULE, Row, record
from app.offline.phone import field as gate
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import act, value

EXPORT = "export"


@dataclass(frozen=True)
class Lost:
    """A record that was here and is gone."""

    number: int = 0
    label: str = ""
    made: str = ""


@dataclass(frozen=True)
class State:
    """The line and the storage (js/sync.js). Times are ready to read."""

    ready: bool = False
    unsent: int = 0
    stuck: int = 0
    strangers: int = 0
    sending: bool = False
    trouble: str = ""
    contact: str = ""
    next: str = ""
    persisted: str = "unknown"
    used: str = ""
    free: str = ""
    missing: list[Lost] = field(default_factory=list)


def _state() -> Any:
    return value("sync.state", State, State(), module=MODULE)


def sync_screen() -> rx.Component:
    """The whole screen."""
    state = _state()
    rows = value("sync.rows", list[Row], [], module=MODULE)
    return screen(
        t("同步中心"),
        gate(
            # All at once: what is drawn before the phone's own records would be pushed down by them.
            rx.cond(
                state.ready,
                rx.fragment(
                    rx.cond(state.missing.length() > 0, _missing()),
                    _line(),
                    rx.cond(
                        rows.length() > 0,
                        rx.el.ul(rx.foreach(rows, record), class_name="flex flex-col gap-3"),
                        kit.empty(
                            "stairwell", t("这部手机上没有记录"), t("登记的走访会先存在这里，送到以后留 14 天。")
                        ),
                    ),
                    _storage(),
                ),
                kit.coming(t("正在看这部手机上有什么。登记的走访先存在这里，有信号时自己送，送到以后留 14 天。"), 5),
            ),
            _export_sheet(),
        ),
        dock="own",
        here="/sync",
        foot=kit.button(
            rx.cond(state.sending, rx.cond(state.unsent > 0, t("正在送…"), t("正在联系…")), t("立即发送")),
            big=True,
            icon_name="send",
            on_click=act(f"{MODULE}:send_now"),
            disabled=state.sending,
        ),
    )


def _line() -> rx.Component:
    state = _state()
    return kit.card(
        rx.el.p(
            rx.cond(
                state.unsent > 0,
                t("还有 {number} 条没送到", number=state.unsent),
                t("都送到了"),
            ),
            class_name="text-xl font-bold",
            data_testid="unsent",
        ),
        rx.cond(state.stuck > 0, rx.el.p(t("其中 {number} 条要您看一下。", number=state.stuck))),
        _trouble(),
        rx.el.p(
            rx.cond(state.contact, t("上次和服务器联系：{when}", when=state.contact), t("还没有和服务器联系过。")),
            class_name="lj-help",
        ),
    )


def _trouble() -> rx.Component:
    state = _state()
    again = rx.cond(state.next, t("{when} 再试。", when=state.next), "")
    return rx.match(
        state.trouble,
        ("offline", rx.el.p(t("现在没有网络。有信号时会自己送，不用守着。"))),
        ("foreign", rx.el.p(t("连上了网，但到不了邻聚。可能要先在 Wi-Fi 的页面上登录。"), again)),
        ("later", rx.el.p(t("服务器正忙。"), again)),
        ("refused", rx.el.p(t("服务器现在不收，请告诉社区管理员。"), again)),
        ("signin", rx.el.p(t("登录过期了，记录都在手机上。"), rx.el.a(t("去登录"), href="/login", class_name="link"))),
        rx.fragment(),
    )


def _missing() -> rx.Component:
    state = _state()
    return kit.notice(
        rx.el.div(
            rx.el.p(t("有记录从手机上消失了，没有送到："), class_name="font-semibold"),
            rx.el.ul(rx.foreach(state.missing, _lost), class_name="list-disc ps-5"),
            rx.el.p(t("多半是浏览器清理了空间。请按这个单子补记，并把邻聚放到桌面。")),
        ),
        "error",
        action=kit.button(t("知道了"), "quiet", on_click=act(f"{MODULE}:read_missing")),
    )


def _lost(item: Lost) -> rx.Component:
    return rx.el.li(t("第 {number} 条", number=item.number), " ", item.made, " ", item.label)


def _storage() -> rx.Component:
    state = _state()
    kept = rx.match(
        state.persisted,
        ("yes", t("浏览器答应不会清掉。")),
        ("no", t("浏览器没有答应，空间紧张时可能会清掉。放到桌面以后更稳妥。")),
        t("浏览器没有说。"),
    )
    return kit.card(
        kit.definitions(
            [
                (t("记录会不会丢"), kept),
                (t("占用空间"), rx.cond(state.used, t("{used}，还有 {free}", used=state.used, free=state.free), "—")),
                (t("加密"), t("记录和照片都加密存放，退出登录后打不开。")),
            ]
        ),
        rx.cond(
            state.strangers > 0,
            rx.el.p(t("这部手机上还有别人的 {number} 条没送出，等本人登录后自己送。", number=state.strangers)),
        ),
        kit.button(t("把没送出的存成文件"), "quiet", icon_name="download", **kit.opens(EXPORT)),
        title=t("手机上的存放"),
    )


def _export_sheet() -> rx.Component:
    return kit.sheet(
        EXPORT,
        t("存成文件"),
        rx.el.p(icon("alert"), t("文件里是看得见的住户资料，没有加密。只在修手机或换手机前用，交给管理员后请删掉。")),
        kit.button(t("存成文件"), big=True, icon_name="download", on_click=act(f"{MODULE}:save_file"), **kit.closes()),
    )
