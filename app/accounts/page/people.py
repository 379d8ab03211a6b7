"""`/admin/people`: who may come in, with which role, and where."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.accounts.page.person import person
from app.accounts.page.widgets import handed_over, place_select, role_select
from app.accounts.state.people import PeopleState
from app.accounts.words import role_word
from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen

STATE: Any = PeopleState  # its class attributes are Vars and handlers, which its annotations do not say


def people_screen() -> rx.Component:
    """Accounts, invitations, people of the identity provider."""
    return screen(
        t("账号"),
        gate(STATE, rx.cond(STATE.one.id, person(), _everybody())),
        dock="own",
        here="/admin/people",
    )


def _everybody() -> rx.Component:
    return rx.fragment(_strangers(), _invite(), handed_over(), _invitations(), _list())


def _list() -> rx.Component:
    return rx.cond(
        STATE.all.people.length() > 0,
        kit.card(
            kit.rows(rx.foreach(STATE.all.people, lambda row: rx.el.li(_account(row)))),
            title=t("所有账号"),
            flush=True,
        ),
        kit.empty("tea", t("还没有账号"), t("先在上面邀请一位同事。")),
    )


def _account(row: Any) -> rx.Component:
    off = rx.cond(row.disabled, kit.tag(t("已停用"), "error"), rx.fragment())
    return kit.row(
        rx.fragment(row.name, " ", rx.el.span(row.login, class_name="lj-muted")),
        rx.el.span(
            rx.foreach(row.roles, lambda role: kit.tag(role_word(role))), off, class_name="flex flex-wrap gap-1"
        ),
        lead=icon("person"),
        on_click=STATE.show(row.id).temporal,
    )


def _invite() -> rx.Component:
    """Closed at first: the list is what one comes for most days."""
    return rx.el.details(
        rx.el.summary(
            icon("plus"),
            rx.el.span(t("邀请一个人"), class_name="lj-row-title flex-1"),
            icon("chevron-down", "1.1em", "lj-muted"),
            class_name="lj-row cursor-pointer",
        ),
        rx.el.form(
            kit.text_field("name", t("称呼"), required=True, max_length=64),
            role_select("invite-role"),
            place_select("invite-place"),
            kit.segmented(
                "days", [("1", t("1 天")), ("3", t("3 天")), ("10", t("10 天"))], label=t("有效期"), value="3"
            ),
            kit.button(t("生成邀请"), icon_name="qr", type="submit"),
            on_submit=STATE.invite.temporal,
            class_name="flex flex-col gap-4 p-4 pt-1",
        ),
        class_name="lj-card lj-flush",
    )


def _invitations() -> rx.Component:
    return rx.cond(
        STATE.all.invitations.length() > 0,
        kit.card(
            kit.rows(rx.foreach(STATE.all.invitations, lambda row: rx.el.li(_invitation(row)))),
            title=t("还没有用的邀请"),
            flush=True,
        ),
    )


def _invitation(row: Any) -> rx.Component:
    back = kit.button(t("收回"), "plain", on_click=STATE.take_invitation_back(row.id).temporal)
    about = rx.fragment(role_word(row.role), " · ", row.place, " · ", t("有效到"), " ", row.expires)
    return kit.row(row.name, about, lead=icon("send"), trail=back)


def _strangers() -> rx.Component:
    """People the identity provider vouches for and nobody has linked yet."""
    return rx.cond(
        STATE.all.strangers.length() > 0,
        kit.card(
            kit.notice(t("这些人用统一身份登录过，但还没有连到账号。请核对是本人，再连上。"), "warning"),
            rx.el.form(
                kit.select_field(
                    "identity",
                    t("统一身份"),
                    rx.foreach(STATE.all.strangers, lambda one: rx.el.option(one.name, value=one.value)),
                ),
                kit.select_field(
                    "account",
                    t("账号"),
                    rx.foreach(STATE.all.people, lambda one: rx.el.option(one.name + " " + one.login, value=one.id)),
                ),
                kit.button(t("连上"), "secondary", type="submit"),
                on_submit=STATE.link_identity.temporal,
                class_name="flex flex-col gap-4",
            ),
            title=t("等着连账号的人"),
        ),
    )
