"""An extra shift: what it is like first, which fills the form in; then when, where and who."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.both import told, told_wrong
from app.shared.i18n import t
from app.volunteers.page.parts import FORM
from app.volunteers.page.roles import count_fields, limit_fields, role_fields


def extra_cards(state: Any) -> rx.Component:
    """Two choices, then the form they fill in."""
    return rx.fragment(
        kit.button(
            t("回到班表"), "plain", icon_name="arrow-left", on_click=state.close.temporal, class_name="self-start -ml-3"
        ),
        _like(state),
        _form(state),
    )


def role_card(state: Any) -> rx.Component:
    """One more role for the open shift."""
    ask = rx.el.div(
        kit.button(t("再要一种人"), "quiet", icon_name="plus", on_click=state.ask_role(True).temporal),
        kit.button(t("改这个班"), "quiet", icon_name="edit", on_click=state.open_change.temporal),
        class_name="flex flex-wrap gap-3",
    )
    form = rx.el.form(
        role_fields(state, state.blank, state.choices.skills),
        limit_fields(state, state.blank),
        rx.el.div(
            kit.button(t("加上"), type="submit"),
            kit.button(t("不加了"), "quiet", on_click=state.ask_role(False).temporal),
            class_name="flex flex-wrap gap-3",
        ),
        on_submit=state.add_role.temporal,
        class_name=FORM,
    )
    return kit.card(rx.cond(state.asking, form, ask))


def _like(state: Any) -> rx.Component:
    posts = rx.fragment(
        rx.el.option(t("不照岗位，自己写"), value=""),
        rx.foreach(state.choices.posts, lambda one: rx.el.option(one.name, value=one.value)),
    )
    events = rx.fragment(
        rx.el.option(t("不是为活动"), value=""),
        rx.foreach(state.choices.events, lambda one: rx.el.option(told(one.when), " ", one.name, value=one.value)),
    )
    for_event = kit.select_field(
        "for_event", t("为哪场活动"), events, value=state.extra.event, on_change=state.for_event.temporal
    )
    return kit.card(
        kit.select_field(
            "like_post", t("照哪个岗位"), posts, value=state.extra.post, on_change=state.like_post.temporal,
            help=t("名称、地点和要的人照岗位填好，下面还能改。"),
        ),
        rx.cond(state.choices.events.length() > 0, for_event),
        title=t("加一个班"),
        class_name=FORM,
    )  # fmt: skip


def _form(state: Any) -> rx.Component:
    extra = state.extra
    own = rx.fragment(
        rx.el.p(t("先写一种。还要别的人，加好以后再加。"), class_name="lj-help"),
        role_fields(state, state.blank, state.choices.skills),
    )
    return kit.card(
        rx.el.form(
            rx.el.input(type="hidden", name="post", default_value=extra.post),
            rx.el.input(type="hidden", name="event", default_value=extra.event),
            *_shift_fields(state),
            rx.el.h3(t("要哪些人"), class_name="font-semibold"),
            rx.cond(extra.post != "", count_fields(state, extra.roles, t("这一次不要的填 0。")), own),
            kit.button(t("加上这个班"), type="submit", big=True),
            on_submit=state.add_extra.temporal,
            key="extra-" + extra.drawn.to_string(),
            class_name=FORM,
        ),
    )


def change_cards(state: Any) -> rx.Component:
    """The open shift as a form."""
    extra, back = state.extra, state.open(state.shift.id)
    return rx.fragment(
        kit.button(t("返回"), "plain", icon_name="arrow-left", on_click=back.temporal, class_name="self-start -ml-3"),
        kit.card(
            rx.el.form(
                *_shift_fields(state),
                rx.el.p(t("有人在班里，时间就不能改：那是他们答应过的。"), class_name="lj-help"),
                count_fields(state, extra.roles, t("不要的填 0；已经有人的，先把人移走。")),
                kit.button(t("保存"), type="submit", big=True),
                on_submit=state.change.temporal,
                key="change-" + extra.drawn.to_string(),
                class_name=FORM,
            ),
            title=t("改这个班"),
        ),
    )


def _shift_fields(state: Any) -> list[rx.Component]:
    extra = state.extra
    return [
        _field(state, "title", t("叫什么班"), default_value=extra.title, required=True, max_length=80),
        _field(state, "place", t("在哪里"), default_value=extra.place, max_length=80),
        _field(state, "day", t("日期"), default_value=extra.day, type="date", required=True),
        kit.pair(
            _field(state, "starts", t("几点开始"), default_value=extra.starts, type="time", required=True),
            _field(state, "ends", t("几点结束"), default_value=extra.ends, type="time", required=True),
        ),
        kit.check("popular", t("抢手：先让轮到得少的人报"), toggle=True, default_checked=extra.popular),
    ]


def _field(state: Any, name: str, label: Any, **props: Any) -> rx.Component:
    return kit.text_field(name, label, error=told_wrong(state, name), auto_complete="off", **props)
