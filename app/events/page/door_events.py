"""At whose door `/door` stands: today's and tomorrow's events."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.door_shapes import Line, door_now
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.local import act

CHOOSE = "door-events"
TAPS = "events/door_taps"


def standing_tag(one: Any) -> rx.Component:
    """Said only where the door is not open."""
    return rx.match(
        one.standing,
        ("early", kit.tag(t("还没到签到时间"), "warning")),
        ("finished", kit.tag(t("已经结束"), "neutral")),
        ("cancelled", kit.tag(t("已取消"), "error")),
        rx.fragment(),
    )


def other_events() -> rx.Component:
    """A sheet of them."""
    return kit.sheet(CHOOSE, t("换一场活动"), _events())


def _events() -> rx.Component:
    return kit.rows(rx.foreach(door_now().events, _choice), class_name="-mx-4")


def _choice(one: Line) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(one.title, class_name="lj-row-title"),
                rx.el.span(one.when, rx.cond(one.place, " · " + one.place, ""), class_name="lj-row-sub"),
                standing_tag(one),
                class_name="lj-row-body",
            ),
            rx.el.span(t("{n} 人已到", n=one.came), class_name="lj-muted shrink-0"),
            icon("chevron", "1.1em", "lj-go"),
            type="button",
            class_name="lj-row cursor-pointer",
            on_click=act(f"{TAPS}:choose", one.id),
            **kit.closes(),
        ),
        key=one.id,
        custom_attrs={"data-testid": "event"},
    )


def choosing() -> rx.Component:
    """Nobody knows yet at whose door: today's events."""
    here = door_now()
    gone = kit.notice(t("这场活动不在今天和明天的名单里，请重新选。"), "warning")
    return rx.cond(
        here.events.length() > 0,
        rx.fragment(
            rx.cond(here.missing, rx.el.div(gone, on_mount=act(f"{TAPS}:seek"))),
            kit.card(_events(), title=t("在哪一场活动签到？")),
            three_ways(),
        ),
        kit.empty(
            "tea",
            t("今天和明天没有活动"),
            t("活动发布以后会自己出现在这里。刚发布的，联网刷新一下。"),
            kit.button(t("刷新"), "quiet", icon_name="refresh", on_click=act("offline/sync:send_now")),
        ),
    )


def three_ways() -> rx.Component:
    """Three ways; prerendered, so that there is something to read while the list comes."""
    ways = [
        ("camera", t("扫居民码"), t("打开摄像头，把卡或手机上的码放进框里。")),
        ("edit", t("输入六位码"), t("卡上的码扫不出来时，照着输。")),
        ("qr", t("用扫码枪"), t("接上就能扫，不用点输入框。")),
    ]
    return kit.card(kit.rows(*(kit.row(name, how, lead=icon(sign)) for sign, name, how in ways)), flush=True)
