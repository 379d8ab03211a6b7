"""The doors of the round as a list under the heads of their sections, and what to say when there are none."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act, value
from app.visits.page import words
from app.visits.page.shapes.round import Round, Section, Tag

DOOR = "block rounded-box border border-base-300 border-l-6 border-l-(--tone) bg-base-100 px-4 py-3"
# Below the first screen only: a row that is drawn late has a guessed height at first, and the others would jump.
LINE = "[&:nth-child(n+8)]:[content-visibility:auto] [contain-intrinsic-size:auto_8rem]"


def the_round() -> Any:
    """The round of this phone."""
    return value("round", Round, Round(), module="visits/round")


def door_list() -> rx.Component:
    """As many rows as fit some screens; more on request, and by themselves as one scrolls."""
    return rx.cond(
        the_round().found > 0,
        rx.fragment(rx.foreach(the_round().sections, _section), _more()),
        _nothing(),
    )


def _section(section: Section) -> rx.Component:
    head = rx.match(
        section.id,
        ("first", t("先去这几户")),
        ("overdue", t("已逾期")),
        ("due", t("该走访")),
        ("not_met", t("未遇")),
        ("done", t("已访")),
        t("未到期"),
    )
    return rx.el.section(
        rx.el.h2(
            head, rx.el.span(section.count, class_name="lj-muted font-normal"), class_name="flex gap-2 px-1 text-base"
        ),
        rx.el.ul(rx.foreach(section.doors, _door), class_name="flex flex-col gap-2"),
        class_name="flex flex-col gap-2",
        key=section.id,
    )


def _door(door: Any) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                rx.el.span(door.label, class_name="text-xl font-bold leading-snug"),
                kit.mark(door.state, words.standing(door)),
                class_name="flex flex-wrap items-center justify-between gap-x-3 gap-y-1",
            ),
            rx.el.span(
                rx.cond(the_round().scattered, rx.el.span(door.estate, class_name="lj-muted font-normal mr-2"), ""),
                door.head,
                rx.cond(door.people > 1, t("等 {n} 人", n=door.people), ""),
                class_name="block font-semibold",
            ),
            rx.el.span(door.reason, class_name="block lj-muted leading-snug"),
            rx.cond((door.mark != "") | (door.tags.length() > 0), _marks(door)),
            href="/households/" + door.id,
            class_name=DOOR,
            custom_attrs={"data-testid": "door", "data-state": door.state},
        ),
        class_name=LINE,
        key=door.id,
    )


def _marks(door: Any) -> rx.Component:
    return rx.el.span(
        rx.cond(door.mark, kit.mark(door.mark)),
        rx.cond(door.again, kit.tag(door.again, "secondary")),
        rx.foreach(door.tags, _tag),
        class_name="flex flex-wrap gap-1.5 pt-1",
    )


def _tag(tag: Tag) -> rx.Component:
    return kit.tag(tag.name)


def _more() -> rx.Component:
    return rx.cond(
        the_round().more > 0,
        kit.button(
            t("再显示一些，还有 {n} 户", n=the_round().more),
            "quiet",
            big=True,
            on_click=act("visits/round:more"),
            id="more",
        ),
    )


def _nothing() -> rx.Component:
    filtered = (the_round().building != "") | (the_round().group != "") | (the_round().door != "")
    return rx.cond(
        filtered,
        kit.empty(
            "stairwell",
            t("这样选下来没有住户"),
            t("换一个楼栋或人群，或者看全部。"),
            kit.button(t("看全部"), "quiet", on_click=act("visits/round:clear")),
        ),
        rx.cond(
            the_round().counts.all == 0,
            kit.empty("house", t("您名下还没有住户"), t("请社区管理员给您分配网格，或先导入名册。")),
            rx.match(
                the_round().tab,
                ("todo", kit.empty("tea", t("该访的都访过了"), t("喝口茶。新的到期户会自己出现在这里。"))),
                ("done", kit.empty("stairwell", t("今天还没有走访记录"), t("从待访里选一户，进门后登记。"))),
                kit.empty("house", t("今天没有扑空的"), t("敲门没人时登记未遇，这里会提醒换个时间再来。")),
            ),
        ),
    )
