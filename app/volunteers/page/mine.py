"""`/volunteer`: joining in a minute; then one's own shifts: when, where, what to do, who leads."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.volunteers.page.join import join_form, remember_here
from app.volunteers.page.passing import news_card, offer_card
from app.volunteers.page.seats import answer_card, over_row, seat_card
from app.volunteers.state.mine import MineState

STATE: Any = MineState  # its class attributes are Vars and handlers, which its annotations do not say


def mine_screen() -> rx.Component:
    """What waits for an answer, what comes next, and the ways on."""
    return screen(
        t("志愿者"),
        rx.cond(
            STATE.ready,
            rx.cond(STATE.there, _mine(), join_form(STATE)),
            kit.coming(t("在这里报名当志愿者，一分钟就好；已经是的，看看自己下一个班在什么时候、到哪里、做什么。"), 5),
        ),
        back="/",
    )


def _mine() -> rx.Component:
    seats = STATE.seats
    return rx.fragment(
        rx.cond(STATE.key, remember_here(STATE)),
        news_card(seats.news),
        rx.foreach(seats.asked, lambda row: answer_card(STATE, row)),
        rx.cond(seats.coming.length() > 0, rx.foreach(seats.coming, lambda row: seat_card(STATE, row)), _nothing()),
        rx.foreach(seats.offers, lambda row: offer_card(STATE, row)),
        _ways(),
        rx.cond(seats.over.length() > 0, _over()),
    )


def _nothing() -> rx.Component:
    """Nothing ahead: what to do about it."""
    return rx.cond(
        STATE.seats.asked.length() == 0,
        kit.card(kit.empty("tea", t("{name}，您近期没有班", name=STATE.name), t("排上了会写在这里，先请您答应。"))),
    )


def _ways() -> rx.Component:
    call = kit.row(t("打电话问一下"), STATE.phone, lead=icon("phone-call"), href="tel:" + STATE.phone.replace(" ", ""))
    take = kit.row(
        t("看看还有哪些班"), t("点一下就报上"), lead=icon("plus"), href="/volunteer/shifts" + STATE.link
    )  # fmt: skip
    about = kit.row(
        t("我的情况"), rx.cond(STATE.no_hours, t("先说说什么时候有空，我们好来请您"), t("时间、技能、休假、我的资料")),
        lead=icon("person"), href="/volunteer/me" + STATE.link,
    )  # fmt: skip
    calendar = kit.row(
        t("放进手机日历"), t("班有变动，日历跟着变；提前一天和一小时提醒。"), lead=icon("calendar"),
        href=f"/volunteer/{STATE.calendar}.ics", custom_attrs={"download": "", "reloadDocument": True},
    )  # fmt: skip
    record = kit.row(
        t("我的志愿时长"), t("看时长，开志愿服务记录"), lead=icon("file"), href="/volunteer/record" + STATE.link,
        custom_attrs={"reloadDocument": True},
    )  # fmt: skip
    return kit.card(
        rx.el.ul(
            rx.el.li(take),
            rx.el.li(about),
            rx.el.li(record),
            rx.el.li(calendar),
            rx.cond(STATE.phone, rx.el.li(call)),
            class_name="lj-rows",
        ),
        flush=True,
    )


def _over() -> rx.Component:
    return kit.card(
        rx.el.details(
            rx.el.summary(icon("history"), t("上过的班（近一个月）"), class_name="lj-more"),
            kit.rows(rx.foreach(STATE.seats.over, over_row), class_name="-mx-4"),
        )
    )
