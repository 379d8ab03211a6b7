"""Pieces that the screens of events share."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.events.rules.standing import Standing
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon

FORM = "flex flex-col gap-4"
ROWS = "max-sm:flex-wrap max-sm:[&>label]:basis-[30%]"


def standing_mark(standing: Any) -> rx.Component:
    """How it stands with an event: colour, sign and word."""
    return rx.match(
        standing,
        (Standing.DRAFT.value, kit.mark("saved", t("草稿"))),
        (Standing.PUBLISHED.value, kit.mark("sent", t("报名中"))),
        (Standing.RUNNING.value, kit.mark("due", t("进行中"))),
        (Standing.FINISHED.value, kit.mark("done", t("已结束"))),
        kit.mark("attention", t("已取消")),
    )


def places_words(row: Any) -> Any:
    """How many have a place, how many wait."""
    has = rx.cond(
        row.capacity > 0, t("报名 {taken} / {capacity}", taken=row.taken, capacity=row.capacity),
        t("报名 {taken} 人", taken=row.taken),
    )  # fmt: skip
    return rx.fragment(has, rx.cond(row.waiting > 0, rx.fragment(" · ", t("候补 {n} 人", n=row.waiting))))


def left_tag(row: Any) -> rx.Component:
    """What somebody who would like to come wants to know first: is there a place?"""
    open_ = rx.cond(
        row.capacity == 0, kit.tag(t("不限人数"), "success"),
        rx.cond(
            row.left > 0, kit.tag(t("还有 {n} 个名额", n=row.left), "success"), kit.tag(t("满了，可候补"), "warning")
        ),
    )  # fmt: skip
    return rx.match(
        row.standing,
        (Standing.CANCELLED.value, kit.tag(t("已取消"), "error")),
        (Standing.FINISHED.value, kit.tag(t("已结束"))),
        (Standing.RUNNING.value, kit.tag(t("正在进行"), "primary")),
        open_,
    )


def fact(term: Any, text: Any) -> rx.Component:
    """A term and its value inside a `dl`; nothing where there is none."""
    return rx.cond(text, rx.fragment(rx.el.dt(term), rx.el.dd(text, class_name="whitespace-pre-wrap")))


def door_link(icon_name: str, title: Any, sub: Any, href: Any, **props: Any) -> rx.Component:
    """A line that leads somewhere else. A file or a page of the server opens without the router (`file=True`)."""
    return kit.row(title, sub, lead=icon(icon_name), href=href, **props)


def tabs(
    state: Any, entries: list[tuple[str, Any, Any]], legend: Any, handler: Any, *, rows: bool = False
) -> rx.Component:  # fmt: skip
    """One of two to four lists: (code, how many or None, word). `rows`: more of them, in two rows on a phone."""
    labels = [
        rx.el.label(
            rx.el.input(type="radio", name="tab", value=code, checked=state == code, on_change=handler(code).temporal),
            rx.el.span(rx.el.span(number, class_name="font-bold"), " ", word) if number is not None else word,
        )
        for code, number, word in entries
    ]
    return rx.el.fieldset(
        rx.el.legend(legend, class_name="sr-only"),
        rx.el.div(*labels, class_name=f"lj-seg {ROWS if rows else ''}".strip()),
        class_name="lj-field",
    )
