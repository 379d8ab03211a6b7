"""替人报名, the form at the desk: find somebody of the roster and tick who comes along, or write a guest's name."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.parts import FORM
from app.shared import kit
from app.shared.both import told_wrong
from app.shared.i18n import t
from app.shared.icons import icon


def behalf(state: Any) -> rx.Component:
    """The card above the lists. `state` is `ManageState`."""
    return kit.card(
        rx.cond(state.picked.id, _picked(state), rx.fragment(_search(state), _guest(state))),
        title=t("替人报名"),
        class_name=FORM,
    )


def _search(state: Any) -> rx.Component:
    nobody = kit.notice(t("名册里没有找到，或者不归您的网格。可以在下面按客人报名。"))
    return rx.fragment(
        kit.text_field(
            "look_for", t("名册里的人"), type="search", auto_complete="off", max_length=64,
            help=t("姓名、拼音、门牌，或者手机、身份证后四位。"), on_change=state.look_for.debounce(250).temporal,
        ),
        rx.cond(
            state.looked,
            rx.cond(
                state.candidates.length() > 0,
                kit.rows(
                    rx.foreach(state.candidates, lambda one: _candidate(state, one)),
                    class_name="rounded-field border border-base-300",
                ),
                nobody,
            ),
        ),
    )  # fmt: skip


def _candidate(state: Any, one: Any) -> rx.Component:
    pick = kit.row(one.name, _about(one), lead=icon("person"), on_click=state.pick(one.id).temporal)
    there = kit.row(one.name, _about(one), lead=icon("person"), trail=kit.tag(t("已经报了"), "success"))
    return rx.el.li(rx.cond(one.expected, there, pick), key=one.id)


def _about(one: Any) -> rx.Component:
    part = "inline-block mr-3"  # a line breaks between them, not inside
    return rx.fragment(
        rx.el.span(one.door, class_name=part),
        rx.cond(one.relation, rx.el.span(one.relation, class_name=part)),
        rx.cond(one.born, rx.el.span(t("{year} 年生", year=one.born), class_name=part)),
    )


def _guest(state: Any) -> rx.Component:
    """Not in the roster: a name is enough, staff know whom they mean."""
    return rx.el.form(
        rx.el.h3(t("名册里没有的人"), class_name="font-semibold border-t border-base-300 pt-4"),
        kit.text_field("name", t("姓名"), required=True, max_length=40, auto_complete="off",
                       error=told_wrong(state, "name")),
        _phone(state, t("没有手机就空着，现场由工作人员点名字签到。")),
        _others(state),
        _send(state),
        on_submit=state.sign_up.temporal,
        class_name=FORM,
    )  # fmt: skip


def _picked(state: Any) -> rx.Component:
    """Somebody of the roster, and who lives with them."""
    return rx.el.form(
        kit.row(
            state.picked.name, _about(state.picked), lead=icon("person"),
            trail=kit.button(t("换人"), "quiet", on_click=state.unpick.temporal),
        ),
        rx.cond(
            (state.kin.length() > 0) & (state.event.group_most > 1),
            rx.el.fieldset(
                rx.el.legend(t("住在一起的人，来的打勾")), rx.foreach(state.kin, _kin), class_name="lj-field"
            ),
        ),
        _phone(state, t("空着也行：名册里有的话，管这户的同事看得到。")),
        _others(state),
        _send(state),
        on_submit=state.sign_up.temporal,
        key=state.picked.id,
        class_name=FORM,
    )  # fmt: skip


def _kin(one: Any) -> rx.Component:
    words = rx.fragment(one.name, rx.cond(one.relation, rx.fragment("（", one.relation, "）")))
    there = rx.el.p(words, " ", kit.tag(t("已经报了"), "success"))
    return rx.el.div(rx.cond(one.expected, there, kit.check(one.field, words)), key=one.id)


def _phone(state: Any, help_: Any) -> rx.Component:
    return kit.text_field("phone", t("联系电话（可不写）"), type="tel", max_length=20, auto_complete="off", help=help_,
                          error=told_wrong(state, "phone"))  # fmt: skip


def _others(state: Any) -> rx.Component:
    return rx.cond(
        state.event.group_most > 1,
        kit.text_field("others", t("同来的人"), max_length=300, auto_complete="off",
                       help=t("名字之间空一格；位子一起给，不够就一起排。")),
    )  # fmt: skip


def _send(state: Any) -> rx.Component:
    return rx.fragment(
        rx.el.p(t("会记下是您替报的。"), class_name="lj-help"),
        rx.el.div(
            kit.button(t("报名"), type="submit"),
            kit.button(t("不报了"), "quiet", on_click=state.close.temporal),
            class_name="flex flex-wrap gap-3",
        ),
    )
