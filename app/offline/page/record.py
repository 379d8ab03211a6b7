"""One record in the sync centre: its state in words, its receipt, what is wrong, and what the person can do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from app.offline.local import Mended
from app.offline.words import problem, word
from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act

MODULE = "offline/sync"


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


def record(row: Row) -> rx.Component:
    """One record: title, time, state, and below what is wrong or can be done."""
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
