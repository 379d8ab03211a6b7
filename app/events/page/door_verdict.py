"""What the phone says of a scan: colour, sign and words; large enough for two people to read."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.page.door_shapes import Said
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.local import act, value

TAPS = "events/door_taps"
GOOD, AGAIN, WAIT = (
    ("enter", "back", "insisted"),
    ("already", "undone", "checking", "noted"),
    ("waiting", "full", "no_walk_in", "unknown"),
)


def verdict() -> rx.Component:
    """One tile that is always there, so that nothing jumps when somebody is let in."""
    said = _said()
    return rx.el.section(
        rx.cond(said.code == "", _nothing_yet(), _result(said)),
        class_name="lj-card justify-center min-h-[9.5rem] !p-4",
        aria_label=t("扫码结果"),
        custom_attrs={"data-tone": _tone(said.code), "data-verdict": said.code},
    )


def _said() -> Any:
    return value("door.verdict", Said, Said(), module="events/door")


def _nothing_yet() -> rx.Component:
    return rx.el.div(
        icon("qr", "2.5rem", "text-muted"),
        rx.el.p(t("请出示居民码"), class_name="text-lg"),
        class_name="flex flex-col items-center gap-2 text-center",
    )


def _result(said: Any) -> rx.Component:
    """Keyed by its number, so that the same verdict for the next person is seen to be a new one."""
    return rx.el.div(
        rx.el.div(
            rx.el.span(
                _sign(said.code),
                class_name="grid place-items-center size-14 shrink-0 rounded-full bg-(--tone) text-(--soft)",
            ),
            rx.el.div(
                rx.cond(said.name, rx.el.p(said.name, class_name="text-2xl font-bold leading-tight")),
                rx.el.div(
                    rx.el.p(_words(said), class_name="text-2xl font-bold leading-tight text-(--tone)"),
                    rx.el.p(_next(said), class_name="leading-snug"),
                    id="door-words",
                ),
                class_name="flex flex-col gap-1 min-w-0",
            ),
            role="status",
            class_name="flex items-center gap-4",
        ),
        _deeds(said),
        key=said.number,
        class_name="flex flex-col gap-3 [animation:lj-rise_0.18s_ease-out]",
    )


def _tone(code: Any) -> Any:
    return rx.match(
        code,
        ("", "neutral"),
        *((one, "success") for one in GOOD),
        *((one, "info") for one in AGAIN),
        *((one, "warning") for one in WAIT),
        "error",
    )


def _sign(code: Any) -> Any:
    return rx.match(
        code,
        *((one, icon("check", "36px")) for one in GOOD),
        *((one, icon("history" if one != "checking" else "refresh", "36px")) for one in AGAIN),
        *((one, icon("clock", "36px")) for one in WAIT),
        icon("close", "36px"),
    )


def _words(said: Any) -> Any:
    return rx.match(
        said.code,
        ("enter", t("请进，已签到")),
        ("back", t("欢迎回来，请进")),
        ("insisted", t("已请进")),
        ("already", t("已经签到过了")),
        ("noted", t("已记下")),
        ("undone", t("已撤销")),
        ("checking", t("正在查最新的名单…")),
        ("waiting", t("还在候补名单上")),
        ("full", t("名额已满")),
        ("no_walk_in", t("没有报名")),
        ("revoked", t("这张码已作废")),
        ("unknown", t("名单里没有这张码")),
        ("early", t("还没到签到时间")),
        ("wrong_day", t("不是今天的活动")),
        ("finished", t("活动已经结束")),
        ("cancelled", t("活动已取消")),
        ("unpublished", t("活动还没有发布")),
        ("unsaved", t("没有存下")),
        ("no:event", t("先选一场活动")),
        ("no:wall", t("这是大屏上的签到码")),
        ("no:letters", t("有一个字不对")),
        ("no:length", t("位数不对")),
        t("这不是居民码"),
    )


def _next(said: Any) -> Any:
    return rx.match(
        said.code,
        ("enter", t("{at} 记下。", at=said.at)),
        ("back", t("{at} 记下。", at=said.at)),
        ("insisted", t("您做了主，之后请核对一下名额。")),
        ("already", t("{at} 签的到，请直接进。", at=said.came)),
        ("noted", t("联网后核对；请同时记下姓名。")),
        ("undone", t("这次签到不算了。")),
        ("checking", t("请稍等几秒。")),
        ("waiting", t("有人没来才有空位。要先请进，点下面。")),
        ("full", t("请到前台登记候补。要先请进，点下面。")),
        ("no_walk_in", t("这场要先报名。要先请进，点下面。")),
        ("revoked", t("可能补过新码，请出示新的；没有就到前台补办。")),
        ("unknown", t("可能刚补办。请按姓名登记，或先记下这张码。")),
        ("early", t("开门时间到了再扫。")),
        ("wrong_day", t("看看是不是选错了活动。")),
        ("finished", t("需要补记，请到前台。")),
        ("cancelled", t("请告诉居民这场不办了。")),
        ("unpublished", t("请先发布活动。")),
        ("unsaved", t("手机空间可能满了。请再扫一次，或记在纸上。")),
        ("no:event", t("选好了再扫。")),
        ("no:wall", t("请居民用自己的手机扫大屏；这里扫居民码。")),
        ("no:letters", t("码里没有 0、O、1、I、L，请再对一下。")),
        ("no:length", t("居民码是六位，请再对一下。")),
        t("请出示居民码，或输入卡上的六位码。"),
    )


def _deeds(said: Any) -> rx.Component:
    let_in = rx.Var.create([*GOOD, "noted"]).to(list[str]).contains(said.code)
    undo = kit.button(t("撤销"), "quiet", icon_name="history", on_click=act(f"{TAPS}:undo", said.record))
    label = rx.cond(said.code == "unknown", t("先记下"), t("仍然请进"))
    insist = kit.button(label, "secondary", icon_name="door", on_click=act(f"{TAPS}:insist"))
    return rx.cond(
        said.insist,
        rx.el.div(insist, class_name="flex gap-2"),
        rx.cond(let_in & (said.record != ""), rx.el.div(undo, class_name="flex gap-2")),
    )
