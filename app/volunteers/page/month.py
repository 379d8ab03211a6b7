"""A month in three steps: shifts out of the rota, the matching with its progress, its plan on the board."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act
from app.volunteers.page.parts import FORM


def month_card(state: Any) -> rx.Component:
    """One step after the other."""
    months = [("this", t("这个月")), ("next", t("下个月"))]
    labels = [
        rx.el.label(
            rx.el.input(
                type="radio", name="which", value=code, checked=state.next_month == (code == "next"),
                on_change=state.choose_month(code),
            ),
            rx.el.span(word),
        )
        for code, word in months
    ]  # fmt: skip
    return rx.fragment(
        kit.card(
            rx.el.fieldset(
                rx.el.legend(t("排哪一段"), class_name="sr-only"), rx.el.div(*labels, class_name="lj-seg"),
                class_name="lj-field",
            ),
            rx.cond(state.rota_empty, _no_rota(), _make(state)),
            title=t("第一步：排出班次"),
            class_name=FORM,
        ),
        kit.card(
            rx.el.p(t("按各人说的时间、技能、距离和想做的小时数，算出最公平的排法。固定的和答应了的不动。")),
            rx.cond(state.run_row.state == "live", _live(state), _ended(state)),
            title=t("第二步：找人"),
            class_name=FORM,
        ),
        kit.button(t("回到班表"), "quiet", icon_name="arrow-left", on_click=state.close, class_name="self-start"),
    )  # fmt: skip


def _make(state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.p(t("先把每周的班表变成一个个班。已经有的不会重复。")),
        rx.el.div(
            kit.button(t("排出班次"), "secondary", on_click=state.make_month.temporal),
            kit.button(t("岗位和周表"), "quiet", icon_name="list", href="/admin/volunteers/posts"),
            class_name="flex flex-wrap gap-3",
        ),
    )


def _no_rota() -> rx.Component:
    """Nothing to make a month out of: the way to where it is written."""
    return rx.fragment(
        kit.notice(t("周表还是空的。先写岗位要哪些人、每周哪几天，回来就能排出班。"), "warning"),
        kit.button(t("去写岗位和周表"), icon_name="list", href="/admin/volunteers/posts", class_name="self-start"),
    )


def _live(state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.p(t("正在排，已经 {n} 秒。离开这一页也会排完。", n=state.run_row.seconds), role="status"),
        rx.el.progress(class_name="progress progress-secondary w-full", aria_label=t("正在排")),
        kit.button(t("停下"), "quiet", on_click=state.stop.temporal, class_name="self-start"),
        rx.el.button(
            type="button", class_name="hidden", tab_index=-1, aria_hidden="true", on_click=state.follow.temporal,
            on_mount=act("volunteers/run:follow"), custom_attrs={"data-follow-run": ""},
        ),
    )  # fmt: skip


def _ended(state: Any) -> rx.Component:
    """What the last one found, and another one."""
    row = state.run_row
    begin = kit.button(
        rx.cond(row.id, t("再排一次"), t("开始找人")), "secondary", on_click=state.match.temporal,
        class_name="self-start",
    )  # fmt: skip
    how = rx.cond(
        row.preview, t("时间不够，这是先找到的排法，不一定最好。"),
        rx.cond(row.proven, t("算到底了：没有更好的排法。"), t("到时间了，这是找到的最好的排法。")),
    )  # fmt: skip
    found = rx.fragment(
        rx.el.p(
            t("{first} 到 {last}：{placed} 个位子有人，{empty} 个空着（{seconds} 秒）。", first=row.first_on,
              last=row.last_on, placed=row.placed, empty=row.empty, seconds=row.seconds)
        ),
        rx.el.p(how, class_name="lj-help"),
        rx.cond(
            row.put, kit.notice(t("已经放到班表上了。看过以后按周发布。"), "success"),
            kit.button(t("放到班表上（先是草稿）"), on_click=state.put_on_board.temporal, class_name="self-start"),
        ),
    )  # fmt: skip
    failed = rx.match(
        row.state,
        ("failed", kit.notice(t("上一次没有排成，已经记下原因。可以再排一次。"), "error")),
        ("cancelled", kit.notice(t("上一次停下了。"))),
        rx.fragment(),
    )
    return rx.fragment(failed, rx.cond(row.usable, found), begin)
