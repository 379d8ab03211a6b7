"""`/health/own`: every reading, files to take along, who looked, and erasing everything."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.page.own_forms import correcting, deleting, erasing
from app.health.page.parts import BESIDE, NARROW, beside_each_other, choices
from app.health.page.take_in import taking_in
from app.health.state.own import OwnState
from app.shared import kit
from app.shared.both import told
from app.shared.desk import waiting
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen

STATE: Any = OwnState


def own_screen() -> rx.Component:
    """The list, or what is open."""
    open_ = rx.match(
        STATE.doing, ("correct", correcting(STATE)), ("delete", deleting(STATE)), ("erase", erasing(STATE)), _all()
    )
    return screen(t("我的数据"), rx.cond(STATE.ready, open_, waiting()), dock="own", here="/health", back="/health")


def _all() -> rx.Component:
    own = STATE.own
    return rx.fragment(
        rx.cond(own.child, kit.notice(t("这是 {name} 的数据，您是监护人。", name=own.name), "info")),
        _readings(own),
        kit.card(kit.rows(*_files()), title=t("带走一份"), flush=True),
        taking_in(STATE),
        _looks(own),
        _openings(own),
        kit.card(
            rx.el.p(t("同意书、授权和全部删除都归您管。")),
            kit.button(t("同意书"), "quiet", icon_name="shield", href="/health/consent" + STATE.whose),
            kit.button(t("给谁看"), "quiet", icon_name="users", href="/health/shares" + STATE.whose),
            kit.button(t("全部删除"), "danger", icon_name="trash", on_click=STATE.open("", "erase").temporal),
            title=t("归您管的"), class_name="flex flex-col gap-3",
        ),
    )  # fmt: skip


def _readings(own: Any) -> rx.Component:
    def one(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.p(
                    rx.el.span(told(row.name)), " ", rx.el.strong(told(row.value)),
                    class_name="tabular-nums break-keep",
                ),
                rx.el.p(row.at, " ", told(row.around), class_name="lj-help"), style=BESIDE,
            ),
            rx.el.div(
                kit.button(t("改"), "quiet", on_click=STATE.open(row.id, "correct").temporal),
                kit.button(t("删"), "quiet", on_click=STATE.open(row.id, "delete").temporal),
                class_name="flex gap-2",
            ),
            class_name="flex flex-wrap items-center gap-2 py-3", key=row.id,
        )  # fmt: skip

    listed = rx.fragment(
        rx.cond(own.measures.length() > 1, _which(own)),
        rx.el.ul(rx.foreach(own.rows, one), class_name="flex flex-col divide-y divide-base-300"),
        rx.cond(own.last > 0, _pages(own)),
    )
    none = rx.el.p(t("没有存着的数。量过以后，每一个都在这里，可以改，可以删。"))
    return kit.card(
        rx.cond(own.total > 0, listed, none),
        title=t("量过的数（{n} 个）", n=own.total),
        class_name="flex flex-col gap-3",
    )


def _which(own: Any) -> rx.Component:
    every = kit.button(t("全部"), "quiet", on_click=STATE.choose("").temporal)
    return rx.fragment(
        choices("measure", own.measures, STATE.measure, STATE.choose), rx.cond(STATE.measure, every)
    )  # fmt: skip


def _pages(own: Any) -> rx.Component:
    return rx.fragment(
        rx.el.p(
            t("第 {n} 页，共 {all} 页", n=own.page + 1, all=own.last + 1), role="status",
            class_name="text-center w-full",
        ),
        beside_each_other(
            kit.button(t("更新的"), "quiet", style=NARROW, on_click=STATE.turn(-1).temporal, disabled=own.page == 0),
            kit.button(
                t("更早的"), "quiet", style=NARROW, on_click=STATE.turn(1).temporal, disabled=own.page == own.last
            ),
        ),
    )  # fmt: skip


def _files() -> list[rx.Component]:
    files = [
        ("file", t("表格（csv）"), t("电脑上用 Excel 打开"), "/health/own/readings.csv", True),
        ("file", t("医院系统用的（FHIR JSON）"), t("别的健康软件也能读"), "/health/own/fhir", True),
        ("file", t("全部记录（JSON）"), t("包括同意、授权和谁看过"), "/health/own/everything.json", True),
        ("printer", t("能看能打印的一页"), t("图和表，带给医生"), "/health/print", False),
    ]
    return [
        kit.row(
            title, sub, lead=icon(sign), href=to + STATE.whose,
            custom_attrs={"download": ""} if saved else {}, reload_document=True,
        )
        for sign, title, sub, to, saved in files
    ]  # fmt: skip


def _looks(own: Any) -> rx.Component:
    def one(row: Any) -> rx.Component:
        kind = rx.match(
            row.kind, ("clinician", t("签约医生")), ("family", t("家里人")), ("link", t("拿着打印页上的码")),
            ("client", t("卫生中心的系统")), "",
        )  # fmt: skip
        what = rx.match(row.what, ("print", t("打印")), ("fhir", t("取走")), t("看了一眼"))
        return rx.el.li(
            rx.el.p(rx.el.strong(rx.cond(row.name, row.name, kind)), " ", rx.cond(row.name, kind, "")),
            rx.el.p(row.at, " ", what, class_name="lj-help"), class_name="py-2",
        )  # fmt: skip

    listed = rx.el.ul(rx.foreach(own.looks, one), class_name="flex flex-col divide-y divide-base-300")
    none = rx.el.p(t("没有人看过。只有您点名给看的人才看得到。"))
    return kit.card(rx.cond(own.looks.length() > 0, listed, none), title=t("谁看过"))


def _openings(own: Any) -> rx.Component:
    """Whoever holds the pass and its PIN is let in: what happened to both is said here."""

    def one(row: Any) -> rx.Component:
        what = rx.match(
            row.what,
            ("sat_down", t("在客厅平板上用密码打开")),
            ("issue", t("{name} 发了居民码", name=row.name)),
            ("clear_pin", t("{name} 清了密码", name=row.name)),
            ("revoke", t("{name} 停了居民码", name=row.name)),
            t("用居民码和密码登录"),
        )
        return rx.el.li(rx.el.p(what), rx.el.p(row.at, class_name="lj-help"), class_name="py-2")

    return kit.card(
        rx.el.p(t("有一条不是您自己，也没人告诉过您：请改密码，并到客厅问清楚。"), class_name="lj-help"),
        rx.el.ul(rx.foreach(own.openings, one), class_name="flex flex-col divide-y divide-base-300"),
        title=t("谁打开过、谁动过居民码"),
    )
