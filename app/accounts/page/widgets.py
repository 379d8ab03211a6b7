"""Pieces that the screens of accounts share."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.accounts.state.people import PeopleState
from app.accounts.words import role_options
from app.shared import kit
from app.shared.i18n import t

STATE: Any = PeopleState  # its class attributes are Vars and handlers, which its annotations do not say


def role_select(id_: str) -> rx.Component:
    """Which role."""
    options = [rx.el.option(word, value=code) for code, word in role_options()]
    return _select(id_, "role", t("角色"), *options)


def place_select(id_: str) -> rx.Component:
    """Where: the communities and grids the admin may give roles in."""
    return _select(id_, "place", t("范围"), rx.foreach(STATE.all.places, lambda p: rx.el.option(p.name, value=p.value)))


def _select(id_: str, name: str, label: rx.Var, *options: rx.Component) -> rx.Component:
    # Two forms of one screen have a "role"; their ids must differ.
    return rx.el.div(
        rx.el.label(label, html_for=id_),
        rx.el.select(*options, id=id_, name=name, class_name="select"),
        class_name="lj-field",
    )


def handed_over() -> rx.Component:
    """The link that was just made: shown once, never stored."""
    link = STATE.given
    return rx.cond(
        link.url,
        kit.card(
            rx.el.p(
                t(
                    "请 {name} 用手机扫码，或把链接发给本人。只能用一次，有效到 {expires}。",
                    name=link.name,
                    expires=link.expires,
                )
            ),
            rx.el.img(
                src=link.qr, alt=t("邀请二维码"), width=240, height=240, class_name="mx-auto bg-white rounded-box p-2"
            ),
            rx.el.code(link.url, class_name="block break-all select-all text-sm", id="invite-link"),
            kit.notice(t("关掉这一页就看不到它了。没有用上可以收回，再发一个。")),
            title=t("一次性链接"),
        ),
    )
