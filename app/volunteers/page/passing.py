"""Passing seats on, on `/volunteer`: what others offer, and what has become of one's own seats."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told
from app.shared.i18n import t
from app.shared.icons import icon
from app.volunteers.page.parts import FORM, fact
from app.volunteers.service.news import Turn


def offer_card(state: Any, row: Any) -> rx.Component:
    """Somebody gives a seat away, or wants another one for it."""
    swaps = row.against.length() > 0
    give = kit.button(t("我来接"), "secondary", big=True, on_click=state.take_over(row.id).temporal)
    return kit.card(
        rx.el.p(
            rx.cond(
                swaps, t("{name} 想换班，您能上这个，换出您的一个吗？", name=row.giver),
                t("{name} 来不了，您能接吗？", name=row.giver),
            ),
            class_name="text-lg",
        ),
        rx.el.dl(fact(t("到哪里"), row.place), fact(t("做什么"), row.title + " · " + row.role), class_name="lj-defs"),
        rx.cond(swaps, _against(state, row), give),
        title=told(row.when),
        action=rx.cond(row.found, kit.mark("due", t("你们正好对得上"))),
        class_name=f"{FORM} [&_h2]:break-keep",
        key=row.id,
    )  # fmt: skip


def _against(state: Any, row: Any) -> rx.Component:
    """One line for each seat of theirs that both could change it for."""

    def one(seat: Any) -> rx.Component:
        swap = kit.row(
            t("换出我的：{title}", title=seat.title), told(seat.when), lead=icon("refresh"),
            on_click=state.swap_over(row.id, seat.id).temporal,
        )  # fmt: skip
        return rx.el.li(swap, key=seat.id)

    return kit.rows(rx.foreach(row.against, one), class_name="-mx-4")


def news_card(rows: Any) -> rx.Component:
    """What has changed without their doing: stays until the shift begins, so that nobody comes in vain."""

    def one(row: Any) -> rx.Component:
        undone = rx.cond(
            row.back, t("工作人员撤回了转班，这个班还是您来。原因：{why}", why=row.why),
            t("工作人员撤回了转班，这个班还是原来的人去，您不用来。原因：{why}", why=row.why),
        )  # fmt: skip
        taken = rx.cond(
            row.other, t("{name} 接了您的这个班，您不用来了。", name=row.other), t("有人接了您的这个班，您不用来了。")
        )
        licence = t("“{skill}”那天已经过期，这个班先让给别人，您不用来。换了新证请到“我的情况”里填。", skill=row.skill)
        said = rx.match(
            row.turn,
            (Turn.LICENCE.value, licence),
            (Turn.VETOED.value, undone),
            (Turn.TAKEN.value, taken),
            t("工作人员把您从这个班里换下来了，您不用来。"),
        )
        return rx.el.li(
            rx.el.strong(row.title, " · ", row.role),
            rx.el.p(told(row.when), class_name="lj-when"),
            rx.el.p(said),
            class_name="flex flex-col gap-1 py-2",
            key=row.id,
        )

    listed = rx.el.ul(rx.foreach(rows, one), class_name="flex flex-col divide-y divide-base-300")
    return rx.cond(rows.length() > 0, kit.card(listed, title=t("有变动的班"), tone="warning"))
