"""给谁看 `/health/shares`: who may see what until when, one tap to take it back, and who looked."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.models import ShareKind
from app.health.page.share_form import share_form
from app.health.state.shares import SharesState
from app.shared import kit
from app.shared.both import told
from app.shared.desk import gate
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen

STATE: Any = SharesState  # its class attributes are Vars and handlers, which its annotations do not say
ICONS = {
    ShareKind.CLINICIAN: "heart", ShareKind.FAMILY: "users", ShareKind.CLIENT: "building", ShareKind.LINK: "qr",
}  # fmt: skip
THUMB = {"padding_block": "1rem", "min_height": "60px"}


def shares_screen() -> rx.Component:
    """The list, the form, or the code that was just made."""
    lists = rx.fragment(_child(), _open(), _ways(), _looks(), _past())
    shown = rx.cond(STATE.link.address != "", _link(), rx.cond(STATE.adding != "", share_form(STATE), lists))
    return screen(
        t("给谁看"), gate(STATE, shown), dock="own", here="/health", back="/health",
    )  # fmt: skip


def _child() -> rx.Component:
    name = STATE.board.child
    return rx.cond(
        name,
        kit.notice(t("这是 {name} 的记录给谁看，您是监护人。孩子满 14 周岁，这里给看的都会停。", name=name), "info"),
    )


def kind_words(kind: Any) -> Any:
    """A `ShareKind` in a Var, in words."""
    return rx.match(
        kind,
        (ShareKind.CLINICIAN.value, t("签约医生")),
        (ShareKind.FAMILY.value, t("家人")),
        (ShareKind.CLIENT.value, t("卫生中心的系统")),
        (ShareKind.LINK.value, t("拿着码的人")),
        "",
    )


def _open() -> rx.Component:
    none = kit.card(
        kit.empty(
            "house",
            t("现在没有给任何人看"),
            rx.cond(
                STATE.board.child,
                t("孩子的数只有监护人和孩子自己看得到。社区的工作人员也看不到。"),
                t("您量的数只有您自己看得到。社区的工作人员也看不到。"),
            ),
        ),
    )
    listed = kit.card(
        rx.el.ul(rx.foreach(STATE.board.open, _grant), class_name="flex flex-col divide-y divide-base-300"),
        title=t("现在能看的"),
    )
    return rx.cond(STATE.board.open.length() > 0, listed, none)


def _grant(row: Any) -> rx.Component:
    return rx.el.li(
        _about(row),
        kit.button(
            t("收回，不给看了"), "secondary", on_click=STATE.take_back(row.id).temporal, class_name="self-start"
        ),
        class_name="flex flex-col gap-2 py-3",
        key=row.id,
    )


NUMBER = "select-all break-all font-mono"


def _about(row: Any) -> rx.Component:
    return rx.fragment(
        rx.el.strong(rx.cond(row.name, row.name, kind_words(row.kind))),
        rx.el.p(rx.cond(row.name, rx.fragment(kind_words(row.kind), " · ")), told(row.what), class_name="lj-muted"),
        rx.cond(row.since, rx.el.p(t("只看 {day} 以后量的", day=row.since), class_name="lj-muted")),
        rx.el.p(t("看到 {when} 为止", when=row.until), class_name="lj-muted"),
        rx.cond(row.patient, rx.el.p(t("卫生中心凭这个号查："), rx.el.span(row.patient, class_name=NUMBER))),
    )


def _ways() -> rx.Component:
    def way(kind: ShareKind, title: Any, about: Any) -> rx.Component:
        return kit.row(title, about, lead=icon(ICONS[kind]), on_click=STATE.open(kind.value).temporal)

    return kit.card(
        kit.rows(
            way(ShareKind.CLINICIAN, t("给签约医生看"), t("医生用自己的账号看")),
            way(ShareKind.FAMILY, t("给家人看"), t("要用到家人的居民码")),
            way(ShareKind.LINK, t("给看病的医生看"), t("给一个码，到时间自己作废")),
            rx.cond(
                STATE.board.clients.length() > 0,
                way(ShareKind.CLIENT, t("给卫生中心的系统"), t("您的数会传到他们的系统里")),
            ),
        ),
        title=t("给别人看"),
        flush=True,
    )  # fmt: skip


def _link() -> rx.Component:
    made = STATE.link
    return kit.card(
        rx.el.p(t("请医生用手机扫这个码。看到 {when} 为止。", when=made.until)),
        rx.el.img(
            src=made.qr, alt=t("扫这个码，就能看您的健康记录"), class_name="w-64 max-w-full bg-white rounded-box"
        ),
        rx.el.p(made.address, class_name="select-all break-all lj-help"),
        rx.el.p(t("谁拿到这个码都能看，请只给要看的人。这个码只显示这一次；不想给看了，回到上一页收回。")),
        kit.button(t("好了"), big=True, on_click=STATE.close),
        title=t("给医生扫的码"),
        class_name="flex flex-col gap-3",
    )


def _looks() -> rx.Component:
    def one(row: Any) -> rx.Component:
        how = rx.match(
            row.what, ("print", t("打印页")), ("fhir", t("系统取走")), t("在屏幕上看")
        )  # fmt: skip
        return rx.el.li(
            kit.row(rx.cond(row.name, row.name, kind_words(row.kind)), rx.fragment(row.at, " · ", how)),
            key=row.at + row.name,
        )

    listed = kit.rows(rx.foreach(STATE.board.looks, one))
    none = rx.el.p(t("还没有人看过。有人看了，这里会写明是谁、什么时候。"), class_name="px-5 pb-4 lj-muted")
    return kit.card(rx.cond(STATE.board.looks.length() > 0, listed, none), title=t("谁看过"), flush=True)


def _past() -> rx.Component:
    def one(row: Any) -> rx.Component:
        mark = rx.cond(row.standing == "revoked", kit.tag(t("收回了")), kit.tag(t("到期了")))
        return rx.el.li(_about(row), rx.el.p(mark), class_name="py-3", key=row.id)

    listed = kit.card(
        rx.el.details(
            rx.el.summary(
                t("以前给看过的（{n}）", n=STATE.board.past.length()), class_name="cursor-pointer", style=THUMB
            ),
            rx.el.ul(rx.foreach(STATE.board.past, one), class_name="flex flex-col divide-y divide-base-300"),
        )
    )
    return rx.cond(STATE.board.past.length() > 0, listed)
