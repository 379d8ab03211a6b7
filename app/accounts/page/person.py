"""One account on the admin's screen."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.accounts.page.widgets import handed_over, place_select, role_select
from app.accounts.state.people import PeopleState
from app.accounts.words import role_word
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon

STATE: Any = PeopleState  # its class attributes are Vars and handlers, which its annotations do not say
ONE = STATE.one


def person() -> rx.Component:
    """Roles, doors, sign-in."""
    return rx.el.div(
        kit.button(
            t("所有账号"), "plain", icon_name="arrow-left", on_click=STATE.close.temporal, class_name="self-start -ml-3"
        ),
        kit.card(
            kit.definitions([(t("称呼"), ONE.name), (t("账号"), ONE.login)]),
            rx.cond(ONE.disabled, kit.tag(t("已停用"), "error")),
        ),
        _roles(),
        rx.cond(ONE.leader, _doors()),
        rx.cond(
            ONE.managed,
            rx.cond(ONE.mine, rx.fragment(), _entry()),
            kit.notice(t("这个人在别处也有角色，停用、退出登录和设新密码请由上级管理员处理。")),
        ),
        handed_over(),
        class_name="flex flex-col gap-4",
    )


def _roles() -> rx.Component:
    give = rx.el.form(
        rx.el.input(type="hidden", name="account", value=ONE.id, read_only=True),
        role_select("give-role"),
        place_select("give-place"),
        kit.button(t("加上角色"), "secondary", icon_name="plus", type="submit"),
        on_submit=STATE.give_role.temporal,
        class_name="flex flex-col gap-4 p-4",
    )
    return kit.card(
        kit.rows(rx.foreach(ONE.grants, lambda row: rx.el.li(_grant(row)))), give, title=t("角色和范围"), flush=True
    )


def _grant(row: Any) -> rx.Component:
    until = rx.cond(row.until, rx.fragment(" · ", t("到"), " ", row.until), rx.fragment())
    stand_in = rx.cond(row.stand_in, rx.fragment(" · ", t("替班")), rx.fragment())
    return kit.row(
        role_word(row.role),
        rx.fragment(rx.cond(row.place, row.place, t("所有社区")), stand_in, until),
        lead=icon("tag"),
        trail=kit.button(t("取消"), "plain", on_click=STATE.take_role(ONE.id, row.id).temporal),
    )


def _doors() -> rx.Component:
    """Which doors a neighbour leader looks after: a building, then its doors; each tap counts at once."""
    return kit.card(
        kit.select_field(
            "building",
            t("楼栋"),
            rx.fragment(
                rx.el.option(t("请选择"), value=""),
                rx.foreach(STATE.buildings, lambda one: rx.el.option(one.name, value=one.value)),
            ),
            on_change=lambda building: STATE.choose_building(ONE.leader, building).temporal,
        ),
        rx.el.div(rx.foreach(STATE.doors, _door), class_name="flex flex-wrap gap-2"),
        title=t("负责的门户"),
    )


def _door(one: Any) -> rx.Component:
    return rx.el.button(
        rx.cond(one.chosen, icon("check", "1em"), rx.fragment()),
        one.name,
        type="button",
        aria_pressed=one.chosen,
        class_name=rx.cond(one.chosen, "btn btn-secondary", "btn lj-quiet"),
        on_click=STATE.toggle_door(ONE.leader, one.value).temporal,
    )


def _entry() -> rx.Component:
    return kit.card(
        rx.foreach(ONE.identities, _identity),
        kit.button(
            t("给一个设新密码的链接"),
            "secondary",
            icon_name="key",
            on_click=STATE.offer_password(ONE.id).temporal,
        ),
        kit.button(t("让所有设备退出登录"), "plain", icon_name="sign-out", on_click=STATE.sign_out(ONE.id).temporal),
        rx.cond(
            ONE.disabled,
            kit.button(t("恢复账号"), "secondary", on_click=STATE.enable(ONE.id).temporal),
            kit.button(t("停用账号"), "danger", on_click=STATE.disable(ONE.id).temporal),
        ),
        title=t("登录"),
        class_name="flex flex-col gap-3",
    )


def _identity(one: Any) -> rx.Component:
    cut = kit.button(t("断开"), "plain", on_click=STATE.unlink_identity(ONE.id, one.value).temporal)
    return kit.row(one.name, t("统一身份"), lead=icon("shield"), trail=cut)
