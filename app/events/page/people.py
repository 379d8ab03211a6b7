"""The lists of an event at the desk: who is coming, who came, what to look at, what people thought."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.models import Via
from app.events.page.telling import calls
from app.shared import kit
from app.shared.i18n import t


def lists(state: Any) -> rx.Component:
    """The list that was chosen. `state` is `ManageState`."""
    return rx.match(
        state.wanted,
        ("tell", calls(state)),
        ("look", _clashes(state)),
        ("said", _said(state)),
        rx.fragment(_search(state), _people(state)),
    )


def _search(state: Any) -> rx.Component:
    return kit.text_field(
        "find", t("按名字或手机号找"), type="search", auto_complete="off", max_length=64, default_value=state.typed,
        on_change=state.find.debounce(250).temporal,
    )  # fmt: skip


def _people(state: Any) -> rx.Component:
    nobody = rx.cond(
        state.typed,
        kit.empty("stairwell", t("没有这个人"), t("换个写法，或者到“替人报名”里报上。")),
        rx.cond(
            state.wanted == "came",
            kit.empty("tea", t("还没有人到"), t("扫墙屏、扫居民码、在平板上点名字，到了的人都会在这里。")),
            kit.empty("tea", t("没有等着来的人"), t("报名的人会在这里；也可以替人报名。")),
        ),
    )
    return rx.cond(
        state.people.length() > 0,
        kit.card(rx.el.ul(rx.foreach(state.people, lambda row: _person(state, row)), class_name="lj-rows"), flush=True),
        kit.card(nobody),
    )


def _person(state: Any, row: Any) -> rx.Component:
    nameless = rx.cond(row.name_deleted, t("来客（名字已按期删除）"), t("同来的人，没写名字"))
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.strong(rx.cond(row.name, row.name, nameless)), _tags(row),
                rx.el.div(_about(row), class_name="lj-help"), class_name="flex-1 min-w-[10rem]",
            ),
            rx.el.div(_taps(state, row), class_name="flex flex-wrap gap-1"),
            class_name="lj-row flex-wrap",
        ),
        key=row.id,
    )  # fmt: skip


def _tags(row: Any) -> rx.Component:
    return rx.el.span(
        rx.cond(row.state == "waiting", kit.tag(t("候补"), "warning")),
        rx.cond(row.state == "walk_in", kit.tag(t("现场"), "info")),
        rx.cond(row.on_behalf, kit.tag(t("{name}代报", name=row.on_behalf))),
        rx.cond(row.lower, kit.tag(t("可信度较低"), "warning")),
        rx.cond(row.flagged, kit.tag(t("看一下"), "warning")),
        class_name="flex flex-wrap gap-1 empty:hidden",
    )


def _about(row: Any) -> rx.Component:
    """The number they left, and when and by which way they came."""
    return rx.fragment(
        rx.cond(row.phone, rx.el.span(row.phone, class_name="block tabular-nums")),
        rx.foreach(row.flags, lambda flag: rx.el.span(_what(flag), class_name="block", key=flag)),
        rx.cond(row.phone_deleted, rx.el.span(t("电话已按期删除"), class_name="block")),
        rx.cond(
            row.came,
            rx.el.span(
                t("{at} 到", at=row.came), " · ", way(row.via), rx.cond(row.by, rx.fragment(" · ", row.by)),
                rx.cond(row.left, rx.fragment(" · ", t("{at} 离开", at=row.left))), class_name="block",
            ),
        ),
    )  # fmt: skip


def _taps(state: Any, row: Any) -> rx.Component:
    before = rx.fragment(
        kit.button(t("不来了"), "plain", on_click=state.cancel_sign_up(row.family).temporal),
        kit.button(t("签到"), "secondary", icon_name="check", on_click=state.check_in(row.id).temporal),
    )
    after = rx.fragment(
        rx.cond(row.left == "", kit.button(t("离开"), "plain", on_click=state.check_out(row.id).temporal)),
        rx.cond(row.mine, kit.button(t("签错了，撤销"), "plain", on_click=state.undo(row.id).temporal)),
    )
    return rx.cond(row.came, after, before)


def way(via: Any) -> Any:
    """By which way somebody checked in."""
    return rx.match(
        via,
        (Via.WALL.value, t("扫墙屏")),
        (Via.PRINTED.value, t("扫纸上的码")),
        (Via.CAMERA.value, t("扫居民码")),
        (Via.HID.value, t("扫码枪")),
        (Via.TYPED.value, t("输短码")),
        (Via.TABLET.value, t("平板")),
        (Via.STAFF.value, t("工作人员点的")),
        (Via.FAMILY.value, t("家里人替签")),
        (Via.WALK_IN.value, t("现场登记")),
        via,
    )


def _clashes(state: Any) -> rx.Component:
    return rx.cond(
        state.clashes.length() > 0,
        kit.card(rx.el.ul(rx.foreach(state.clashes, lambda row: _clash(state, row)), class_name="lj-rows"), flush=True),
        kit.card(kit.empty("tea", t("没有要看的"), t("停用的卡、签了两次、满员后进场的人，会先到这里。"))),
    )


def _what(code: Any) -> Any:
    """What happened at the door, by the code of a `DoorTry` or a flag of somebody who came."""
    return rx.match(
        code,
        ("already", t("签了两次")),
        ("revoked", t("用了停用的居民码")),
        ("full", t("满员后进场")),
        ("waiting", t("候补时进场")),
        ("no_walk_in", t("没报名就进场")),
        ("cancelled", t("取消后进场")),
        ("finished", t("结束后进场")),
        ("unknown", t("出示了查不到的居民码")),
        ("forged", t("签到码是假的，或者纸上的码没有开放")),
        ("expired", t("拿过期的码来签，可能是转发的照片")),
        ("guessing", t("有人在一个个试名字或电话，已经放慢")),
        ("many_from_one", t("同一部手机签了好几个人")),
        ("relayed", t("墙上换了码好一会儿才打开，好几部手机都这样")),
        code,
    )


def _clash(state: Any, row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.strong(_what(row.code), rx.cond(row.name, rx.fragment("：", row.name))),
                rx.el.div(row.at, " · ", way(row.via), rx.cond(row.by, rx.fragment(" · ", row.by)),
                          rx.cond(row.times > 1, rx.fragment(" · ", t("{n} 次，最近 {at}", n=row.times, at=row.last))),
                          rx.cond(row.let_in, rx.fragment(" · ", t("人已经在里面，不往外请"))), class_name="lj-help"),
                class_name="flex-1 min-w-[10rem]",
            ),
            kit.button(t("看过了"), "quiet", icon_name="check", on_click=state.look_at(row.id).temporal),
            class_name="lj-row flex-wrap",
        ),
        key=row.id,
    )  # fmt: skip


def _said(state: Any) -> rx.Component:
    def one(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.strong(t("{n} 分", n=row.stars)),
            rx.cond(row.words, rx.el.p(row.words, class_name="whitespace-pre-wrap")),
            class_name="px-4 py-3",
            key=row.id,
        )

    return rx.cond(
        state.said.length() > 0,
        kit.card(rx.el.ul(rx.foreach(state.said, one), class_name="lj-rows"), flush=True),
        kit.card(kit.empty("tea", t("还没有人评价"), t("活动结束以后，居民在活动页上可以不记名地说说感受。"))),
    )
