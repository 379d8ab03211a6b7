"""`/admin/events/<id>`: the event, its doors (wall, tablet, scanner, poster), who is coming and who came."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.behalf import behalf
from app.events.page.form import event_form
from app.events.page.parts import FORM, fact, standing_mark, tabs
from app.events.page.people import lists
from app.events.page.places import doors
from app.events.rules.standing import Standing
from app.events.state.manage import ManageState
from app.shared import kit
from app.shared.both import told
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.layout import screen
from app.shared.local import act

STATE: Any = ManageState  # its class attributes are Vars and handlers, which its annotations do not say


def manage_screen() -> rx.Component:
    """The event, the form that is open, or that there is none."""
    open_ = rx.match(
        STATE.doing,
        ("edit", kit.card(event_form(STATE, STATE.change, t("保存"), new=False), title=t("改活动"))),
        rx.fragment(
            rx.match(STATE.doing, ("cancel", _cancel()), ("add", behalf(STATE)), rx.fragment()),  # first: it is seen
            _head(),
            rx.cond(STATE.event.row.standing == Standing.DRAFT.value, rx.fragment(), _after_publishing()),
            _follow(),
        ),
    )
    return screen(
        rx.cond(STATE.there, STATE.event.row.title, t("活动")),
        gate(STATE, rx.cond(STATE.there, open_, _none())),
        dock="own",
        here="/admin/events",
        back="/admin/events",
    )


def _follow() -> rx.Component:
    """What `js/desk.js` presses when somebody has come: nobody sees it, nobody tabs to it."""
    return rx.el.button(
        type="button", class_name="hidden", tab_index=-1, aria_hidden="true", on_click=STATE.refresh.temporal,
        on_mount=act("events/desk:follow"),
        custom_attrs={"data-refresh": STATE.event.row.id, "data-live": STATE.may_read.to_string()},
    )  # fmt: skip


def _none() -> rx.Component:
    return kit.empty(
        "stairwell", t("没有这场活动"), t("可能不在您负责的社区里，或者链接不完整。"),
        kit.button(t("回到活动"), "quiet", href="/admin/events"),
    )  # fmt: skip


def _head() -> rx.Component:
    event = STATE.event
    return kit.card(
        rx.el.dl(
            fact(t("地点"), event.row.place), fact(t("适合"), event.audience), fact(t("年龄"), event.ages),
            fact(t("要带"), event.bring), class_name="lj-defs empty:hidden",
        ),
        rx.cond(event.about, rx.el.p(event.about, class_name="whitespace-pre-wrap")),
        rx.cond(event.why, kit.notice(t("取消原因：{why}", why=event.why), "error")),
        rx.cond(event.row.standing != Standing.DRAFT.value, _figures()),
        rx.cond(STATE.may_edit, _deeds()),
        title=told(event.row.when),
        action=standing_mark(event.row.standing),
        class_name=FORM,
    )  # fmt: skip


def _figures() -> rx.Component:
    figures = STATE.figures

    def one(number: Any, word: Any) -> rx.Component:
        return rx.el.div(
            rx.el.strong(number, class_name="text-2xl tabular-nums"), rx.el.span(word, class_name="lj-help"),
            class_name="flex flex-col items-center flex-1 min-w-[4.5rem]",
        )  # fmt: skip

    capacity = STATE.event.row.capacity
    expected = rx.cond(capacity > 0, rx.fragment(figures.expected, " / ", capacity), figures.expected)
    return rx.el.div(
        one(expected, t("报名")), one(figures.waiting, t("候补")), one(figures.came, t("已到")),
        rx.cond(figures.walked_in > 0, one(figures.walked_in, t("现场来的"))),
        rx.cond(figures.stars, one(figures.stars, t("评价（5 分）"))),
        class_name="flex flex-wrap gap-3 rounded-field bg-base-200 p-3",
    )  # fmt: skip


def _deeds() -> rx.Component:
    """What may be done now: the next step first."""
    change = kit.button(t("改活动"), "quiet", icon_name="edit", on_click=STATE.open("edit").temporal)
    again = kit.button(t("照样再办一场"), "quiet", icon_name="plus", href="/admin/events?copy=" + STATE.event.row.id)
    stop = kit.button(t("取消活动"), "quiet", on_click=STATE.open("cancel").temporal)
    add = kit.button(t("替人报名"), "secondary", icon_name="plus", on_click=STATE.open("add").temporal)
    return rx.el.div(
        rx.match(
            STATE.event.row.standing,
            (
                Standing.DRAFT.value,
                rx.fragment(kit.button(t("发布"), icon_name="send", on_click=STATE.publish.temporal), change, stop),
            ),
            (Standing.PUBLISHED.value, rx.fragment(add, change, again, stop)),
            (
                Standing.RUNNING.value,
                rx.fragment(
                    add, kit.button(t("结束活动"), icon_name="check", on_click=STATE.finish.temporal), change, stop
                ),
            ),
            again,
        ),
        class_name="flex flex-wrap gap-3",
    )


def _cancel() -> rx.Component:
    return kit.card(
        rx.el.form(
            kit.text_field("why", t("为什么取消（报名的人会看到）"), required=True, max_length=200,
                           placeholder=t("如：台风，改期另行通知")),
            rx.el.div(
                kit.button(t("真的取消"), "danger", type="submit"),
                kit.button(t("还是办"), "quiet", on_click=STATE.close.temporal),
                class_name="flex flex-wrap gap-3",
            ),
            on_submit=STATE.cancel.temporal,
            class_name=FORM,
        ),
        title=t("取消活动"),
    )  # fmt: skip


def _after_publishing() -> rx.Component:
    counts = [
        ("expected", None, t("要来")), ("came", STATE.figures.came, t("已到")),
        ("tell", STATE.figures.untold, t("要通知")),
        ("look", STATE.clashes.length(), t("要看")), ("said", STATE.figures.feedback, t("评价")),
    ]  # fmt: skip
    return rx.fragment(
        rx.cond(
            STATE.may_read,
            rx.fragment(tabs(STATE.wanted, counts, t("看哪些人"), STATE.choose, rows=True), lists(STATE)),
            kit.notice(t("您能看到人数；名单只有本社区的工作人员看得到。")),
        ),
        rx.cond(STATE.may_read, doors(STATE)),
    )
