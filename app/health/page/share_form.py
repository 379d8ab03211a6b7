"""The form with which somebody lets others see: with whom, what, since when, until when."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.models import Measure, ShareKind
from app.health.rules.measures import MEASURE_NAMES
from app.shared import kit
from app.shared.both import told_wrong
from app.shared.i18n import t

FIRST = (Measure.BP, Measure.GLUCOSE)  # chosen at first: what a doctor asks for


def share_form(state: Any) -> rx.Component:
    """One kind at a time: `state.adding`."""
    kind = state.adding
    title = rx.match(
        kind,
        (ShareKind.CLINICIAN.value, t("给签约医生看")),
        (ShareKind.FAMILY.value, t("给家人看")),
        (ShareKind.CLIENT.value, t("给卫生中心的系统")),
        t("给看病的医生看"),
    )
    lasting = rx.cond(
        kind == ShareKind.LINK.value,
        rx.el.p(t("这个码 {n} 小时以后自己作废。", n=state.board.link_hours), class_name="lj-help"),
        _days(state),
    )
    return kit.card(
        rx.el.form(
            _whom(state),
            _what(state),
            kit.check("all", t("以前量的也给看"), default_checked=True),
            lasting,
            rx.el.p(
                t("日子旁边记的吃药、住院也看得到。您随时能收回；谁看过，会记在这里给您看。"), class_name="lj-help"
            ),
            kit.button(t("同意给看"), type="submit", big=True),
            kit.button(t("不给了"), "quiet", big=True, on_click=state.close),
            on_submit=state.share.temporal,
            key=kind,
            class_name="flex flex-col gap-5",
        ),
        title=title,
    )


def _whom(state: Any) -> rx.Component:
    letters = kit.text_field(
        "code", t("家人居民码上的 6 个字"), help=t("家人先要在自己手机上用居民码登录过一次健康自检。"),
        error=told_wrong(state, "code"), max_length=40, required=True, auto_complete="off",
        auto_capitalize="characters",
    )  # fmt: skip
    no_doctor, no_centre = t("社区里还没有签约医生的账号。"), t("社区里还没有接进来的卫生中心。")
    return rx.match(
        state.adding,
        (ShareKind.CLINICIAN.value, _party(state, "account", t("哪位医生"), state.board.clinicians, no_doctor)),
        (ShareKind.CLIENT.value, _party(state, "client", t("哪家卫生中心"), state.board.clients, no_centre)),
        (ShareKind.FAMILY.value, letters),
        rx.fragment(),
    )


def _party(state: Any, name: str, label: Any, choices: Any, nobody: Any) -> rx.Component:
    options = rx.foreach(choices, lambda one: rx.el.option(one.name, value=one.value))
    select = kit.select_field(name, label, options, error=told_wrong(state, name))
    return rx.cond(choices.length() > 0, select, kit.notice(nobody, "warning"))


def _what(state: Any) -> rx.Component:
    boxes = [kit.check(f"measure_{one.value}", t(MEASURE_NAMES[one]), default_checked=one in FIRST) for one in Measure]
    wrong = told_wrong(state, "measures")
    error = rx.cond(wrong, rx.el.p(wrong, role="alert", class_name="lj-error"))
    return rx.el.fieldset(rx.el.legend(t("给看什么")), *boxes, error, class_name="lj-field")


def _days(state: Any) -> rx.Component:
    options = [("7", t("一周")), ("30", t("一个月")), ("90", t("三个月")), ("365", t("一年"))]
    return kit.segmented("days", options, label=t("给看多久"), value="90")
