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

    id: str = ""
    title: str = ""
    when: str = ""
    place: str = ""


@dataclass(frozen=True)
class WallNow:
    """The screen as it stands (`js/wall.js`). `path`, `box`: the code as SVG; `left`: seconds until it changes.

    `opens`: the hour from which the door takes it, empty when it does already; `since`: of when the figures are.
    """

    state: str = "waiting"  # ready, signin, refused, missing
    title: str = ""
    when: str = ""
    place: str = ""
    come: int = 0
    capacity: int = 0
    latest: list[str] = field(default_factory=list)
    next: list[Next] = field(default_factory=list)
    standing: str = "published"
    over: bool = False
    linked: bool = True
    since: str = ""
    opens: str = ""
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
    closed = here.over | (here.standing == "cancelled") | (here.standing == "draft")
    return rx.fragment(
        rx.el.header(
            rx.el.div(
                rx.el.h1(here.title),
                rx.el.p(here.when, rx.cond(here.place, rx.fragment(" · ", here.place))),
            ),
            rx.el.p(here.time, class_name="lj-wall-clock tabular-nums"),
        ),
        rx.cond(closed, _no_code(), rx.fragment(_code(), rx.el.section(_say(), _come(), class_name="lj-wall-come"))),
        rx.el.footer(rx.cond(closed, rx.el.div(), _next()), _line()),
    )


def _code() -> rx.Component:
    here = _here()
    return rx.el.section(
        rx.el.svg(
            rx.el.path(d=here.path, fill="#000"), view_box=here.box, role="img",
            aria_label=t("用手机扫一扫，签到"), custom_attrs={"shapeRendering": "crispEdges"},
        ),
        rx.el.progress(value=here.left, max=20, aria_label=t("换码还有几秒"), class_name="progress progress-secondary"),
        aria_label=t("签到的码"),
        class_name="lj-wall-code",
    )  # fmt: skip


def _say() -> rx.Component:
    """What to do, and from when it works."""
    soon = t("{opens} 开始签到", opens=_here().opens)
    return rx.el.p(rx.cond(_here().opens, soon, t("用手机扫一扫，签到")), class_name="lj-wall-say")


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
        ),
        rx.el.p(t("没有手机也一样：到门口说一声名字。"), class_name="lj-wall-hint"),
    )


def _no_code() -> rx.Component:
    """Why there is none, and what is on next: the screen may stay as it is for days."""
    why = rx.match(
        _here().standing,
        ("cancelled", kit.empty("stairwell", t("活动取消了"), t("请看社区的通知。"))),
        ("draft", kit.empty("stairwell", t("活动还没有发布"), t("发布以后这里会出现签到的码。"))),
        kit.empty("tea", t("签到结束了"), t("谢谢您来，坐坐再走。")),
    )
    later = rx.el.li(t("下一场定下来，会写在这里。"))
    coming = rx.foreach(_here().next, _coming)
    return rx.fragment(
        rx.el.section(why, class_name="lj-wall-over"),
        rx.el.section(
            rx.el.h2(t("接下来")),
            rx.el.ul(rx.cond(_here().next.length() > 0, coming, later)),
            class_name="lj-wall-come lj-wall-coming",
        ),
    )


def _coming(one: Any) -> rx.Component:
    where = rx.cond(one.place, rx.fragment(" · ", one.place))
    return rx.el.li(rx.el.b(one.title), rx.el.span(one.when, where), key=one.id)


def _next() -> rx.Component:
    """One line of it, while people check in."""
    return rx.cond(
        _here().next.length() > 0,
        rx.el.div(
            rx.el.h2(t("接下来")),
            rx.el.ul(rx.foreach(_here().next, lambda one: rx.el.li(rx.el.b(one.title), "　", one.when, key=one.id))),
            class_name="lj-wall-next",
        ),
        rx.el.div(),
    )


def _line() -> rx.Component:
    """The figures may be old; the code is not."""
    old = t("网络断了，码照常换；人数是 {since} 的，连上自己更新。", since=_here().since)
    return rx.cond(
        _here().linked,
        rx.el.p(),
        rx.el.p(icon("cloud-off"), rx.el.span(old), role="status", class_name="lj-wall-off"),
    )
