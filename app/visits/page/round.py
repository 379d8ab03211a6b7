"""今日走访 `/round`: my doors, what is due first, then as one climbs; as a list or as the building's plan."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.offline.install import install_hint
from app.offline.local import arriving, online, signed, sync
from app.offline.phone import field as gate
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.later import later
from app.shared.layout import screen
from app.shared.local import act, value
from app.visits.page.doors import door_list, the_round
from app.visits.page.parts import EVEN, SIDEWAYS
from app.visits.page.plan import stack_plan
from app.visits.page.shapes.round import Option
from app.visits.page.stand_in import stand_in_line, stand_in_sheet, stand_in_tool

CHOOSE = "visits/round:choose"
FILTER = "round-filter"
CHIP = "lj-chip cursor-pointer shrink-0"


def round_screen() -> rx.Component:
    """The list of doors with its tabs and filters."""
    return screen(
        t("今日走访"),
        gate(
            install_hint(),
            stand_in_line(),
            rx.cond(the_round().ready, rx.fragment(_filters(), _body()), _waiting()),
            stand_in_sheet(),
        ),
        actions=stand_in_tool(),
        dock="field",
        here="/round",
    )


def _tabs() -> rx.Component:
    """Due, done, not met at a glance: the numbers are the tabs."""
    counts = the_round().counts
    tabs = [
        ("todo", counts.todo, t("待访")),
        ("done", counts.done, t("已访")),
        ("not_met", counts.not_met, t("未遇")),
        ("all", counts.all, t("全部")),
    ]
    return rx.el.fieldset(
        rx.el.legend(t("看哪些住户"), class_name="sr-only"),
        rx.el.div(*(_tab(code, number, text) for code, number, text in tabs), class_name="lj-seg"),
        class_name="lj-field " + EVEN,
    )


def _tab(code: str, number: Any, text: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio", name="tab", value=code, default_checked=the_round().tab == code,
            on_change=act(CHOOSE, "tab", code),
        ),
        rx.el.span(
            rx.el.span(number, class_name="block text-[1.2rem] leading-tight font-bold whitespace-nowrap"),
            rx.el.span(text, class_name="block"),
        ),
    )  # fmt: skip


def _body() -> rx.Component:
    here = the_round()
    return rx.cond(here.view == "plan", later(stack_plan), rx.fragment(_tabs(), door_list()))


def _filters() -> rx.Component:
    """One line that scrolls: list or plan, care groups in a sheet, then the buildings as one meets them."""
    here = the_round()
    planned = here.view == "plan"
    return rx.el.div(
        rx.el.button(
            icon("building", "1.2em"),
            t("楼栋图"),
            type="button",
            class_name=CHIP,
            aria_pressed=planned,
            on_click=act("visits/round:view", rx.cond(planned, "list", "plan")),
        ),
        rx.el.button(
            icon("filter", "1.2em"),
            rx.cond(here.group, here.group_name, t("人群")),
            type="button",
            class_name=CHIP,
            aria_pressed=here.group != "",
            **kit.opens(FILTER),
        ),
        rx.cond(
            here.buildings.length() > 1,
            rx.fragment(
                rx.cond(planned, rx.fragment(), _pick("", t("全部楼栋"), here.building == "")),
                rx.foreach(
                    here.buildings, lambda one: _building(one, rx.cond(planned, here.plan.building, here.building))
                ),
            ),
        ),
        _group_sheet(),
        role="group",
        aria_label=t("筛选"),
        class_name=SIDEWAYS,
    )


def _building(one: Option, chosen: Any) -> rx.Component:
    return _pick(one.id, _counted(one), chosen == one.id, key=one.id)


def _counted(one: Option) -> rx.Component:
    return rx.fragment(one.name, rx.cond(one.todo > 0, rx.el.span(one.todo, class_name="lj-muted")))


def _pick(code: Any, text: Any, on: Any, **props: Any) -> rx.Component:
    return rx.el.button(
        text, type="button", aria_pressed=on, on_click=act(CHOOSE, "building", code), class_name=CHIP, **props
    )


def _group_sheet() -> rx.Component:
    here = the_round()
    return kit.sheet(
        FILTER,
        t("按人群看"),
        rx.el.div(
            _choice("", t("全部人群"), here.group == ""),
            rx.foreach(here.groups, lambda one: _choice(one.id, _counted(one), here.group == one.id)),
            class_name="lj-chips",
        ),
    )


def _choice(code: Any, text: Any, on: Any) -> rx.Component:
    return rx.el.button(
        text,
        type="button",
        aria_pressed=on,
        on_click=act(CHOOSE, "group", code),
        class_name="lj-chip cursor-pointer",
        **kit.closes(),
    )


def _waiting() -> rx.Component:
    """Nothing of the round is on this phone yet: on its way, out of reach, or not meant for this person."""
    trouble = sync().trouble
    return rx.cond(
        (signed() == "in") & (value("round.mine", str, "", module="visits/round") == "no"),
        kit.empty(
            "house",
            t("您没有走访任务"),
            t("走访名单给社区工作者用。要走访的话，请社区管理员给您分配网格。"),
            kit.button(t("回首页"), "quiet", href="/"),
        ),
        rx.cond(
            (trouble == "") & online(),
            _arriving(),
            kit.empty(
                "stairwell",
                t("名单还没有下载到这部手机"),
                t("请在有信号的地方打开一次，以后上楼没有信号也能用。"),
                kit.button(t("再试一次"), icon_name="refresh", on_click=act("offline/sync:send_now")),
            ),
        ),
    )


def _arriving() -> rx.Component:
    """The first download, counted."""
    here = arriving("round")
    bar = {"class_name": "progress progress-secondary w-full h-2.5", "aria_label": t("正在下载")}
    return kit.card(
        rx.el.p(t("正在下载您的住户名单…"), class_name="font-semibold", role="status"),
        rx.cond(
            here.total > 0,
            rx.fragment(
                rx.el.progress(value=here.done, max=here.total, **bar),
                rx.el.p(t("已取 {done} / {total} 户", done=here.done, total=here.total), class_name="tabular-nums"),
            ),
            rx.el.progress(**bar),
        ),
        rx.el.p(t("只在第一次要等一下，以后没有信号也能打开。"), class_name="text-lg"),
    )
