"""What the city gets: the file, its columns, and the days off by which notices are counted."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.rules.settings import OUR_SOURCE
from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.volunteers.models import DayKind
from app.volunteers.page.parts import FORM


def city(state: Any) -> rx.Component:
    """The file first; settings for who may set them."""
    return rx.fragment(_file(state), rx.cond(state.city.may_set, rx.fragment(_days(state), _fields(state))))


def _file(state: Any) -> rx.Component:
    rows = state.city
    return kit.card(
        rx.el.p(t("只含公示期满已入账、本人同意上报的时长。{n} / {all} 人同意。", n=rows.agreed, all=rows.people)),
        kit.get_form(
            "/api/volunteers/hours.xlsx",
            rx.el.input(type="hidden", name="community", default_value=state.one.community),
            kit.text_field("since", t("从哪天"), type="date", default_value=rows.since, required=True),
            kit.text_field("until", t("到哪天"), type="date", default_value=rows.until, required=True),
            kit.button(t("导出表格"), icon_name="download", type="submit", big=True),
            kit.button(
                t("导出 CSV"), "quiet", type="submit", big=True,
                custom_attrs={"formAction": "/api/volunteers/hours.csv"},
            ),
            
            key=state.one.community,
            class_name=FORM,
        ),
        rx.el.p(t("内有个人信息，只用于上报，用完请删除；导出会记录。"), class_name="lj-help"),
        title=t("报给市里的志愿服务系统"),
        class_name=FORM,
    )  # fmt: skip


def _days(state: Any) -> rx.Component:
    return kit.card(
        rx.el.p(t("公示按工作日算。周末不用填，只填放假和调休上班的日子，国务院每年年底发下一年的通知。")),
        rx.cond(state.city.days.length() > 0, kit.rows(rx.foreach(state.city.days, lambda row: _day(state, row)))),
        rx.el.form(
            kit.text_field("first_on", t("第一天"), type="date", required=True),
            kit.text_field("last_on", t("最后一天（只有一天可以不填）"), type="date"),
            kit.select_field(
                "kind", t("这些天"), [(DayKind.OFF.value, t("放假")), (DayKind.WORK.value, t("调休上班"))]
            ),
            kit.text_field(
                "days_source", t("出处"), required=True, max_length=200, auto_complete="off",
                placeholder=t("如：国务院办公厅放假通知的文号"),
            ),
            kit.button(t("加上"), "secondary", type="submit", big=True),
            on_submit=state.add_days.temporal,
            key="days-" + state.saved.to_string(),
            class_name=FORM,
        ),
        title=t("放假和调休"),
        class_name=FORM,
    )  # fmt: skip


def _day(state: Any, row: Any) -> rx.Component:
    kind = rx.cond(row.kind == DayKind.WORK.value, t("调休上班"), t("放假"))
    return rx.el.li(
        rx.el.div(
            rx.el.span(
                rx.el.span(row.day, " · ", kind, class_name="block"), rx.el.span(row.source, class_name="lj-help")
            ),
            kit.button(
                t("删掉"), "plain", on_click=state.drop_day(row.id).temporal, aria_label=t("删掉 {day}", day=row.day)
            ),
            class_name="flex items-center justify-between gap-3",
        ),
        key=row.id,
    )


def _fields(state: Any) -> rx.Component:
    return kit.card(
        rx.el.p(t("照市里导入模板的叫法填；空着的那一栏不导出。")),
        rx.el.form(
            rx.foreach(state.city.fields, _field),
            kit.button(t("保存"), "secondary", type="submit", big=True),
            on_submit=state.name_fields.temporal,
            key="fields-" + state.saved.to_string(),
            class_name="flex flex-col gap-8",
        ),
        title=t("表格的栏目"),
        class_name=FORM,
    )


def _field(row: Any) -> rx.Component:
    source = row.name + "_source"
    return rx.el.div(
        rx.el.label(told(row.ours), html_for=row.name, class_name="font-semibold"),
        rx.el.input(
            id=row.name, name=row.name, default_value=row.title, max_length=60, auto_complete="off", class_name="input"
        ),
        rx.el.label(t("出处"), html_for=source),
        rx.el.input(
            id=source, name=source, default_value=row.source, max_length=200, auto_complete="off", class_name="input"
        ),
        rx.el.p(rx.cond(row.by, row.by, t(OUR_SOURCE)), class_name="lj-help"),
        key=row.name,
        class_name="flex flex-col gap-2",
    )
