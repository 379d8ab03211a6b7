"""`/volunteer/shifts`: day by day what one can take. One tap takes a seat; what one may not take says why."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.shared.layout import screen
from app.volunteers.page.parts import FORM, way_in
from app.volunteers.state.shifts import ShiftsState

STATE: Any = ShiftsState  # its class attributes are Vars and handlers, which its annotations do not say


def shifts_screen() -> rx.Component:
    """The days, or what to do where there are none."""
    days = rx.cond(STATE.offers.days.length() > 0, rx.foreach(STATE.offers.days, _day), _nothing())
    return screen(
        t("可以报的班"),
        rx.cond(
            STATE.ready,
            rx.cond(STATE.there, rx.fragment(_filters(), days, _fair()), way_in()),
            kit.coming(t("近一个月缺人的班马上列出来。点一下就报上，时间撞了、证件过期的会写明为什么不行。"), 6),
        ),
        back="/volunteer" + STATE.link,
    )


def _filters() -> rx.Component:
    option = rx.foreach(STATE.offers.titles, lambda name: rx.el.option(name, value=name))
    choose = kit.select_field(
        "title", t("哪一种"), rx.fragment(rx.el.option(t("全部"), value=""), option), value=STATE.title,
        on_change=STATE.choose.temporal,
    )  # fmt: skip
    return rx.cond(
        STATE.offers.all > 0,
        kit.card(
            rx.cond(STATE.offers.titles.length() > 1, choose),
            kit.check(
                "every", t("也看不能报的，和为什么"), toggle=True, checked=STATE.every,
                on_change=STATE.show_every.temporal,
            ),
            class_name=FORM,
        ),
    )  # fmt: skip


def _nothing() -> rx.Component:
    none = kit.empty("tea", t("近一个月没有要人的班"), t("排出来会写在这里。您也可以先说好什么时候有空，我们来请您。"))
    some = kit.empty("tea", t("没有您能报的班"), t("打开上面的开关，看看是为什么。"))
    return kit.card(rx.cond(STATE.offers.all > 0, some, none))


def _day(day: Any) -> rx.Component:
    return kit.card(
        rx.el.ul(rx.foreach(day.shifts, _shift), class_name="flex flex-col divide-y divide-base-300"),
        title=told(day.name), key=day.name.zh,
    )  # fmt: skip


def _shift(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(row.title, class_name="text-lg"), rx.el.span(told(row.hours), class_name="tabular-nums"),
            class_name="flex flex-wrap justify-between gap-x-3",
        ),
        rx.cond(row.place, rx.el.p(row.place, class_name="lj-help")),
        rx.cond(row.about, rx.el.p(row.about, class_name="lj-help whitespace-pre-wrap")),
        rx.match(
            row.state,
            ("mine", kit.mark("done", t("您在这个班里"), "self-start")),
            ("waiting", _waits(row)),
            ("later", kit.notice(t("这个班很抢手，先留给轮得少的人。{when} 起您也可以报。", when=told(row.opens)))),
            ("no", kit.notice(told(row.why), "warning")),
            rx.el.ul(rx.foreach(row.seats, _seat), class_name="flex flex-col gap-4 pt-2"),
        ),
        class_name="flex flex-col gap-1 py-3 first:pt-0 last:pb-0",
        key=row.id,
    )  # fmt: skip


def _waits(row: Any) -> rx.Component:
    return rx.el.div(
        kit.notice(t("您在排队，前面有 {n} 人。轮到了会先请您答应。", n=row.ahead), "warning"),
        kit.button(t("不排了"), "quiet", on_click=STATE.leave(row.id).temporal, class_name="self-start"),
        class_name="flex flex-col gap-2",
    )


def _seat(seat: Any) -> rx.Component:
    """The role, how many are wanted, and the one thing to do."""
    wanted = rx.cond(seat.free > 0, t("缺 {n} 人", n=seat.free), t("满了"))
    deed = rx.cond(
        seat.free > 0, kit.button(t("我来"), "secondary", on_click=STATE.take(seat.id).temporal),
        kit.button(t("排队等"), "quiet", on_click=STATE.wait(seat.id).temporal),
    )  # fmt: skip
    return rx.el.li(
        rx.el.div(
            rx.el.span(rx.el.strong(seat.role), " · ", wanted),
            rx.cond(seat.why.zh, rx.el.p(told(seat.why), class_name="lj-help")),
            class_name="flex-1 min-w-[8em]",
        ),
        rx.cond(seat.why.zh, rx.fragment(), deed),
        class_name="flex flex-wrap items-center gap-3",
        key=seat.id,
    )


def _fair() -> rx.Component:
    """Why somebody else goes first."""
    return kit.card(
        rx.el.p(t("先到先得；抢手的班刚发布时，先留给最近轮得少的人。满了可以排队，有人来不了就按顺序请下一位。")),
        title=t("怎么才公平"),
    )
