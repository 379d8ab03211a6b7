"""名册 `/admin/roster`: import a roster file with a look before, fetch the roster, and what was imported earlier.

No `rx.State`: the file goes straight to `/api/roster`, and the screen reads what `js/roster.js` learns of the job.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.households.page.roster_report import report
from app.households.page.roster_shapes import Past, Roster
from app.shared import kit
from app.shared.desk import not_yours
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import act, value


def here() -> Any:
    """The job of this screen."""
    return value("roster", Roster, Roster(), module="households/roster")


def roster_screen() -> rx.Component:
    """Import above, what happened earlier below."""
    return screen(
        t("名册"),
        rx.el.div(
            rx.cond(value("roster.allowed", bool, True), _desk(), not_yours()),
            on_mount=act("households/roster:open"),
            class_name="flex flex-col gap-3",
        ),
        dock="own",
        here="/admin/roster",
    )


def _desk() -> rx.Component:
    return rx.fragment(
        rx.match(
            here().step,
            ("sending", _busy(t("正在上传 {name}", name=here().file_name))),
            ("reading", _busy(t("正在核对 {name}", name=here().file_name))),
            ("writing", _busy(t("正在写入名册"))),
            ("planned", report(here())),
            ("bad", report(here())),
            ("done", _done()),
            ("failed", _failed()),
            _pick(),
        ),
        rx.cond(_quiet(), rx.fragment(_others(), _past())),
    )


def _quiet() -> Any:
    step = here().step
    return (step == "pick") | (step == "done") | (step == "failed") | (step == "")


def _pick() -> rx.Component:
    return kit.card(
        rx.el.p(t("Excel 或 CSV 都行，表头、门牌怎么写都认。先给您看会改什么，点了“导入”才写入。")),
        rx.el.fieldset(
            rx.el.legend(t("这份名册"), class_name="font-semibold"),
            _kind("all", t("列全了这些楼的人"), t("名册里没有的人会算作搬走。"), True),
            _kind("some", t("只是一部分人"), t("只新增和更新，不动别人。"), False),
            class_name="flex flex-col gap-2",
        ),
        _file_button(t("选名册文件")),
        rx.el.p(t("最大 20 MB。文件里的身份证号只用来核对，导入后原文件就删掉。"), class_name="lj-help"),
        title=t("导入名册"),
    )


def _kind(code: str, words: Any, hint: Any, first: bool) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio", name="whole", value=code, default_checked=first, class_name="radio mt-1",
            on_change=act("households/roster:whole", code),
        ),
        rx.el.span(words, rx.el.span(hint, class_name="lj-help block")),
        class_name="flex gap-3 min-h-(--tap) cursor-pointer items-start",
    )  # fmt: skip


def _file_button(words: Any) -> rx.Component:
    """A label in the dress of a button: the input keeps the keyboard and the reader."""
    return rx.el.label(
        icon("plus", "1.3em"),
        words,
        rx.el.input(
            type="file", id="roster-file", accept=".xlsx,.xls,.ods,.csv,.txt", class_name="sr-only",
            on_change=act("households/roster:send"),
        ),
        class_name="btn btn-primary btn-lg w-full focus-within:outline-2 focus-within:outline-offset-2",
    )  # fmt: skip


def _busy(words: Any) -> rx.Component:
    return kit.card(
        rx.el.div(
            kit.progress(here().percent, 100, words),
            rx.cond(here().waiting, rx.el.p(t("连不上服务器，连上后接着看。"), class_name="lj-muted")),
            role="status",
        )
    )


def _failed() -> rx.Component:
    sentence = rx.cond(here().unreachable, t("连不上服务器，文件没有送出。请联网后再试。"), here().error)
    return rx.fragment(kit.notice(sentence, "error"), _pick())


def _done() -> rx.Component:
    one = here()
    return kit.card(
        kit.notice(t("已导入 {name}", name=one.file_name), "success"),
        kit.definitions([
            (t("新增"), one.counts[0].number),
            (t("更新"), one.counts[1].number),
            (t("搬走"), one.counts[2].number),
            (t("没有变化"), one.counts[3].number),
        ]),
        kit.button(t("再导入一个"), "quiet", big=True, on_click=act("households/roster:again")),
    )  # fmt: skip


def _others() -> rx.Component:
    return kit.card(
        kit.rows(
            kit.row(
                t("导出名册"), t("Excel，能原样再导入。谁、什么时候导出的会记下来。"), lead=icon("sync"),
                href="/api/roster/export.xlsx", custom_attrs={"download": "", "reloadDocument": True},
            ),
            kit.row(
                t("可能重复的人"), t("像是同一个人的记录，逐对核对。"), lead=icon("users"), href="/admin/duplicates"
            ),
        ),
        flush=True,
    )  # fmt: skip


def _past() -> rx.Component:
    made = value("roster.past", list[Past], [])
    return rx.cond(
        made.length() > 0,
        kit.card(kit.rows(rx.foreach(made, _line)), title=t("导入记录"), flush=True),
        kit.empty("house", t("还没有导入过名册"), t("选一个文件，先看会改什么。")),
    )


def _line(one: Past) -> rx.Component:
    words = t("新增 {a}，更新 {b}，搬走 {c}", a=one.added, b=one.changed, c=one.moved_out)
    return rx.el.li(kit.row(one.file_name, rx.fragment(words, " · ", one.by, " · ", one.on)), key=one.id)
