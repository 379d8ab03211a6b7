"""便条 `/slip?household=`: what is left at a door that did not open. To show, to copy by hand, or to print."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.offline.local import online, sync
from app.offline.phone import field as gate
from app.shared import kit
from app.shared.i18n import t
from app.shared.layout import screen
from app.shared.local import query, value
from app.visits.page.parts import link
from app.visits.page.shapes.form import Slip


def slip_screen() -> rx.Component:
    """The paper, and the button that prints it."""
    here = _here()
    return screen(
        t("便条"),
        gate(rx.cond(here.ready, _paper(), _nothing())),
        back=link("/households/", query("household")),
        foot=rx.cond(here.ready, kit.button(t("打印"), "secondary", icon_name="printer", big=True, tap="print")),
    )


def _here() -> Any:
    return value("slip", Slip, Slip(), of=query("household"), module="visits/slip")


def _paper() -> rx.Component:
    here = _here()
    coming = rx.match(
        here.again,
        ("morning", t("我们另选一个上午再来。")),
        ("afternoon", t("我们另选一个下午再来。")),
        ("evening", t("我们改在晚饭后再来。")),
        t("我们改在周末再来。"),
    )
    return kit.paper(
        rx.el.h2(t("我们来过"), class_name="text-2xl text-primary"),
        rx.el.p(t("{when}，{visitor}来看您，您不在家。", when=here.when, visitor=here.visitor), class_name="text-lg"),
        rx.el.p(coming, class_name="text-lg"),
        rx.cond(here.words, rx.el.p(here.words)),
        rx.el.dl(
            _fact(t("电话"), here.phone),
            _fact(t("地址"), here.address),
            _fact(t("开放时间"), here.hours),
            class_name="lj-defs empty:hidden",
        ),
        rx.el.figure(
            rx.el.img(src=here.qr, alt="", class_name="size-32 shrink-0"),
            rx.el.figcaption(t("扫码联系居委会"), class_name="font-semibold"),
            class_name="flex items-center gap-4",
        ),
        rx.el.p(here.name, class_name="lj-muted"),
    )


def _fact(term: Any, text: Any) -> rx.Component:
    return rx.cond(text, rx.fragment(rx.el.dt(term), rx.el.dd(text)))


def _nothing() -> rx.Component:
    """On its way, or out of reach."""
    return rx.cond(
        (sync().trouble == "") & online(),
        kit.coming(t("正在打开便条。打开过一次就存在手机里，以后没有信号也能出示和打印。"), 5),
        kit.empty("house", t("居委会的联系方式还没有下载"), t("请在有信号的地方打开一次，以后没有信号也能出示便条。")),
    )
