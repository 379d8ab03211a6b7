"""居民码 `/admin/passes`: find somebody, give out a pass, print a sheet of cards; replace or take back a lost one."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.passes.state.desk import PassesState
from app.shared import kit
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen

STATE: Any = PassesState  # its class attributes are Vars and handlers, which its annotations do not say
FORM = "flex flex-col gap-4"


def passes_screen() -> rx.Component:
    """The search with its people, or the pass that is open; below, the sheet."""
    shown = rx.cond(STATE.one.person != "", _one(), rx.fragment(_search(), _found()))
    return screen(
        t("居民码"),
        gate(STATE, shown, _sheet()),
        dock="own",
        here="/admin/events",
        back="/admin/events",
    )


def _search() -> rx.Component:
    return kit.card(
        rx.el.form(
            kit.text_field(
                "q", t("给谁发居民码"), type="search", required=True, max_length=64, auto_complete="off",
                help=t("姓名、拼音、门牌，或者手机、身份证后四位。"),
            ),
            kit.button(t("找"), "secondary", icon_name="search", type="submit"),
            on_submit=STATE.find.temporal,
            class_name=FORM,
        ),
        rx.el.p(t("卡上只有一个随机码和姓氏，没有别的资料；丢了换一张，旧的就不能用。"), class_name="lj-help mt-3"),
    )  # fmt: skip


def _found() -> rx.Component:
    nobody = kit.empty("stairwell", t("没有找到"), t("换个写法试试，或者先到名册里看看有没有这个人。"))
    return rx.cond(
        STATE.rows.length() > 0,
        kit.card(rx.el.ul(rx.foreach(STATE.rows, _row), class_name="lj-rows"), flush=True),
        rx.cond(STATE.looked, kit.card(nobody)),
    )


def _row(row: Any) -> rx.Component:
    has = kit.row(
        row.name, rx.fragment(row.door, " · ", t("居民码 {code}", code=row.code)), lead=icon("qr"),
        trail=kit.mark("done", t("有卡")), on_click=STATE.open(row.person).temporal,
    )  # fmt: skip
    none = kit.row(
        row.name,
        row.door,
        lead=icon("person"),
        trail=kit.button(t("发卡"), "secondary", on_click=STATE.issue(row.person).temporal),
    )
    return rx.el.li(rx.cond(row.pass_id, has, none), key=row.person)


def _one() -> rx.Component:
    one = STATE.one
    return kit.card(
        kit.definitions([
            (t("住处"), one.door), (t("居民码"), one.code), (t("发卡日期"), one.since),
            (t("居民码的密码"), rx.cond(one.has_pin, t("设了"), t("没设"))),
        ]),
        rx.el.div(
            rx.cond(
                STATE.sheet.contains(one.person),
                kit.button(t("从打印页拿掉"), "quiet", on_click=STATE.take(one.person).temporal),
                kit.button(t("放进打印页"), "secondary", icon_name="printer", on_click=STATE.put(one.person).temporal),
            ),
            kit.button(t("丢了，换一张"), "quiet", icon_name="refresh", on_click=STATE.think_of_replacing.temporal),
            kit.button(t("停用"), "quiet", on_click=STATE.think_of_revoking.temporal),
            rx.cond(
                one.has_pin,
                kit.button(t("忘了密码，清掉"), "quiet", on_click=STATE.forget_pin(one.pass_id).temporal),
            ),
            class_name="flex flex-wrap gap-3",
        ),
        rx.cond(STATE.replacing, _why(STATE.replace, t("换新卡，旧卡作废"))),
        rx.cond(STATE.revoking, _why(STATE.revoke, t("停用这张卡"))),
        kit.button(t("回到列表"), "plain", icon_name="arrow-left", on_click=STATE.close.temporal,
                   class_name="self-start"),
        title=one.name,
        class_name=FORM,
    )  # fmt: skip


def _why(handler: Any, send: Any) -> rx.Component:
    return rx.el.form(
        rx.el.input(type="hidden", name="person", default_value=STATE.one.person),
        rx.el.input(type="hidden", name="pass", default_value=STATE.one.pass_id),
        kit.text_field("why", t("为什么（会记下来）"), required=True, max_length=200, placeholder=t("如：卡丢了")),
        kit.button(send, "danger", type="submit"),
        on_submit=handler.temporal,
        class_name=FORM,
    )


def _sheet() -> rx.Component:
    """The cards that wait for the printer."""
    href = "/print/cards?people=" + STATE.sheet.join(",")
    return rx.cond(
        STATE.sheet.length() > 0,
        kit.card(
            rx.el.p(t("{n} 张卡，一页 A4 纸 10 张，剪开就能用。", n=STATE.sheet.length())),
            rx.el.div(
                kit.button(t("打印卡片"), icon_name="printer", href=href, target="_blank"),
                kit.button(t("清空"), "quiet", on_click=STATE.clear_sheet.temporal),
                class_name="flex flex-wrap gap-3",
            ),
            title=t("打印页"),
            class_name=FORM,
        ),
    )
