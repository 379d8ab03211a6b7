"""Whom a post or a shift needs: the fields of one role, and how many of each where the roles are known."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told_wrong
from app.shared.i18n import t
from app.volunteers.rules.limits import DEMANDS


def role_fields(state: Any, row: Any, skills: Any) -> rx.Component:
    """What everybody says about a role. `state` has `wrong_zh` and `wrong_en`; `row`: what the fields start from."""
    none = rx.el.option(t("不要求"), value="")
    options = rx.fragment(none, rx.foreach(skills, lambda one: rx.el.option(one.name, value=one.value)))
    critical = [("1", t("最好有")), ("2", t("要有")), ("3", t("少了不行"))]
    return rx.fragment(
        kit.text_field(
            "role", t("要的人做什么"), error=told_wrong(state, "role"), default_value=row.role, required=True,
            max_length=40, auto_complete="off", placeholder=t("如：量血压、接待、送餐"),
        ),
        number_field(state, "count", t("要几个人"), row.count, required=True),
        kit.select_field(
            "skill", t("要什么技能或证件"), options, default_value=row.skill, error=told_wrong(state, "skill"),
            help=t("选了证件，没给工作人员看过证、或者证过期的人，就排不进来。"),
        ),
        kit.segmented("critical", critical, label=t("有多要紧"), value=row.critical),
        kit.check("leader", t("这个位子带班，新人不排"), toggle=True, default_checked=row.leader),
    )  # fmt: skip


def limit_fields(state: Any, row: Any) -> rx.Component:
    """What seldom matters: ages, and what the work asks of a body."""
    chips = [
        kit.chip(f"demand_{code}", "on", t(asks), default_checked=row.demands.contains(code))
        for code, (asks, _) in DEMANDS.items()
    ]
    return rx.fragment(
        kit.pair(
            number_field(state, "age_from", t("最小几岁"), row.age_from),
            number_field(state, "age_until", t("最大几岁"), row.age_until),
        ),
        rx.el.fieldset(
            rx.el.legend(t("身体上要吃得消的")), rx.el.div(*chips, class_name="lj-chips"),
            rx.el.p(t("说过自己不便的人，就不排到这里。"), class_name="lj-help"), class_name="lj-field",
        ),
    )  # fmt: skip


def number_field(state: Any, name: str, label: Any, value: Any, **props: Any) -> rx.Component:
    """A whole number; may be empty."""
    return kit.text_field(
        name, label, error=told_wrong(state, name), default_value=value, input_mode="numeric", max_length=4,
        auto_complete="off", **props,
    )  # fmt: skip


def count_fields(state: Any, roles: Any, help: Any) -> rx.Component:
    """How many of each role: the fields `count_<role>`."""

    def one(row: Any) -> rx.Component:
        name = "count_" + row.role
        return rx.el.div(
            rx.el.label(row.role, html_for=name),
            rx.el.input(
                id=name, name=name, default_value=row.count, input_mode="numeric", max_length=4, auto_complete="off",
                class_name="input",
            ),
            key=row.role,
            class_name="lj-field",
        )  # fmt: skip

    wrong = [told_wrong(state, name) for name in ("counts", "count", "role")]
    return rx.fragment(
        rx.el.fieldset(
            rx.el.legend(t("各要几个人")),
            rx.el.div(rx.foreach(roles, one), class_name="grid grid-cols-2 gap-3"),
            rx.el.p(help, class_name="lj-help"),
            class_name="lj-field",
        ),
        *(rx.cond(words, rx.el.p(words, role="alert", class_name="lj-error")) for words in wrong),
    )
