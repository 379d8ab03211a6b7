"""The steps before the numbers and between them: what to measure, how to sit, the rest."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.page import guide_words as words
from app.health.page.guide_shapes import TAPS, now
from app.health.page.keypad import notes
from app.health.page.posture import posture
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.local import act

TAP = f"{TAPS}:tap"


def head(text: Any) -> rx.Component:
    """What this step is about; the focus goes here, so that it is read out."""
    return rx.el.h2(text, tab_index=-1, class_name="text-2xl font-bold leading-snug")


def choose() -> rx.Component:
    """Blood pressure first and largest."""
    names = words.measures()
    heart = rx.fragment(icon("heart", "2.2em"), rx.el.span(names["bp"], class_name="text-3xl font-bold"))
    others = [_measure(name, names[name], "btn lj-quiet text-lg px-1 py-4") for name in names if name != "bp"]
    return rx.fragment(
        head(t("今天量什么？")),
        _measure("bp", heart, "btn btn-primary w-full py-6 gap-4"),
        rx.el.div(*others, class_name="grid grid-cols-2 gap-2"),
    )


def _measure(name: str, inner: Any, looks: str) -> rx.Component:
    return rx.el.button(
        inner,
        type="button",
        class_name=looks,
        on_click=act(f"{TAPS}:begin", name, words.titles()[name]),
        custom_attrs={"data-measure": name},
    )


def context() -> rx.Component:
    """When blood sugar was measured; without it the number says little."""
    return rx.fragment(
        head(t("什么时候量的血糖？")),
        *(
            kit.button(label, "quiet", big=True, class_name="text-xl", on_click=act(TAP, "context", code))
            for code, label in words.contexts().items()
        ),
    )


def sit() -> rx.Component:
    """How to sit; the arm says at the same time that one sits so."""
    return rx.fragment(
        head(t("先这样坐好")),
        posture(),
        rx.el.p(t("半小时内没抽烟、没喝咖啡、没运动，上过厕所。"), class_name="lj-muted"),
        rx.el.p(t("坐好了。袖带绑在哪只手？"), class_name="text-xl font-bold"),
        rx.el.div(
            kit.button(
                t("左手"),
                class_name="flex-1 text-2xl py-4",
                on_click=act(TAP, "seat", "left"),
                custom_attrs={"data-arm": "left"},
            ),
            kit.button(
                t("右手"),
                class_name="flex-1 text-2xl py-4",
                on_click=act(TAP, "seat", "right"),
                custom_attrs={"data-arm": "right"},
            ),
            class_name="flex gap-2",
        ),
        rx.el.p(t("第一次量，两只手都量一量，以后用高的那只。"), class_name="lj-help"),
    )


def rest() -> rx.Component:
    """Five minutes; who has sat already goes on."""
    return rx.fragment(
        head(t("坐着歇一歇，再量")),
        _timer(),
        rx.el.p(t("不说话，不看手机。时间到了会自己往下走。"), class_name="text-lg text-center text-balance"),
        kit.button(
            t("已经坐了五分钟，现在量"),
            "secondary",
            big=True,
            on_click=act(TAP, "skip"),
            custom_attrs={"data-testid": "skip"},
        ),
    )


def between() -> rx.Component:
    """From one reading to the next; what was read is shown, so that it is seen to be kept."""
    here = now()
    why = rx.cond(
        here.number > 2, t("两次差得有点多，再量第三次更准。"), t("血压要量两次，取平均才准。袖带先不摘。"),
    )  # fmt: skip
    return rx.fragment(
        head(rx.cond(here.number > 2, t("歇一会儿，量第三次"), t("歇一会儿，量第二次"))),
        _timer(),
        rx.el.p(why, class_name="text-lg text-center text-balance"),
        rx.el.ul(rx.foreach(here.done, reading), class_name="text-center text-xl"),
        notes(),
        kit.button(
            t("歇好了，现在量"), "secondary", big=True, on_click=act(TAP, "skip"), custom_attrs={"data-testid": "skip"}
        ),
        kit.button(t("不量了，看结果"), "plain", on_click=act(TAP, "finish")),
    )


def reading(one: Any) -> rx.Component:
    """A reading as it was read off."""
    pulse = rx.cond(one.pulse != "", t("，脉搏 {number}", number=one.pulse), "")
    return rx.el.li(t("第 {n} 次", n=one.number), " ", rx.el.strong(one.text), pulse, key=one.key)


def _timer() -> rx.Component:
    """The time that is left, as large as fits. Read out at the start, not every second."""
    return rx.el.p(
        now().left, role="timer", aria_live="off", class_name="text-center font-bold leading-none py-4",
        style={"font_size": "min(5rem, 30vw)"},
    )  # fmt: skip
