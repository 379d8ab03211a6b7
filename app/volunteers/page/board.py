"""志愿者 `/admin/volunteers`: the week with every seat; on a phone day by day, what is empty first."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.volunteers.page.extra import change_cards, extra_cards
from app.volunteers.page.month import month_card
from app.volunteers.page.parts import FORM, community_choice
from app.volunteers.page.seating import shift_cards
from app.volunteers.page.swaps import swaps_button, swaps_card
from app.volunteers.rules.standing import Standing
from app.volunteers.state.desk import VolunteersDeskState

STATE: Any = VolunteersDeskState  # its class attributes are Vars and handlers, which its annotations do not say


def board_screen() -> rx.Component:
    """The week, or what is open instead."""
    week = rx.fragment(community_choice(STATE), _risks(), _head(), _grid(), _ways())
    return screen(
        t("志愿者排班"),
        gate(
            STATE,
            rx.cond(
                STATE.community != "",
                rx.match(
                    STATE.doing,
                    ("shift", shift_cards(STATE)),
                    ("month", month_card(STATE)),
                    ("extra", extra_cards(STATE)),
                    ("change", change_cards(STATE)),
                    ("swaps", swaps_card(STATE)),
                    week,
                ),
                kit.empty("house", t("还没有社区"), t("导入名册以后，就能在这里排班。")),
            ),
        ),
        dock="own",
        here="/admin/volunteers",
        back="/admin",
        wide=True,
    )


def _risks() -> rx.Component:
    """What may go wrong soon: first of all, and with the way to somebody to call."""

    def one(row: Any) -> rx.Component:
        about = rx.fragment(rx.el.span(told(row.when), class_name="block"), told(row.words))
        line = kit.row(row.title, about, lead=icon("alert"), on_click=STATE.open_risk(row.shift, row.need).temporal)
        return rx.el.li(line, key=row.need)

    listed = kit.rows(rx.foreach(STATE.risks, one), class_name="-mx-4 max-h-[22rem] overflow-y-auto")
    summary = rx.el.summary(icon("phone-call"), t("可能缺人：{n} 处", n=STATE.risks.length()), class_name="lj-more")
    return rx.cond(STATE.risks.length() > 0, kit.card(rx.el.details(summary, listed), tone="warning"))


def _head() -> rx.Component:
    week = STATE.week
    figures = rx.cond(
        week.seats > 0, t("{seats} 个位子，空着 {empty} 个", seats=week.seats, empty=week.empty), t("这一周没有班。")
    )
    publish = rx.fragment(
        rx.el.p(t("{n} 个班还没发布，或有 {people} 人还不知道。", n=week.to_publish, people=week.untold)),
        kit.button(t("发布这一周"), icon_name="send", on_click=STATE.publish_week.temporal, class_name="self-start"),
    )
    return kit.card(
        rx.el.div(
            kit.tool("arrow-left", t("上一周"), on_click=STATE.turn(-1).temporal),
            rx.el.h2(
                told(week.name),
                " ",
                rx.cond(week.name.zh != week.span.zh, rx.el.span(told(week.span), class_name="lj-help block")),
                class_name="flex-1 text-center",
            ),
            kit.tool("arrow-right", t("下一周"), on_click=STATE.turn(1).temporal),
            class_name="flex items-center gap-2",
        ),
        rx.el.p(figures, class_name="text-center"),
        rx.cond(week.to_publish > 0, publish),
        rx.el.div(
            kit.button(t("排一个月"), "secondary", icon_name="calendar", on_click=STATE.open_month.temporal),
            kit.button(t("加一个班"), "quiet", icon_name="plus", on_click=STATE.open_extra.temporal),
            swaps_button(STATE),
            rx.cond(week.here, rx.fragment(), kit.button(t("回到本周"), "quiet", on_click=STATE.turn(0).temporal)),
            class_name="flex flex-wrap gap-3",
        ),
        class_name=FORM,
    )  # fmt: skip


def _ways() -> rx.Component:
    """What the board stands on: posts, people, limits."""
    settings = kit.row(
        t("志愿者设定"), t("取消的时限、公示几天，谁定的"), lead=icon("gear"), href="/admin/volunteers/settings"
    )
    return kit.card(
        rx.el.ul(
            rx.el.li(
                kit.row(t("岗位和周表"), t("每周有哪些班，要哪些人"), lead=icon("list"), href="/admin/volunteers/posts")
            ),
            rx.el.li(
                kit.row(t("志愿者名单"), t("谁加入了，谁的证要看"), lead=icon("users"), href="/admin/volunteers/people")
            ),
            rx.el.li(
                kit.row(
                    t("楼栋远近"), t("离客厅几公里，排班时算路"), lead=icon("building"), href="/admin/volunteers/places"
                )
            ),
            rx.cond(STATE.may_set, rx.el.li(settings)),
            class_name="lj-rows",
        ),
        flush=True,
    )


def _grid() -> rx.Component:
    return rx.el.div(rx.foreach(STATE.week.days, _day), class_name="grid gap-3 lg:grid-cols-7")


def _day(day: Any) -> rx.Component:
    """On a phone a day without shifts is not there; on a desk its column stays."""
    return rx.el.section(
        rx.el.h2(
            told(day.name),
            rx.cond(day.today, rx.el.span(" · ", t("今天"))),
            class_name="font-semibold break-keep lg:text-sm",
        ),
        rx.foreach(day.shifts, _shift),
        rx.cond(day.shifts.length() == 0, rx.el.p("–", class_name="lj-muted", aria_hidden="true")),
        class_name=rx.cond(
            day.shifts.length() > 0, "flex flex-col gap-2 min-w-0", "hidden lg:flex flex-col gap-2 min-w-0"
        ),
        key=day.name.zh,
    )


def _shift(row: Any) -> rx.Component:
    """A shift with its names; what has an empty seat stands first on a phone."""
    return rx.el.button(
        rx.el.span(
            rx.el.strong(row.title), rx.el.span(told(row.hours), class_name="tabular-nums"),
            class_name="flex flex-wrap justify-between gap-x-2",
        ),
        _marks(row),
        rx.foreach(row.needs, _need),
        type="button",
        on_click=STATE.open(row.id).temporal,
        class_name=rx.cond(
            row.open & (row.empty > 0), "lj-card text-start flex flex-col gap-1 !p-3 max-lg:order-1",
            "lj-card text-start flex flex-col gap-1 !p-3 max-lg:order-2",
        ),
        key=row.id,
    )  # fmt: skip


def _marks(row: Any) -> rx.Component:
    standing = rx.match(
        row.standing,
        (Standing.DONE.value, kit.mark("none", t("已结束"))),
        (Standing.RUNNING.value, kit.mark("due", t("进行中"))),
        (Standing.PUBLISHED.value, rx.cond(row.untold > 0, kit.mark("saved", t("有新的没发布")))),
        kit.mark("saved", t("没发布")),
    )
    empty = rx.cond(row.open & (row.empty > 0), kit.mark("overdue", t("缺 {n} 人", n=row.empty)))
    waiting = rx.cond(row.waiting > 0, kit.tag(t("{n} 人排队", n=row.waiting)))
    return rx.el.span(empty, standing, waiting, class_name="flex flex-wrap gap-1 empty:hidden")


def _need(need: Any) -> rx.Component:
    def name(one: Any) -> rx.Component:
        return rx.el.span(
            rx.cond(one.locked, icon("lock", "0.9em", "inline-block me-1")),
            one.name,
            rx.match(
                one.state, ("draft", t("（草稿）")), ("asked", t("（等答复）")), ("absent", t("（没来）")), ""
            ),
            class_name="inline-block me-2", key=one.id,
        )  # fmt: skip

    return rx.el.span(
        rx.el.span(need.role, class_name="lj-help me-2"), rx.foreach(need.seats, name),
        rx.cond(need.empty > 0, rx.el.span(t("空 {n}", n=need.empty), class_name="text-error font-semibold")),
        class_name="block", key=need.id,
    )  # fmt: skip
