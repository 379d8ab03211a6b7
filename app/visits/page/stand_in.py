"""替班: take a colleague's grid over for some days. It needs the server, is recorded, and ends by itself."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.offline.local import online
from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act, value
from app.visits.page.shapes.round import GridChoice, StandIns, Taken

SHEET = "stand-in"
MODULE = "visits/stand_in"
TAPS = "visits/stand_in_taps"


def _here() -> Any:
    return value("stand_in.screen", StandIns, StandIns(), module=MODULE)


def stand_in_tool() -> rx.Component:
    """The button beside the title."""
    return kit.tool("users", t("替班"), on_click=act(f"{TAPS}:load"), **kit.opens(SHEET))


def stand_in_line() -> rx.Component:
    """While it lasts: whose doors are in the list, and until when."""
    return rx.foreach(_here().taken, _line)


def _line(one: Taken) -> rx.Component:
    return kit.notice(t("正在替班：{grid}，到 {until}", grid=one.name, until=one.until), "info", key=one.id)


def stand_in_sheet() -> rx.Component:
    """What is taken over now, and what one may take over."""
    here = _here()
    return kit.sheet(
        SHEET,
        t("替班"),
        rx.cond(
            online(), rx.fragment(), kit.notice(t("没有网络。接手和结束替班都要有信号，走访登记不受影响。"), "warning")
        ),
        rx.match(
            here.state,
            ("offline", kit.notice(t("没有连上服务器，请在有信号的地方再试。"), "warning")),
            ("refused", kit.notice(rx.cond(here.problem, here.problem, t("没有办成，请再试一次。")), "error")),
            rx.fragment(),
        ),
        rx.cond(here.taken.length() > 0, rx.el.ul(rx.foreach(here.taken, _taken), class_name="lj-rows -mx-4")),
        rx.cond(here.to_take.length() > 0, _form(), rx.el.p(t("没有可以接手的网格。"), class_name="lj-muted")),
    )


def _taken(one: Taken) -> rx.Component:
    return rx.el.li(
        kit.row(
            rx.cond(one.name, one.name, t("正在下载")),
            t("到 {until}，{reason}", until=one.until, reason=one.reason),
            trail=kit.button(t("结束"), "quiet", on_click=act(f"{TAPS}:end", one.id), disabled=_here().state == "busy"),
        ),
        key=one.id,
    )


def _form() -> rx.Component:
    here = _here()
    busy = here.state == "busy"
    days = [("1", t("只今天")), ("3", t("3 天")), ("7", t("7 天")), ("14", t("14 天"))]
    return rx.el.form(
        rx.el.fieldset(
            rx.el.legend(t("接手哪个网格")),
            rx.el.div(rx.foreach(here.to_take, _grid), class_name="lj-chips"),
            class_name="lj-field",
        ),
        kit.segmented("days", days, label=t("替几天"), value="1"),
        kit.text_field("reason", t("原因"), max_length=200, required=True, placeholder=t("如：李哥休假")),
        rx.el.p(t("接手和结束都会留下记录，到期自动结束。"), class_name="lj-help"),
        kit.button(rx.cond(busy, t("正在办…"), t("接手")), big=True, type="submit", disabled=busy),
        on_submit=act(f"{TAPS}:take"),
        class_name="flex flex-col gap-4",
    )


def _grid(one: GridChoice) -> rx.Component:
    return kit.chip("grid_id", one.id, one.name, multiple=False, required=True, key=one.id)
