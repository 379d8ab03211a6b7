"""志愿服务记录 on the card of a person: those that were handed out, and a new one."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told_wrong
from app.shared.i18n import t
from app.volunteers.page.parts import FORM


def records_card(state: Any) -> rx.Component:
    """What was handed out, each to print or to take back; then the form of a new one."""
    listed = rx.el.ul(
        rx.foreach(state.one.records, lambda row: _record(state, row)),
        class_name="flex flex-col divide-y divide-base-300",
    )
    none = rx.el.p(t("还没有开过。本人在手机上也能自己开。"), class_name="lj-muted")
    return kit.card(
        rx.cond(state.one.records.length() > 0, listed, none),
        rx.cond(state.taking.id, _why(state), _new(state)),
        title=t("志愿服务记录"),
        class_name=FORM,
    )


def _record(state: Any, row: Any) -> rx.Component:
    deeds = rx.el.div(
        kit.button(t("打印"), "quiet", icon_name="printer", href="/print/record/" + row.id, target="_blank"),
        kit.button(t("收回"), "quiet", on_click=state.ask_withdraw(row.id).temporal),
        class_name="flex flex-wrap gap-3",
    )
    taken = rx.fragment(
        kit.mark("none", t("已收回"), "self-start"), rx.el.p(t("原因：{why}", why=row.why), class_name="lj-help")
    )
    return rx.el.li(
        rx.el.strong(t("{since} 到 {until}，{hours} 小时", since=row.since, until=row.until, hours=row.hours)),
        rx.el.p(t("验证码 {code} · {day} 开", code=row.code, day=row.made_on), class_name="lj-help"),
        rx.cond(row.taken, taken, deeds),
        class_name="flex flex-col gap-2 py-3 first:pt-0",
        key=row.id,
    )


def _why(state: Any) -> rx.Component:
    row = state.taking
    return rx.el.form(
        rx.el.h3(t("收回 {code}", code=row.code), class_name="font-semibold"),
        rx.el.input(type="hidden", name="record", value=row.id, read_only=True),
        kit.text_field(
            "why", t("为什么收回（验证的人会看到）"), error=told_wrong(state, "why"), required=True, max_length=200,
            auto_complete="off",
        ),
        rx.el.div(
            kit.button(t("真的收回"), "danger", type="submit"),
            kit.button(t("还是不了"), "quiet", on_click=state.ask_withdraw("").temporal),
            class_name="flex flex-wrap gap-3",
        ),
        on_submit=state.withdraw.temporal,
        key="take-" + row.id,
        class_name=FORM,
    )  # fmt: skip


def _new(state: Any) -> rx.Component:
    row = state.one
    return rx.el.form(
        kit.pair(
            kit.text_field("since", t("从哪天"), error=told_wrong(state, "since"), type="date", required=True,
                           default_value=row.since),
            kit.text_field("until", t("到哪天"), error=told_wrong(state, "until"), type="date", required=True,
                           default_value=row.today),
        ),
        kit.button(t("替本人开一份"), "secondary", type="submit", class_name="self-start"),
        on_submit=state.make_record.temporal,
        key="make-" + row.id,
        class_name=FORM,
    )  # fmt: skip
