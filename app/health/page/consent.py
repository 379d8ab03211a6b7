"""`/health/consent`: each consent on a card of its own, in plain words, before anything is agreed to."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.health.models import ConsentKind
from app.health.page.parts import signed
from app.health.rules.consent import GUARDIAN, IMPACT, WORDS, Words
from app.health.state.consent import ConsentState
from app.shared import kit
from app.shared.desk import waiting
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen

STATE: Any = ConsentState


def consent_screen() -> rx.Component:
    """The cards, and the children one answers for."""
    return screen(t("同意书"), rx.cond(STATE.ready, _cards(), waiting()), dock="own", here="/health", back="/health")


def _cards() -> rx.Component:
    here = STATE.consents
    return rx.fragment(
        rx.cond(here.child, kit.notice(t(GUARDIAN, name=here.name), "warning")),
        rx.cond(here.too_young, kit.notice(t("你还没满 14 岁，要请家长用他们的居民码来同意。"), "warning")),
        rx.el.p(t("两样分开问。都不同意，也照样可以量，公共客厅的别的事也不受影响。")),
        rx.el.p(t(IMPACT), class_name="lj-help"),
        *(_card(kind, words, getattr(here, kind.value)) for kind, words in WORDS.items()),
        rx.cond(here.children.length() > 0, _children(here)),
    )


def _card(kind: ConsentKind, words: Words, row: Any) -> rx.Component:
    said = [
        (t("存什么、告诉什么") if kind is ConsentKind.FOLLOW_UP else t("存什么"), t(words.what)),
        (t("为什么"), t(words.why)),
        (t("存多久"), t(words.how_long, years=STATE.consents.years)),
        (t("谁看得到"), t(words.who_sees)),
        (t("不同意会怎样"), t(words.refusing)),
    ]
    return kit.card(
        _standing(row),
        *(
            rx.el.div(rx.el.h3(head, class_name="font-semibold"), rx.el.p(text))
            for head, text in said
        ),
        rx.cond(row.state == "given", _take_back(kind, words), _agree(kind, words)),
        rx.el.p(t("这段话是第 {n} 版。改了会再问您。", n=words.version), class_name="lj-help"),
        title=t(words.title), class_name="flex flex-col gap-3", id=kind.value,
    )  # fmt: skip


def _standing(row: Any) -> rx.Component:
    by = rx.cond(row.by, t("由 {name} 替孩子同意", name=row.by), "")
    return rx.el.div(
        rx.match(
            row.state,
            ("given", signed("check", t("{day} 起同意", day=row.since), "success")),
            ("withdrawn", signed("close", t("{day} 撤回了", day=row.since))),
            ("outdated", signed("alert", t("这段话改过，请再看一遍"), "warning")),
            signed("minus", t("还没有同意")),
        ),
        rx.cond(by, rx.el.p(by, class_name="lj-help")),
        role="status",
    )  # fmt: skip


def _agree(kind: ConsentKind, words: Words) -> rx.Component:
    yes = kit.button(
        rx.cond(STATE.consents.child, t("我是监护人，我同意"), t("同意")), big=True, icon_name="check",
        on_click=STATE.give(kind.value, words.version).temporal,
    )  # fmt: skip
    no = kit.button(t("不同意"), "quiet", big=True, href="/health")
    return rx.cond(STATE.consents.too_young, rx.fragment(), rx.el.div(yes, no, class_name="flex flex-col gap-3"))


def _take_back(kind: ConsentKind, words: Words) -> rx.Component:
    sure = rx.el.div(
        rx.el.p(t(words.withdrawing), role="status"),
        kit.button(t("真的撤回"), "danger", big=True, on_click=STATE.withdraw(kind.value).temporal),
        kit.button(t("还是不了"), "quiet", big=True, on_click=STATE.think("").temporal),
        class_name="flex flex-col gap-3",
    )
    ask = kit.button(t("撤回同意"), "quiet", big=True, on_click=STATE.think(kind.value).temporal)
    return rx.cond(STATE.sure == kind.value, sure, ask)


def _children(here: Any) -> rx.Component:
    def one(row: Any) -> rx.Component:
        to = "/health/consent?person=" + row.id
        return rx.el.li(
            rx.el.a(
                icon("person"),
                rx.el.span(rx.el.span(t("{name} 的同意书", name=row.name), class_name="lj-row-title"),
                           class_name="lj-row-body"),
                icon("chevron", "1.1em", "lj-go"), href=to, class_name="lj-row", reload_document=True,
            ),
            key=row.id,
        )  # fmt: skip

    return kit.card(
        rx.el.ul(rx.foreach(here.children, one), class_name="lj-rows"), title=t("替家里未满 14 岁的孩子同意"),
        flush=True,
    )  # fmt: skip
