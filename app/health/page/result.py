"""What the readings mean: words first and large, then the numbers, what to do, when to measure again."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.page import guide_words as words
from app.health.page.guide_shapes import TAPS, now, place, saved
from app.health.page.guide_steps import head, reading
from app.health.page.keypad import notes
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.local import act

TAP = f"{TAPS}:tap"
SIGN = "flex items-center gap-2 text-lg font-semibold"
TONES = {"ok": "success", "watch": "info", "see_doctor": "warning", "urgent": "error"}
SIGNS = {"ok": "check", "watch": "eye", "see_doctor": "person", "urgent": "alert"}


def levels() -> dict[str, rx.Var[str]]:
    """Level → its words."""
    return {
        "ok": t("正常范围内"), "watch": t("留意"), "see_doctor": t("建议就医复查"), "urgent": t("马上处理"),
    }  # fmt: skip


def result(*ending: rx.Component) -> rx.Component:
    """The whole outcome. `ending`: how one goes on from here."""
    what = now().result
    return rx.fragment(
        kit.card(
            rx.el.p(
                rx.match(what.level, *((level, icon(sign, "1.6em")) for level, sign in SIGNS.items()), rx.fragment()),
                words.of(what.level, levels()),
                class_name=SIGN,
            ),
            head(what.words),
            _numbers(),
            tone=rx.match(what.level, *TONES.items(), "neutral"),
            custom_attrs={"data-testid": "result", "data-level": what.level},
        ),
        kit.card(
            rx.cond(what.advice != "", rx.el.p(what.advice, class_name="text-lg")),
            rx.cond(what.repeat != "", rx.el.p(what.repeat)),
            rx.cond(what.again != "", _again(what.again)),
            title=t("接下来"),
        ),
        notes(),
        rx.el.p(t("这是自测参考，不是诊断。"), class_name="font-semibold text-center"),
        where(),
        *ending,
        rx.cond(what.source != "", rx.el.p(t("依据：{source}", source=what.source), class_name="lj-help")),
        rx.cond(what.rule != "", rx.el.p(what.rule, class_name="lj-help")),
    )  # fmt: skip


def _again(when: Any) -> rx.Component:
    return rx.el.p(icon("calendar", "1.2em"), when, class_name="flex gap-2 font-semibold")


def _numbers() -> rx.Component:
    """The mean, large; below it what was read off."""
    here = now()
    several = rx.fragment(
        rx.el.p(t("{n} 次的平均", n=here.done.length()), class_name="lj-help"),
        rx.el.ul(rx.foreach(here.done, reading)),
    )
    return rx.fragment(
        rx.el.dl(rx.foreach(here.result.figures, _number), class_name="flex flex-wrap gap-x-6 gap-y-1"),
        rx.cond(here.result.averaged, several),
    )


def _number(one: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dt(words.of(one.field, words.numbers()), class_name="lj-help"),
        rx.el.dd(
            rx.el.span(one.text, class_name="text-4xl font-bold leading-tight"), " ", words.unit(one.field),
        ),
        key=one.field,
    )  # fmt: skip


def where() -> rx.Component:
    """What became of the readings."""
    again = kit.button(t("再存一次"), "secondary", icon_name="refresh", on_click=act(f"{TAPS}:retry"))
    return rx.match(
        saved(),
        ("saving", rx.el.p(t("正在存…"), role="status", class_name="lj-help text-center")),
        ("saved", kit.notice(t("已存在这部手机上，有信号时自己送到您的健康记录。"), "success")),
        ("sent", kit.notice(t("已存到您自己的健康记录，别人看不到。"), "success")),
        ("unsaved", kit.notice(t("还没有存下。请再试一次；不存的话，请先记下这几个数。"), "error", action=again)),
        ("over", kit.notice(t("太久没动，已经退出了，这次没有存。请先记下这几个数，再重新登录。"), "warning")),
        ("none", kit.notice(t("只量不记：没有存任何数。要留着看，请抄下来。"), "info")),
        rx.fragment(),
    )  # fmt: skip


def urgent() -> rx.Component:
    """The whole screen: what to do now. 120 stands beside the signs that call for it, and can always be dialled."""
    here = now()
    return rx.el.div(
        rx.el.div(
            kit.card(
                rx.el.p(icon("alert", "1.6em"), t("马上处理"), class_name=SIGN),
                head(here.result.words),
                rx.el.p(here.result.advice, class_name="text-lg"),
                tone="error",
                custom_attrs={"role": "alert"},
            ),
            rx.cond(here.result.symptoms.length() > 0, _emergency(here.result.symptoms)),
            rx.el.p(_told(), class_name="text-center"),
            where(),
            rx.cond(
                here.more,
                kit.button(t("没有这些，歇一会儿再量一次"), big=True, on_click=act(TAP, "again")),
                kit.button(t("没有这些，看结果"), big=True, on_click=act(TAP, "finish")),
            ),
            rx.cond(here.more, kit.button(t("不量了，看结果"), "plain", on_click=act(TAP, "finish"))),
            rx.cond(
                place() == "lounge",
                kit.button(t("结束"), "plain", icon_name="sign-out", on_click=act("health/lounge_taps:finish")),
            ),
            rx.el.p(t("这是自测参考，不是诊断。"), class_name="lj-help text-center"),
            class_name="flex flex-col gap-3 mx-auto w-full",
            style={"max_width": "40rem"},
        ),
        class_name="fixed inset-0 z-50 overflow-y-auto bg-base-200 p-4",
        custom_attrs={"data-testid": "urgent"},
    )  # fmt: skip


def _emergency(symptoms: Any) -> rx.Component:
    return kit.card(
        rx.el.p(t("有下面任何一样，马上打 120："), class_name="text-lg font-bold"),
        rx.el.ul(rx.foreach(symptoms, lambda sign: rx.el.li(sign)), class_name="list-disc ps-6 text-lg"),
        kit.button(t("打 120"), "danger", big=True, icon_name="phone-call", href="tel:120"),
    )


def _told() -> Any:
    here = now()
    yes = t("会请您这一片的社区工作者今天联系您。只告诉他要联系您，不告诉他数。")
    no = t("没有告诉任何人。请自己找家里人或医生。")
    return rx.cond(here.told == "yes", yes, no)
