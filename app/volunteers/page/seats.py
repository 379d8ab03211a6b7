"""Seats on `/volunteer`: one to answer, one that is coming, one that is over."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.volunteers.page.parts import FORM, fact
from app.volunteers.state.seats import OFF


def answer_card(state: Any, row: Any) -> rx.Component:
    """Somebody asks them: yes or no, nothing else."""
    return kit.card(
        rx.el.p(t("想请您来，行吗？"), class_name="text-lg"),
        _facts(row),
        rx.el.div(
            kit.button(t("我来"), big=True, icon_name="check", on_click=state.accept(row.id).temporal),
            kit.button(t("这次来不了"), "quiet", big=True, on_click=state.decline(row.id).temporal),
            class_name="flex flex-col gap-3",
        ),
        title=told(row.when),
        action=kit.mark("due", t("等您答复")),
        class_name=f"{FORM} [&_h2]:break-keep",
        key=row.id,
    )  # fmt: skip


def seat_card(state: Any, row: Any) -> rx.Component:
    """What is coming; or that it was called off."""
    off = row.state == OFF
    return kit.card(
        rx.cond(off, kit.notice(rx.fragment(t("这个班取消了，不用来。"), row.why), "error")),
        _facts(row),
        rx.cond(off, rx.fragment(), rx.cond(state.giving_up == row.id, _sure(state, row), _give_up(state, row))),
        title=told(row.when),
        action=rx.cond(off, kit.mark("attention", t("已取消")), kit.mark("done", t("说好了"))),
        class_name=f"{FORM} [&_h2]:break-keep",
        key=row.id,
    )  # fmt: skip


def over_row(row: Any) -> rx.Component:
    """What was."""
    return rx.el.li(kit.row(rx.fragment(row.title, " · ", row.role), told(row.when)), key=row.id)


def _facts(row: Any) -> rx.Component:
    work = rx.fragment(rx.el.dt(t("做什么")), rx.el.dd(row.title, " · ", row.role))
    together = rx.cond(row.others > 0, t("还有 {n} 人", n=row.others), "")
    leads = rx.cond(row.leading, t("您带班"), row.leads)
    return rx.el.dl(
        fact(t("到哪里"), row.place), work, fact(t("具体"), row.about), fact(t("谁带班"), leads),
        fact(t("一起的"), together), class_name="lj-defs",
    )  # fmt: skip


def _give_up(state: Any, row: Any) -> rx.Component:
    until = rx.cond(
        row.late, t("{when} 已经过了，临时来不了请尽快说，我们要找人顶上。", when=told(row.free_until)),
        t("来不了的话，{when} 以前可以自己取消。", when=told(row.free_until)),
    )  # fmt: skip
    offered = rx.cond(
        row.for_swap, t("放出去了，还没有人来换。没人换就还是您的班。"), t("放出去了，还没有人接。没人接就还是您的班。")
    )
    pass_on = rx.fragment(
        kit.button(t("转给别人"), "quiet", on_click=state.pass_on(row.id).temporal),
        kit.button(t("和别人换班"), "quiet", on_click=state.look_for_swap(row.id).temporal),
    )
    return rx.el.div(
        rx.el.p(until, class_name="lj-help"),
        rx.cond(row.offer, kit.notice(offered, "warning")),
        rx.el.div(
            kit.button(t("来不了"), "quiet", on_click=state.ask_to_give_up(row.id).temporal),
            rx.cond(
                row.offer,
                kit.button(t("收回，还是我来"), "quiet", on_click=state.take_back(row.offer).temporal),
                rx.cond(row.can_pass, pass_on),
            ),
            class_name="flex flex-wrap gap-3",
        ),
        class_name="flex flex-col gap-2",
    )


def _sure(state: Any, row: Any) -> rx.Component:
    """A second tap; after the time limit with the number to call."""
    call = kit.button(
        t("打电话 {phone}", phone=state.phone), "secondary", big=True, icon_name="phone-call",
        href="tel:" + state.phone.replace(" ", ""),
    )  # fmt: skip
    return rx.el.div(
        rx.cond(
            row.late,
            rx.el.p(
                rx.cond(
                    state.phone, t("离开始很近了。请先打电话说一声，再点“真的来不了”。"),
                    t("离开始很近了。点了以后，请再当面跟工作人员说一声。"),
                ),
                role="status",
            ),
            rx.el.p(t("取消以后位子就让给别人了。"), role="status"),
        ),
        rx.cond(row.late & (state.phone != ""), call),
        rx.cond(
            row.late, kit.button(t("真的来不了"), "danger", big=True, on_click=state.cannot_come(row.id).temporal),
            kit.button(t("真的取消"), "danger", big=True, on_click=state.give_up(row.id).temporal),
        ),
        kit.button(t("还是来"), "quiet", big=True, on_click=state.keep.temporal),
        class_name="flex flex-col gap-3",
    )  # fmt: skip
