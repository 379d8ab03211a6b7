"""Agreeing at the lounge's tablet: each kind by itself, in the same words as on one's own phone."""

from __future__ import annotations

import reflex as rx

from app.health.models import ConsentKind
from app.health.page.guide_shapes import seated
from app.health.page.guide_steps import head
from app.health.rules.consent import IMPACT, WORDS
from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act, value

TAPS = "health/lounge_taps"


@rx.memo
def consent() -> rx.Component:
    """One kind at a time; no is as large as yes and refuses nothing else. Drawn later: its words are long."""
    asked = value("health.consent", str, "keep")
    return rx.el.div(
        rx.match(asked, *((kind.value, _one(kind)) for kind in ConsentKind), rx.fragment()),
        rx.cond(
            value("health.agreeing", str, "") == "failed",
            kit.notice(t("没有成功，请再试一次，或者先不同意，只量不记。"), "error"),
        ),
        class_name="lj-tablet-step",
        custom_attrs={"data-testid": "consent"},
    )


def _one(kind: ConsentKind) -> rx.Component:
    words = WORDS[kind]
    parts = (
        (t("存什么"), t(words.what)),
        (t("为什么"), t(words.why)),
        (t("存多久"), t(words.how_long, years=seated().years)),
        (t("谁看得到"), t(words.who_sees)),
        (t("不同意会怎样"), t(words.refusing)),
        (t("以后能反悔吗"), t(words.withdrawing)),
    )
    lines = [rx.el.div(rx.el.dt(term, class_name="font-bold"), rx.el.dd(told)) for term, told in parts]
    yes, no = act(f"{TAPS}:say_yes", kind.value, words.version), act(f"{TAPS}:say_no", kind.value)
    large = "grow basis-[7em] whitespace-nowrap text-2xl"
    return rx.fragment(
        head(t(words.title)),
        rx.el.dl(*lines, class_name="lj-card gap-3"),
        rx.el.p(t(IMPACT), class_name="lj-muted") if kind is ConsentKind.KEEP else rx.fragment(),
        rx.el.div(
            kit.button(t("同意"), class_name=large, on_click=yes, custom_attrs={"data-testid": "agree"}),
            kit.button(t("不同意"), "secondary", class_name=large, on_click=no, custom_attrs={"data-testid": "refuse"}),
            class_name="flex flex-wrap gap-3",
        ),
    )
