"""签到 `/door?event=`: staff let people in by their pass: camera, hand scanner, six letters; also without signal."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.door_camera import camera
from app.events.page.door_shapes import Door, Line, Scan
from app.events.page.door_verdict import verdict
from app.offline.local import online, signed, sync
from app.offline.phone import field as gate
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import act, query, value

CHOOSE, WAYS = "door-events", "door-ways"
TAPS = "events/door_taps"


def door_screen() -> rx.Component:
    """The camera and what it says; beside or below it typing, and who came last."""
    return screen(
        t("签到"),
        gate(rx.cond(_here().ready, rx.cond(_here().id, _at_the_door(), _choosing()), _waiting())),
        actions=kit.tool("bell", t("声音和朗读"), **kit.opens(WAYS)),
        dock="own",
        wide=True,
    )


def _here() -> Any:
    return value("door", Door, Door(), of=query("event"), module="events/door")


def _at_the_door() -> rx.Component:
    return rx.el.div(
        rx.el.div(_event(), camera(), verdict(), class_name="flex flex-col gap-3 min-w-0"),
        rx.el.div(_typing(), _on_the_way(), _last(), class_name="flex flex-col gap-3 min-w-0"),
        _other_events(),
        _ways(),
        on_mount=act(f"{TAPS}:enter"),
        on_unmount=act(f"{TAPS}:leave"),
        class_name="grid gap-3 md:grid-cols-2 items-start",
    )


def _event() -> rx.Component:
    """Where one stands and how many have come; a tap leads to another event. Low, so that the verdict is in sight."""
    here = _here()
    return rx.el.button(
        rx.el.span(
            rx.el.span(here.title, class_name="text-lg font-bold leading-snug"),
            _standing(here),
            class_name="grow basis-[7em] min-w-0 flex flex-wrap items-center gap-x-2 text-start",
        ),
        rx.el.span(
            rx.el.span(here.came, class_name="text-3xl font-bold leading-none", custom_attrs={"data-testid": "came"}),
            rx.el.span(_of(here), class_name="lj-muted"),
            icon("chevron", "1.1em", "lj-go self-center"),
            class_name="flex items-baseline gap-2",
        ),
        type="button",
        class_name="lj-card !flex-row flex-wrap items-center !gap-x-3 !gap-y-1 !py-2 cursor-pointer min-h-(--tap)",
        custom_attrs={"data-open": CHOOSE, "aria-haspopup": "dialog"},
    )


def _of(here: Any) -> Any:
    expected = rx.cond(here.expected > 0, t("/ {n} 人报名", n=here.expected), t("人已到"))
    return rx.cond(here.limit > 0, t("/ {n} 已到", n=here.limit), expected)


def _standing(one: Any) -> rx.Component:
    """Said only where the door is not open."""
    return rx.match(
        one.standing,
        ("early", kit.tag(t("还没到签到时间"), "warning")),
        ("finished", kit.tag(t("已经结束"), "neutral")),
        ("cancelled", kit.tag(t("已取消"), "error")),
        rx.fragment(),
    )


def _typing() -> rx.Component:
    return kit.card(
        rx.el.form(
            rx.el.label(t("输入六位码"), html_for="door-code", class_name="font-semibold"),
            rx.el.div(
                rx.el.input(
                    id="door-code",
                    name="code",
                    type="text",
                    lang="en",
                    placeholder="ABC-234",
                    auto_complete="off",
                    auto_capitalize="characters",
                    auto_correct="off",
                    spell_check=False,
                    enter_key_hint="done",
                    max_length=120,
                    aria_describedby="door-code-help",
                    class_name="input input-lg grow min-w-0 uppercase tracking-widest font-semibold",
                ),
                kit.button(t("签到"), type="submit", class_name="btn-lg"),
                class_name="flex gap-2",
            ),
            rx.el.p(t("码印在居民卡上。扫码枪可以直接扫，不用点这里。"), id="door-code-help", class_name="lj-help"),
            on_submit=act(f"{TAPS}:typed"),
            class_name="flex flex-col gap-2",
        )
    )


def _on_the_way() -> rx.Component:
    """What still lies on this phone, and what does not agree with elsewhere."""
    here = _here()
    return rx.fragment(
        rx.cond(
            here.waiting > 0,
            kit.notice(t("还有 {n} 条没送出，都存在这部手机上，有信号时自己送。", n=here.waiting), "info"),
        ),
        rx.cond(
            here.clashes > 0,
            kit.notice(
                t("有 {n} 条服务器没有收下。人已经进来，不用退；请到同步中心看一下。", n=here.clashes),
                "warning",
                action=kit.button(t("去看看"), "quiet", href="/sync"),
            ),
        ),
    )


def _last() -> rx.Component:
    here = _here()
    return rx.cond(
        here.last.length() > 0,
        kit.card(kit.rows(rx.foreach(here.last, _scan)), title=t("刚才扫的"), flush=True),
    )


def _scan(one: Scan) -> rx.Component:
    undo = rx.cond(
        one.let_in,
        rx.el.button(
            t("撤销"), type="button", class_name="btn btn-ghost", aria_label=t("撤销 {name}", name=one.name),
            on_click=act(f"{TAPS}:undo", one.id),
        ),
        kit.tag(t("没进"), "neutral"),
    )  # fmt: skip
    return rx.el.li(
        kit.row(one.name, rx.fragment(one.at, " · ", _via(one.via), " ", kit.mark(one.mark)), trail=undo),
        key=one.id,
        custom_attrs={"data-testid": "scan"},
    )


def _via(via: Any) -> Any:
    return rx.match(via, ("camera", t("摄像头")), ("hid", t("扫码枪")), ("typed", t("手输")), "")


def _other_events() -> rx.Component:
    return kit.sheet(CHOOSE, t("换一场活动"), _events())


def _events() -> rx.Component:
    return kit.rows(rx.foreach(_here().events, _choice), class_name="-mx-4")


def _choice(one: Line) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.span(one.title, class_name="lj-row-title"),
                rx.el.span(one.when, rx.cond(one.place, " · " + one.place, ""), class_name="lj-row-sub"),
                _standing(one),
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


def _choosing() -> rx.Component:
    """Nobody knows yet at whose door: today's events."""
    here = _here()
    gone = kit.notice(t("这场活动不在今天和明天的名单里，请重新选。"), "warning")
    return rx.cond(
        here.events.length() > 0,
        rx.fragment(
            rx.cond(here.missing, rx.el.div(gone, on_mount=act(f"{TAPS}:seek"))),
            kit.card(_events(), title=t("在哪一场活动签到？")),
            _how(),
        ),
        kit.empty(
            "tea",
            t("今天和明天没有活动"),
            t("活动发布以后会自己出现在这里。刚发布的，联网刷新一下。"),
            kit.button(t("刷新"), "quiet", icon_name="refresh", on_click=act("offline/sync:send_now")),
        ),
    )


def _how() -> rx.Component:
    """Three ways; prerendered, so that there is something to read while the list comes."""
    ways = [
        ("camera", t("扫居民码"), t("打开摄像头，把卡或手机上的码放进框里。")),
        ("edit", t("输入六位码"), t("卡上的码扫不出来时，照着输。")),
        ("qr", t("用扫码枪"), t("接上就能扫，不用点输入框。")),
    ]
    return kit.card(kit.rows(*(kit.row(name, how, lead=icon(sign)) for sign, name, how in ways)), flush=True)


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
                _how(),
            ),
            kit.empty(
                "stairwell",
                t("活动名单还没有下载到这部手机"),
                t("请在有信号的地方打开一次，以后没有信号也能签到。"),
                kit.button(t("再试一次"), icon_name="refresh", on_click=act("offline/sync:send_now")),
            ),
        ),
    )
