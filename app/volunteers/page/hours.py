"""志愿时长 `/admin/volunteers/hours`: from who was there to the ledger, one thing at a time."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.choices import community_field
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.volunteers.page.hours_city import city
from app.volunteers.page.hours_one import one_thing
from app.volunteers.state.hours import HoursDeskState

STATE: Any = HoursDeskState  # its class attributes are Vars and handlers, which its annotations do not say
FOUR = "max-sm:flex-wrap max-sm:[&>label]:basis-[40%]"


def hours_desk_screen() -> rx.Component:
    """The lists, or the one thing that is open."""
    lists = rx.fragment(
        community_field(STATE),
        _tabs(),
        rx.match(STATE.tab, ("notice", _notice()), ("changes", _changes()), ("city", city(STATE)), _todo()),
    )
    none = kit.empty("house", t("还没有社区"), t("导入名册以后，就能在这里记志愿时长。"))
    shown = rx.cond(STATE.one.community != "", rx.cond(STATE.shown.id != "", one_thing(STATE), lists), none)
    return screen(t("志愿时长"), gate(STATE, shown), dock="own", here="/admin", back="/admin")


def _tabs() -> rx.Component:
    board = STATE.one
    tabs = [
        ("todo", board.enter.length() + board.proposed.length(), t("待办")),
        ("notice", board.hanging.length(), t("公示中")),
        ("changes", board.objections.length() + board.changes.length(), t("要核实")),
        ("city", None, t("上报")),
    ]
    labels = [
        rx.el.label(
            rx.el.input(
                type="radio", name="tab", value=code, checked=STATE.tab == code, on_change=STATE.choose(code).temporal
            ),
            word if number is None else rx.el.span(rx.el.span(number, class_name="font-bold"), " ", word),
        )
        for code, number, word in tabs
    ]
    return rx.el.fieldset(
        rx.el.legend(t("看什么"), class_name="sr-only"),
        rx.el.div(*labels, class_name=f"lj-seg {FOUR}"),
        class_name="lj-field",
    )


def _todo() -> rx.Component:
    board = STATE.one
    nothing = kit.card(
        kit.empty("tea", t("没有要办的时长"), t("上完班，两次扫码之间的时间会自动提出来；没扫码的，到这里补记。"))
    )
    return rx.fragment(
        _scan(),
        rx.cond(board.proposed.length() > 0, _proposed()),
        rx.cond(
            board.enter.length() > 0,
            kit.card(
                rx.el.p(t("班已经结束，没有签退，或者没有扫码。"), class_name="lj-help px-4"),
                kit.rows(rx.foreach(board.enter, _enter_row)),
                title=t("要补记的 {n} 人", n=board.enter.length()),
                flush=True,
            ),
        ),
        rx.cond(board.proposed.length() + board.enter.length() == 0, nothing),
    )


def _scan() -> rx.Component:
    """A hand scanner types and presses Enter; without one the six letters do."""
    return kit.card(
        rx.el.form(
            kit.text_field(
                "pass", t("志愿者的居民码"), required=True, max_length=200, auto_complete="off",
                auto_capitalize="characters",
                help=t("扫码枪扫一下，或者输入卡上的 6 个字。来的时候一次，走的时候再一次。"),
            ),
            kit.button(t("签到或签退"), "secondary", type="submit", big=True),
            on_submit=STATE.scan.temporal,
            key="scan-" + STATE.saved.to_string(),
            class_name="flex flex-col gap-4",
        ),
        title=t("志愿者到了、走了"),
    )  # fmt: skip


def _proposed() -> rx.Component:
    board = STATE.one
    unknown = t("今年的放假和调休还没有填全，只按周末算。请管理员在“上报”里补上。")
    return kit.card(
        rx.el.div(
            rx.cond(board.known, rx.fragment(), kit.notice(unknown, "warning")),
            rx.el.p(
                t("公示 {days} 个工作日，今天贴出去到 {day}，没有异议次日入账。", days=board.days, day=board.last_on),
                class_name="lj-help",
            ),
            kit.button(
                t("全部公示"),
                icon_name="bell",
                big=True,
                on_click=STATE.put_out.temporal,
                class_name="put-out",
            ),
            class_name="flex flex-col gap-3 p-4",
        ),
        kit.rows(rx.foreach(board.proposed, _line_row)),
        title=t("待公示 {n} 条", n=board.proposed.length()),
        flush=True,
    )


def _notice() -> rx.Component:
    board = STATE.one
    public = kit.row(
        t("居民看到的公示"), t("名字只显示姓，谁都能提异议"), lead=icon("eye"), href="/volunteer/notice",
        custom_attrs={"reloadDocument": True},
    )  # fmt: skip
    return rx.fragment(
        rx.cond(
            board.hanging.length() > 0,
            kit.card(kit.rows(rx.foreach(board.hanging, _line_row)), title=t("公示中"), flush=True),
            kit.card(kit.empty("tea", t("现在没有公示中的时长"), t("在“待办”里点“全部公示”，就会贴到这里。"))),
        ),
        kit.card(rx.el.ul(rx.el.li(public), class_name="lj-rows"), flush=True),
    )


def _changes() -> rx.Component:
    board = STATE.one
    both = board.objections.length() + board.changes.length()
    return rx.fragment(
        rx.cond(
            board.objections.length() > 0,
            kit.card(kit.rows(rx.foreach(board.objections, _objection_row)), title=t("要答复的异议"), flush=True),
        ),
        rx.cond(
            board.changes.length() > 0,
            kit.card(kit.rows(rx.foreach(board.changes, _change_row)), title=t("要审批的更正"), flush=True),
        ),
        rx.cond(
            both == 0,
            kit.card(kit.empty("tea", t("没有异议，也没有更正"), t("居民在公示里提的异议、要改的时长，会先到这里。"))),
        ),
    )


def _hours_words(value: Any) -> Any:
    return t("{n} 小时", n=value)


def _whole(words: Any) -> rx.Component:
    """A day breaks at no hyphen."""
    return rx.el.span(words, class_name="whitespace-nowrap")


def _line_row(row: Any) -> rx.Component:
    about = rx.fragment(
        rx.el.span(row.title, " · ", _whole(row.day), class_name="block"),
        rx.el.span(told(row.sort), class_name="block"),
        rx.cond(row.until, _whole(t("公示到 {day}", day=row.until))),
    )
    open_ = STATE.open(row.kind, row.id, row.open_id).temporal
    return rx.el.li(kit.row(row.name, about, trail=_hours_words(row.hours), on_click=open_), key=row.id)


def _enter_row(row: Any) -> rx.Component:
    scanned = rx.cond(row.came, t("{time} 签到，没有签退", time=row.came), t("没有扫码"))
    about = rx.fragment(
        rx.el.span(row.title, " · ", _whole(row.day), " ", _whole(row.starts + "–" + row.ends), class_name="block"),
        rx.el.span(scanned, class_name="block"),
    )
    open_ = STATE.open(row.kind, row.id, row.open_id).temporal
    return rx.el.li(kit.row(row.name, about, on_click=open_), key=row.id + row.open_id)


def _objection_row(row: Any) -> rx.Component:
    about = rx.fragment(row.name, " · ", row.title, " · ", _whole(row.day))
    open_ = STATE.open(row.kind, row.id, row.open_id).temporal
    words = rx.el.span(row.words, class_name="line-clamp-2")
    return rx.el.li(kit.row(words, about, trail=_hours_words(row.hours), on_click=open_), key=row.id)


def _change_row(row: Any) -> rx.Component:
    about = rx.fragment(
        rx.el.span(row.title, " · ", _whole(row.day), class_name="block"), rx.el.span(row.words, class_name="block")
    )
    open_ = STATE.open(row.kind, row.id, row.open_id).temporal
    trail = rx.fragment(_hours_words(row.before), " → ", _hours_words(row.after))
    return rx.el.li(kit.row(row.name, about, trail=trail, on_click=open_), key=row.id)
