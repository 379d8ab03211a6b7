"""同步中心 `/sync`: every record with its state, receipt, reason and what to do; line and storage in plain words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from app.offline.local import Mended
from app.offline.phone import field as gate
from app.offline.words import problem, word
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import act, value

MODULE = "offline/sync"
EXPORT = "export"


@dataclass(frozen=True)
class Difference:
    """One field in which two versions differ."""

    field: str = ""
    mine: str = ""
    theirs: str = ""


@dataclass(frozen=True)
class Row:
    """A record as the page shows it (js/sync.js). `mark` is a state of the kit, `edit` a link or empty."""

    id: str = ""
    number: int = 0
    title: str = ""
    state: str = ""
    mark: str = "saved"
    made: str = ""
    receipt: str = ""
    errors: list[Mended] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    edit: str = ""
    unreadable: bool = False


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
            rx.cond(state.missing.length() > 0, _missing()),
            _line(),
            rx.cond(
                rows.length() > 0, rx.el.ul(rx.foreach(rows, _record), class_name="flex flex-col gap-3"), _nothing()
            ),
            _storage(),
            _export_sheet(),
        ),
        dock="field",
        here="/sync",
        foot=kit.button(
            rx.cond(state.sending, t("正在送…"), t("立即发送")),
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
                rx.cond(state.ready, t("都送到了"), t("正在打开…")),
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


def _nothing() -> rx.Component:
    return rx.cond(
        _state().ready,
        kit.empty("stairwell", t("这部手机上没有记录"), t("登记的走访会先存在这里，送到以后留 14 天。")),
        kit.skeleton(3),
    )


def _record(row: Row) -> rx.Component:
    return rx.el.li(
        kit.card(
            rx.el.div(
                rx.el.div(
                    rx.el.h2(rx.cond(row.title, row.title, t("记录")), class_name="text-lg font-semibold"),
                    rx.el.p(t("第 {number} 条", number=row.number), " · ", row.made, class_name="lj-help"),
                ),
                kit.mark(row.mark, _words(row)),
                class_name="flex items-start justify-between gap-3",
            ),
            rx.cond(row.receipt, rx.el.p(t("回执 {no}", no=row.receipt), class_name="lj-help tabular-nums")),
            rx.cond(row.unreadable, rx.el.p(t("这条打不开，请联系社区管理员，先别清理手机。"), class_name="lj-error")),
            rx.match(
                row.state,
                ("rejected", _rejected(row)),
                ("conflict", _conflict(row)),
                ("withdrawn", _withdrawn(row)),
                _plain(row),
            ),
        ),
        custom_attrs={"data-testid": "record", "data-state": row.state},
        key=row.id,
    )


def _words(row: Row) -> Any:
    return rx.match(
        row.state,
        ("queued", t("已存手机")),
        ("sending", t("正在送")),
        ("held", t("等上一条")),
        ("delivered", t("已送达")),
        ("rejected", t("要改一下")),
        ("conflict", t("有两个版本")),
        ("withdrawn", t("不送了")),
        "",
    )


def _plain(row: Row) -> rx.Component:
    return rx.cond(
        row.edit,
        rx.el.div(
            kit.button(t("修改"), "quiet", icon_name="edit", href=row.edit),
            rx.cond(row.state != "delivered", _give_up(row)),
            class_name="flex flex-wrap gap-2",
        ),
    )


def _rejected(row: Row) -> rx.Component:
    return rx.fragment(
        rx.el.ul(rx.foreach(row.errors, _error), class_name="flex flex-col gap-1"),
        rx.el.div(
            rx.cond(row.edit, kit.button(t("改一下"), icon_name="edit", href=row.edit)),
            kit.button(t("原样再送"), "quiet", on_click=act(f"{MODULE}:resend", row.id)),
            _give_up(row),
            class_name="flex flex-wrap gap-2",
        ),
    )


def _error(error: Mended) -> rx.Component:
    return rx.el.li(
        rx.cond(error.field, rx.el.span(word(error.field), "：", class_name="font-semibold")),
        problem(error.code, error.message),
        class_name="lj-error",
    )


def _conflict(row: Row) -> rx.Component:
    return rx.fragment(
        rx.el.p(t("服务器上有另一个版本，请选一个。两个版本都会留底。")),
        rx.el.dl(rx.foreach(row.differences, _difference), class_name="flex flex-col gap-3"),
        rx.el.div(
            kit.button(t("用我的"), on_click=act(f"{MODULE}:keep_mine", row.id)),
            kit.button(t("用那边的"), "quiet", on_click=act(f"{MODULE}:withdraw", row.id)),
            class_name="flex flex-wrap gap-2",
        ),
    )


def _difference(one: Difference) -> rx.Component:
    return rx.el.div(
        rx.el.dt(word(one.field), class_name="font-semibold"),
        rx.el.dd(rx.el.span(t("我的："), class_name="lj-muted"), word(one.mine)),
        rx.el.dd(rx.el.span(t("那边的："), class_name="lj-muted"), word(one.theirs)),
    )


def _withdrawn(row: Row) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("留 14 天，还可以拿回来。"), class_name="lj-help"),
        kit.button(t("还是要送"), "quiet", on_click=act(f"{MODULE}:resend", row.id)),
        class_name="flex flex-wrap items-center gap-2",
    )


def _give_up(row: Row) -> rx.Component:
    return kit.button(t("不送了"), "plain", on_click=act(f"{MODULE}:withdraw", row.id))


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
