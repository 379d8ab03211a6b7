"""走访间隔 `/admin/visits`: how often whom and why, what moves a household up, what the slip at a door says."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.visits.models import Mode
from app.visits.page.desk import community_select, mode_checks, told
from app.visits.state.intervals import VisitRulesState

STATE: Any = VisitRulesState  # its class attributes are Vars and handlers, which its annotations do not say
FORM = "flex flex-col gap-4"


def intervals_screen() -> rx.Component:
    """The rules, or the one that is open."""
    lists = rx.fragment(community_select(STATE), _intervals(), _causes(), _card())
    shown = rx.cond(
        STATE.one.words != "", _interval_form(), rx.cond(STATE.cause.cause != "", _cause_form(),
        rx.cond(STATE.adding, _new_form(), lists)),
    )  # fmt: skip
    return screen(t("走访间隔"), gate(STATE, shown), dock="own", here="/admin/coverage", back="/admin/coverage")


def _intervals() -> rx.Component:
    return kit.card(
        rx.el.p(
            t("同一户有几条规则时，最严的一条算数。每条都写着出处：全国的只有“全国目标”，其余是一地做法或起始值。"),
            class_name="lj-help",
        ),
        kit.rows(rx.foreach(STATE.rules.intervals, _interval), class_name="-mx-4"),
        rx.cond(
            STATE.rules.groups.length() > 0,
            kit.button(t("加一条"), "quiet", icon_name="plus", on_click=STATE.open_new.temporal),
        ),
        title=t("多久走访一次"),
        class_name=FORM,
    )


def _interval(row: Any) -> rx.Component:
    return rx.el.li(
        kit.row(
            told(row.group),
            rx.fragment(
                rx.el.span(
                    told(row.said), " · ", _length(row), class_name="block"
                ),
                rx.el.span(row.source, class_name="block"),
                rx.cond(row.changed, rx.el.span(t("改于 {when}", when=row.changed), class_name="block")),
            ),
            on_click=STATE.open(row.key).temporal,
        ),
        key=row.key,
    )  # fmt: skip


def _length(row: Any) -> Any:
    return rx.cond(
        row.grace > 0, t("{days} 天，宽限 {grace} 天", days=row.days, grace=row.grace), t("{days} 天", days=row.days)
    )


def _interval_form() -> rx.Component:
    row = STATE.one
    return kit.card(
        rx.el.form(
            rx.el.input(type="hidden", name="key", default_value=row.key),
            *_fields(row.words, row.days.to_string(), row.grace.to_string(), row.source),
            mode_checks(row.modes),
            _buttons(),
            on_submit=STATE.change.temporal,
            key=row.key,
            class_name=FORM,
        ),
        rx.cond(
            row.ordinary,
            rx.fragment(),
            kit.button(t("删掉这一条"), "plain", icon_name="trash", on_click=STATE.drop(row.key).temporal),
        ),
        title=rx.fragment(told(row.group), rx.cond(row.age > 0, t("（{age} 岁以上）", age=row.age), "")),
    )


def _new_form() -> rx.Component:
    options = rx.foreach(STATE.rules.groups, lambda one: rx.el.option(told(one.name), value=one.value))
    return kit.card(
        rx.el.form(
            kit.select_field("code", t("人群"), options),
            kit.text_field(
                "min_age", t("只管多少岁以上（0 是全部）"), default_value="0", input_mode="numeric", max_length=3
            ),
            *_fields("", "30", "0", ""),
            mode_checks(rx.Var.create([mode.value for mode in Mode])),
            _buttons(),
            on_submit=STATE.add.temporal,
            class_name=FORM,
        ),
        title=t("加一条"),
    )


def _fields(words: Any, days: Any, grace: Any, source: Any) -> list[rx.Component]:
    number: dict[str, Any] = {"input_mode": "numeric", "required": True, "max_length": 3}
    return [
        kit.text_field("days", t("间隔几天"), default_value=days, **number),
        kit.text_field("grace_days", t("到期后宽限几天"), default_value=grace, **number),
        kit.text_field(
            "words", t("怎么说"), default_value=words, required=True, max_length=64,
            help=t("接在人群后面念，例如“应每月探访”。"),
        ),
        kit.text_area(
            "source", t("出处"), default_value=source, required=True, max_length=300,
            help=t("哪份文件、哪一年；没有文件就写“本社区自定”。"),
        ),
    ]  # fmt: skip


def _buttons() -> rx.Component:
    return rx.el.div(
        kit.button(t("保存"), type="submit"),
        kit.button(t("不改了"), "quiet", type="button", on_click=STATE.close.temporal),
        class_name="flex flex-wrap gap-3",
    )


def _causes() -> rx.Component:
    return kit.card(
        rx.el.p(t("出了这些事，到期日会提前。"), class_name="lj-help"),
        kit.rows(rx.foreach(STATE.rules.priorities, _cause), class_name="-mx-4"),
        title=t("哪些情况提前"),
    )


def _cause(row: Any) -> rx.Component:
    said = rx.fragment(
        rx.el.span(t("{days} 天内走访", days=row.days), class_name="block"), rx.el.span(row.source, class_name="block")
    )
    return rx.el.li(kit.row(told(row.name), said, on_click=STATE.open_cause(row.cause).temporal), key=row.cause)


def _cause_form() -> rx.Component:
    row = STATE.cause
    return kit.card(
        rx.el.form(
            rx.el.input(type="hidden", name="cause", default_value=row.cause),
            kit.text_field(
                "days", t("几天内走访"), default_value=row.days.to_string(), input_mode="numeric", required=True,
                max_length=3,
            ),
            kit.text_area(
                "source", t("出处"), default_value=row.source, required=True, max_length=300,
                help=t("哪份文件、哪一年；没有文件就写“本社区自定”。"),
            ),
            _buttons(),
            on_submit=STATE.change_cause.temporal,
            key=row.cause,
            class_name=FORM,
        ),
        title=told(row.name),
    )  # fmt: skip


def _card() -> rx.Component:
    card = STATE.rules.card
    return kit.card(
        rx.el.form(
            kit.text_field("phone", t("电话"), default_value=card.phone, max_length=64, type="tel"),
            kit.text_field("address", t("地址"), default_value=card.address, max_length=200),
            kit.text_field("hours", t("开放时间"), default_value=card.hours, max_length=200),
            kit.text_field("words", t("一句话"), default_value=card.words, max_length=300),
            kit.button(t("保存"), "secondary", type="submit"),
            on_submit=STATE.change_card.temporal,
            key=STATE.rules.code,
            class_name=FORM,
        ),
        kit.row(
            t("看看扫码后的页面"),
            lead=icon("qr"),
            href="/committee/" + STATE.rules.code,
            custom_attrs={"reloadDocument": True},
            class_name="-mx-4 mt-2",
        ),
        title=t("便条上怎么写"),
    )
