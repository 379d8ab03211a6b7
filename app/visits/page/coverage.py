"""概况 `/admin/coverage`: how far the visits of a month reached, what is overdue, which phones wait.

Groups and doors, numerators and denominators. Nobody's visits are counted here and there is nothing to rank.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.visits.page.desk import community_select, share, told
from app.visits.state.coverage import ALL, CoverageState

STATE: Any = CoverageState  # its class attributes are Vars and handlers, which its annotations do not say


def coverage_screen() -> rx.Component:
    """The month of a community."""
    return screen(
        t("概况"),
        gate(
            STATE,
            community_select(STATE),
            _month(),
            rx.el.div(
                rx.el.div(_whole(), _groups(), class_name="flex flex-col gap-3 min-w-0"),
                rx.el.div(_overdue(), _further(), class_name="flex flex-col gap-3 min-w-0"),
                class_name="grid gap-3 lg:grid-cols-[3fr_2fr] items-start",
            ),
        ),
        dock="own",
        here="/admin/coverage",
        wide=True,
    )


def _month() -> rx.Component:
    return kit.segmented(
        "month",
        [("0", t("本月")), ("1", t("上月"))],
        label=t("{first} 至 {last}", first=STATE.month.first, last=STATE.month.last),
        value="0",
        on_change=STATE.choose_month.temporal,
        class_name="w-full max-w-md",
    )


def _whole() -> rx.Component:
    month = STATE.month
    return kit.card(
        share(
            t("没有逾期的住户：{part} / {whole} 户", part=month.households.part, whole=month.households.whole),
            month.households,
        ),
        share(
            t("没遇到人的走访：{part} / {whole} 次", part=month.not_met.part, whole=month.not_met.whole), month.not_met
        ),
        share(
            t(
                "{days} 天内办结的诉求：{part} / {whole} 件",
                days=month.need_days,
                part=month.needs.part,
                whole=month.needs.whole,
            ),
            month.needs,
        ),
        rx.cond(
            month.overdue_count > 0,
            kit.button(  # on a phone the list lies below all groups
                t("看逾期的 {n} 户", n=month.overdue_count),
                "quiet",
                icon_name="alert",
                href="#overdue",
                custom_attrs={"reloadDocument": True},
                class_name="lg:hidden",
            ),
        ),
        title=month.community,
        class_name="flex flex-col gap-3",
    )


def _groups() -> rx.Component:
    return kit.card(
        rx.cond(
            STATE.month.groups.length() > 0,
            rx.el.ul(rx.foreach(STATE.month.groups, _group), class_name="grid gap-5 md:grid-cols-2"),
            kit.empty("tea", t("还没有重点人群"), t("导入名册或在户卡上加上人群，这里就有数。")),
        ),
        title=t("重点人群"),
    )


def _group(row: Any) -> rx.Component:
    words = t("见到本人：{part} / {whole} 人", part=row.met.part, whole=row.met.whole)
    return rx.el.li(
        rx.el.div(
            rx.el.h3(told(row.name), class_name="font-semibold"),
            rx.el.span(row.met.percent, class_name="tabular-nums"),
            class_name="flex justify-between gap-3",
        ),
        share(words, row.met),
        rx.el.p(
            rx.cond(row.at_home_only > 0, rx.fragment(t("另有 {n} 人：到过家，没见到本人。", n=row.at_home_only), " ")),
            t("按期 {part} / {whole} 户。", part=row.in_time.part, whole=row.in_time.whole),
            rx.cond(row.longest > 0, rx.fragment(" ", t("最长逾期 {n} 天。", n=row.longest))),
            class_name="lj-help mt-1",
        ),
        key=row.code,
    )


def _overdue() -> rx.Component:
    return kit.card(
        rx.el.div(
            _choice("group", t("人群"), _group_options(), STATE.group, STATE.choose_group),
            _choice("grid", t("网格"), _grid_options(), STATE.grid, STATE.choose_grid),
            class_name="grid gap-3 sm:grid-cols-2",
        ),
        rx.cond(
            STATE.month.overdue.length() > 0,
            kit.rows(rx.foreach(STATE.month.overdue, _door), class_name="-mx-4"),
            kit.empty("tea", t("没有逾期的户")),
        ),
        rx.cond(
            STATE.month.overdue.length() < STATE.month.overdue_count,
            kit.button(t("再看 30 户"), "quiet", on_click=STATE.more.temporal),
        ),
        title=t("逾期 {n} 户", n=STATE.month.overdue_count),
        class_name="flex flex-col gap-3",
        id="overdue",
    )


def _choice(name: str, label: Any, options: list[Any], chosen: Any, handler: Any) -> rx.Component:
    select = rx.el.select(*options, id=name, name=name, value=chosen, on_change=handler.temporal, class_name="select")
    return kit.field(label, select, name=name)


def _group_options() -> list[Any]:
    every = rx.el.option(t("全部"), value=ALL)
    return [every, rx.foreach(STATE.month.group_choices, lambda one: rx.el.option(told(one.name), value=one.value))]


def _grid_options() -> list[Any]:
    every = rx.el.option(t("全部"), value=ALL)
    return [every, rx.foreach(STATE.month.grid_choices, lambda one: rx.el.option(one, value=one))]


def _door(row: Any) -> rx.Component:
    why = rx.fragment(told(row.group), " · ", told(row.rule), " · ", row.grid)
    return rx.el.li(kit.row(row.door, why, trail=kit.mark("overdue", t("逾期 {n} 天", n=row.days))), key=row.door)


def _download() -> Any:
    month = STATE.month
    return "/api/visits/export?community=" + month.code + "&from=" + month.first + "&to=" + month.last


def _further() -> rx.Component:
    month = STATE.month
    phones = rx.cond(
        month.waiting_phones > 0,
        kit.mark("held", t("{n} 部没送完", n=month.waiting_phones)),
        kit.mark("sent", t("都送到了")),
    )
    download = kit.row(
        t("下载走访记录"),
        t("这个月的表格；会留下导出记录"),
        lead=icon("download"),
        href=_download(),
        custom_attrs={"download": "", "reloadDocument": True},
    )
    return kit.card(
        kit.rows(
            kit.row(t("手机"), t("谁的手机里还有没送到的记录"), lead=icon("phone"), trail=phones, href="/admin/phones")
        ),
        rx.cond(month.may_export, kit.rows(download)),
        rx.cond(month.may_set, _for_admins()),
        title=t("接着看"),
        flush=True,
    )


def _for_admins() -> rx.Component:
    return kit.rows(
        kit.row(t("诉求和更正"), t("没办结的诉求，等人核对的更正"), lead=icon("message"), href="/admin/needs"),
        kit.row(t("走访间隔"), t("多久走访一次，出处是什么"), lead=icon("gear"), href="/admin/visits"),
    )
