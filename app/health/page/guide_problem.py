"""A number that cannot be, or hardly: what it may be instead, mended by one tap."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.page import guide_words as words
from app.health.page.guide_shapes import TAPS, now
from app.health.page.guide_steps import head
from app.health.page.keypad import figures
from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act

TAP = f"{TAPS}:tap"


def problem() -> rx.Component:
    """What is asked back. The likely mistake comes first, then typing anew; what is rare but true may stay."""
    what = now().problem
    name = words.of(what.field, words.numbers())
    return rx.fragment(
        head(rx.cond(what.ask, t("这个数少见，是这样吗？"), t("这个数要再看一眼"))),
        rx.cond(now().so_far.length() > 0, figures()),
        kit.notice(rx.el.p(what.text, class_name="text-lg"), "warning"),
        rx.foreach(what.mends, _mend),
        rx.cond(what.ask, kit.button(t("就是这样"), "secondary", big=True, on_click=act(TAP, "keep"))),
        kit.button(
            rx.cond(name == "", t("重新输入"), t("重新输入{what}", what=name)), "quiet", big=True, icon_name="edit",
            on_click=act(TAP, "retype"),
        ),
    )  # fmt: skip


def _mend(mend: Any) -> rx.Component:
    one, unit = mend.one, words.unit(mend.field)
    both = rx.cond(mend.two != "", one + "/" + mend.two, one)
    label = rx.match(
        mend.kind,
        ("swapped", t("对调：高压 {one}，低压 {two}", one=one, two=mend.two)),
        ("weight_height", t("对调：体重 {one}，身高 {two}", one=one, two=mend.two)),
        ("kpa", t("是 kPa，换算成 {numbers} mmHg", numbers=both)),
        ("mg_dl", t("是 mg/dL，换算成 {one} {unit}", one=one, unit=unit)),
        ("jin", t("是斤，换算成 {one} 公斤", one=one)),
        ("metres", t("是米，换算成 {one} 厘米", one=one)),
        ("chi", t("是尺，换算成 {one} 厘米", one=one)),
        ("fahrenheit", t("是华氏度，换算成 {one} ℃", one=one)),
        ("fraction", t("是小数，换算成 {one}%", one=one)),
        ("not_heard", t("低压没测出来")),
        "",
    )
    return kit.button(
        label, big=True, icon_name="check", key=mend.kind, class_name="lj-when", on_click=act(TAP, "mend", mend.place)
    )
