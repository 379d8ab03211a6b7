"""墙屏 `/wall/<event>`: the rotating code, how many have come, who came last, what is next. Read from five metres.

Nothing here asks the server while it runs: `js/wall.js` makes the codes, and figures come through its socket.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.local import act, part, value


@dataclass(frozen=True)
class Next:
    """An event to come."""

    title: str = ""
    when: str = ""


@dataclass(frozen=True)
class WallNow:
    """The screen as it stands (`js/wall.js`). `path`, `box`: the code as SVG; `left`: seconds until it changes."""

    state: str = "waiting"  # ready, signin, refused, missing
    title: str = ""
    when: str = ""
    place: str = ""
    come: int = 0
    capacity: int = 0
    latest: list[str] = field(default_factory=list)
    next: list[Next] = field(default_factory=list)
    standing: str = "published"
    linked: bool = True
    path: str = ""
    box: str = "0 0 1 1"
    left: int = 0
    time: str = ""


def _here() -> Any:
    return value("wall", WallNow, WallNow(), module="events/wall")


def wall_screen() -> rx.Component:
    """The whole screen, without dock or bars."""
    here = _here()
    return rx.el.main(
        rx.match(
            here.state,
            ("ready", _wall()),
            ("signin", _notice(t("请先登录"), t("在这块屏幕上用工作账号登录一次，墙屏就会自己开着。"), "/login")),
            ("refused", _notice(t("这个账号看不了墙屏"), t("请用本社区工作人员的账号登录。"), "/login")),
            ("missing", _notice(t("没有这场活动"), t("请在活动页里重新打开墙屏。"), "/")),
            _notice(t("正在连接…"), t("连上就会显示签到的码。"), ""),
        ),
        on_mount=act("events/wall:open", part("event")),
        id="main",
        class_name="lj-wall",
    )


def _notice(title: Any, hint: Any, leads_to: str) -> rx.Component:
    way = kit.button(t("去登录") if leads_to == "/login" else t("回到大厅"), href=leads_to) if leads_to else None
    return rx.el.div(kit.empty("house", title, hint, way, heading="h1"), class_name="lj-wall-notice")


def _wall() -> rx.Component:
    here = _here()
    return rx.fragment(
        rx.el.header(
            rx.el.div(
                rx.el.h1(here.title),
                rx.el.p(here.when, rx.cond(here.place, rx.fragment(" · ", here.place))),
            ),
            rx.el.p(here.time, class_name="lj-wall-clock tabular-nums"),
        ),
        rx.el.section(_code(), aria_label=t("签到的码"), class_name="lj-wall-code"),
        rx.el.section(_come(), class_name="lj-wall-come"),
        rx.el.footer(_coming(), _line()),
    )


def _code() -> rx.Component:
    here = _here()
    over = kit.empty("tea", t("签到结束了"), t("谢谢您来。"))
    return rx.match(
        here.standing,
        ("cancelled", kit.empty("stairwell", t("活动取消了"), t("请看社区的通知。"))),
        ("draft", kit.empty("stairwell", t("活动还没有发布"), t("发布以后这里会出现签到的码。"))),
        rx.cond(
            here.path,
            rx.fragment(
                rx.el.svg(
                    rx.el.path(d=here.path, fill="#000"), view_box=here.box, role="img",
                    aria_label=t("用手机扫一扫，签到"), custom_attrs={"shapeRendering": "crispEdges"},
                ),
                rx.el.p(t("用手机扫一扫，签到"), class_name="lj-wall-say"),
                rx.el.progress(
                    value=here.left, max=20, aria_label=t("换码还有几秒"), class_name="progress progress-secondary"
                ),
            ),
            over,
        ),
    )  # fmt: skip


def _come() -> rx.Component:
    here = _here()
    return rx.fragment(
        rx.el.p(
            rx.el.span(t("已到"), class_name="lj-wall-word"),
            rx.el.strong(here.come, class_name="tabular-nums", data_testid="come"),
            rx.cond(here.capacity > 0, rx.el.span("/ ", here.capacity, class_name="lj-wall-word tabular-nums")),
            class_name="lj-wall-count",
        ),
        rx.cond(
            here.latest.length() > 0,
            rx.el.ul(
                rx.foreach(here.latest, lambda name: rx.el.li(icon("check"), name)),
                aria_label=t("刚到的"),
                class_name="lj-wall-names",
            ),
            rx.el.p(t("没有手机也一样：到门口说一声名字。"), class_name="lj-wall-hint"),
        ),
    )


def _coming() -> rx.Component:
    return rx.cond(
        _here().next.length() > 0,
        rx.el.div(
            rx.el.h2(t("接下来")),
            rx.el.ul(rx.foreach(_here().next, lambda one: rx.el.li(rx.el.b(one.title), "　", one.when))),
            class_name="lj-wall-next",
        ),
        rx.el.div(),
    )


def _line() -> rx.Component:
    """The figures may be old; the code is not."""
    return rx.cond(
        _here().linked,
        rx.el.p(),
        rx.el.p(
            icon("cloud-off"), t("网络断了，码照常换；人数等连上再更新。"), role="status", class_name="lj-wall-off"
        ),
    )
