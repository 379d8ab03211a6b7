"""Below the camera of `/door`: typing a code, what waits for the network, who came last."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.door_shapes import Large, Scan, door_now
from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act, value

TAPS = "events/door_taps"


def typing() -> rx.Component:
    """For a card that cannot be scanned."""
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
                class_name="lj-scan-typing flex gap-2",
            ),
            rx.el.p(t("码印在居民卡上。扫码枪可以直接扫，不用点这里。"), id="door-code-help", class_name="lj-help"),
            on_submit=act(f"{TAPS}:typed"),
            class_name="flex flex-col gap-2",
        ),
        _without_signal(),
    )


def _without_signal() -> rx.Component:
    """Whether the camera reads codes in a cellar too. It is told before somebody goes down there."""
    here = value("large", Large, Large()).door
    words = rx.cond(here, t("没有信号也能扫码"), t("扫码还在下载，没有信号时先手输"))
    return rx.el.p(kit.mark(rx.cond(here, "done", "sending"), words, "!whitespace-normal text-start"))


def on_the_way() -> rx.Component:
    """What still lies on this phone, and what does not agree with elsewhere."""
    here = door_now()
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


def last_scans() -> rx.Component:
    """Who this phone has let in, newest first; a wrong scan is taken back here."""
    here = door_now()
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
