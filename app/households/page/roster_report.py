"""The look before an import: numbers, every problem with how to mend it, how columns were read, who is touched."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.households.page.roster_shapes import ColumnRow, PersonRow, ProblemRow
from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act


def report(one: Any) -> rx.Component:
    """What the file says and would change, and the decision below it."""
    return rx.fragment(
        kit.card(
            rx.el.p(one.file_name, class_name="font-semibold break-all"),
            rx.el.p(t("读到 {people} 人，{households} 户", people=one.people, households=one.households)),
            rx.cond(one.errors == 0, _numbers(one)),
        ),
        rx.cond(
            one.errors > 0,
            kit.notice(t("有 {n} 处要先改好。改好文件后重新选，现在什么都没有写入。", n=one.errors), "error"),
        ),
        rx.cond(one.problems.length() > 0, _problems(one)),
        _people(t("会新增的人"), one.added),
        _people(t("会更新的人"), one.changed),
        _people(t("会算作搬走的人"), one.moved_out),
        rx.cond(one.columns.length() > 0, _columns(one)),
        _decision(one),
    )


def _numbers(one: Any) -> rx.Component:
    words = [t("新增"), t("更新"), t("搬走"), t("没有变化"), t("新的户"), t("新的门牌"), t("新的楼栋"), t("新的网格")]
    tiles = [
        rx.el.div(
            rx.el.div(one.counts[at].number, class_name="text-2xl font-bold"),
            rx.el.div(text, class_name="lj-muted"),
            class_name="rounded-field bg-base-200 p-3",
        )
        for at, text in enumerate(words)
    ]
    return rx.el.div(*tiles, class_name="grid grid-cols-2 sm:grid-cols-4 gap-2")


def _problems(one: Any) -> rx.Component:
    return kit.card(
        rx.el.ul(rx.foreach(one.problems, _problem), class_name="lj-rows"),
        rx.cond(
            one.more_problems > 0,
            rx.el.p(t("还有 {n} 处，先改这些再看。", n=one.more_problems), class_name="lj-muted px-4 py-3"),
        ),
        title=t("要看一看的地方"),
        flush=True,
    )


def _problem(row: ProblemRow) -> rx.Component:
    place = rx.fragment(
        rx.cond(row.sheet != "", rx.fragment(row.sheet, " "), ""),
        rx.cond(row.row > 0, t("第 {row} 行", row=row.row), ""),
        rx.cond(row.column != "", rx.fragment(" ", row.column), ""),
    )
    return rx.el.li(
        rx.el.div(
            rx.cond(row.error, kit.tag(t("必须改"), "error"), kit.tag(t("请核对"), "warning")),
            rx.el.span(place, class_name="font-semibold"),
            rx.cond(row.value != "", rx.el.code(row.value, class_name="break-all")),
            class_name="flex flex-wrap items-center gap-2",
        ),
        rx.el.p(row.message, class_name="pt-1"),
        class_name="px-4 py-3",
        key=row.id,
    )


def _people(title: Any, rows: Any) -> rx.Component:
    return rx.cond(
        rows.length() > 0,
        rx.el.details(
            rx.el.summary(
                rx.el.span(title, class_name="font-semibold"),
                class_name="cursor-pointer px-4 py-3 min-h-(--tap)",
            ),
            rx.el.ul(rx.foreach(rows, _person), class_name="lj-rows"),
            class_name="lj-card lj-flush",
        ),
    )


def _person(one: PersonRow) -> rx.Component:
    return rx.el.li(kit.row(one.name, rx.cond(one.words != "", one.words, one.door)), key=one.id)


def _columns(one: Any) -> rx.Component:
    """How the header was understood: an office sees at once what was not read."""
    return rx.el.details(
        rx.el.summary(
            rx.el.span(t("表头是这样读的"), class_name="font-semibold"),
            class_name="cursor-pointer px-4 py-3 min-h-(--tap)",
        ),
        rx.el.ul(rx.foreach(one.columns, _column), class_name="lj-rows"),
        class_name="lj-card lj-flush",
    )


def _column(row: ColumnRow) -> rx.Component:
    read = rx.cond(row.read_as != "", row.read_as, t("没有读"))
    return rx.el.li(kit.row(row.title, trail=read, lead=rx.el.span(row.letter, class_name="lj-muted")), key=row.id)


def _decision(one: Any) -> rx.Component:
    again = kit.button(t("换一个文件"), "quiet", big=True, on_click=act("households/roster:again"))
    return rx.el.div(
        rx.cond(
            one.errors == 0,
            rx.cond(
                one.nothing,
                kit.notice(t("和现在的名册一样，没有要改的。"), "success"),
                rx.fragment(rx.cond(one.confirm, _confirm()), _import()),
            ),
        ),
        again,
        class_name="flex flex-col gap-2",
    )


def _import() -> rx.Component:
    return kit.button(t("导入"), big=True, on_click=act("households/roster:apply"))


def _confirm() -> rx.Component:
    return kit.notice(
        rx.el.label(
            rx.el.input(type="checkbox", id="confirmed", class_name="checkbox mt-1"),
            rx.el.span(t("名册里少了很多人。他们真的都搬走了；不是的话请选“只是一部分人”。")),
            class_name="flex gap-3 items-start cursor-pointer",
        ),
        "warning",
    )
