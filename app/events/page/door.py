"""签到 `/door?event=`: staff let people in by their pass: camera, hand scanner, six letters; also without signal."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.door_camera import camera
from app.events.page.door_events import CHOOSE, choosing, other_events, standing_tag, three_ways
from app.events.page.door_scans import last_scans, on_the_way, typing
from app.events.page.door_shapes import door_now
from app.events.page.door_verdict import verdict
from app.offline.local import online, signed, sync
from app.offline.phone import field as gate
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import act, value

WAYS = "door-ways"
TAPS = "events/door_taps"


def door_screen() -> rx.Component:
    """The camera and what it says; beside or below it typing, and who came last."""
    return screen(
        t("签到"),
        gate(rx.cond(door_now().ready, rx.cond(door_now().id, _at_the_door(), choosing()), _waiting())),
        actions=kit.tool("bell", t("声音和朗读"), **kit.opens(WAYS)),
        dock="own",
        wide=True,
    )


def _at_the_door() -> rx.Component:
    return rx.el.div(
        rx.el.div(_event(), camera(), verdict(), class_name="lj-scan flex flex-col gap-3 min-w-0"),
        rx.el.div(typing(), on_the_way(), last_scans(), class_name="flex flex-col gap-3 min-w-0"),
        other_events(),
        _ways(),
        on_mount=act(f"{TAPS}:enter"),
        on_unmount=act(f"{TAPS}:leave"),
        class_name="grid gap-3 md:grid-cols-2 items-start",
    )


def _event() -> rx.Component:
    """Where one stands and how many have come; a tap leads to another event. Low, so that the verdict is in sight."""
    here = door_now()
    return rx.el.button(
        rx.el.span(
            rx.el.span(here.title, class_name="text-lg font-bold leading-snug"),
            standing_tag(here),
            class_name="grow basis-[7em] min-w-0 flex flex-wrap items-center gap-x-2 text-start",
        ),
        rx.el.span(
            rx.el.span(here.came, class_name="text-3xl font-bold leading-none", custom_attrs={"data-testid": "came"}),
            rx.el.span(_of(here), class_name="lj-muted"),
            icon("chevron", "1.1em", "lj-go self-center"),
            class_name="flex items-baseline gap-2",
        ),
        type="button",
        class_name="lj-scan-event lj-card cursor-pointer min-h-(--tap)",
        custom_attrs={"data-open": CHOOSE, "aria-haspopup": "dialog"},
    )


def _of(here: Any) -> Any:
    expected = rx.cond(here.expected > 0, t("/ {n} 人报名", n=here.expected), t("人已到"))
    return rx.cond(here.limit > 0, t("/ {n} 已到", n=here.limit), expected)


def _ways() -> rx.Component:
    """How the phone tells what it decided."""
    return kit.sheet(
        WAYS,
        t("声音和朗读"),
        kit.check(
            "sound", t("扫到以后响一声"), toggle=True, checked=value("door.sound", bool, True),
            on_change=act(f"{TAPS}:prefer", "sound"),
        ),
        kit.check(
            "speech", t("把结果读出来"), toggle=True, checked=value("door.speech", bool, False),
            on_change=act(f"{TAPS}:prefer", "speech"),
        ),
        rx.el.p(t("读的时候不念名字。"), class_name="lj-help"),
    )  # fmt: skip


def _waiting() -> rx.Component:
    """The list is not on this phone: on its way, out of reach, or not meant for this person."""
    mine = value("door.mine", str, "", module="events/door")
    return rx.cond(
        (signed() == "in") & (mine == "no"),
        kit.empty(
            "house",
            t("您不负责签到"),
            t("签到由社区工作者来做。需要帮忙的话，请社区管理员给您开通。"),
            kit.button(t("回首页"), "quiet", href="/"),
        ),
        rx.cond(
            (sync().trouble == "") & online(),
            rx.fragment(
                rx.el.p(
                    t("正在取今天的活动和名单，取完以后没有信号也能签到。"), role="status", class_name="text-lg px-1"
                ),
                three_ways(),
            ),
            kit.empty(
                "stairwell",
                t("活动名单还没有下载到这部手机"),
                t("请在有信号的地方打开一次，以后没有信号也能签到。"),
                kit.button(t("再试一次"), icon_name="refresh", on_click=act("offline/sync:send_now")),
            ),
        ),
    )
