"""A visit of the timeline, opened in a sheet: every version with who and when, and its photos."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.later import later
from app.shared.local import act, value
from app.visits.page import words
from app.visits.page.shapes.card import Past, Version, Written

PAST = "past-sheet"


def opens_past(visit: Any, household: Any) -> dict[str, Any]:
    """Spread on a button: it opens this visit."""
    return {"on_click": act("visits/past_taps:show", visit, household), **kit.opens(PAST)}


def past_sheet() -> rx.Component:
    """The sheet; what it holds is loaded with the first visit that is opened."""
    return kit.sheet(PAST, t("走访详情"), rx.cond(_past().id, later(past_visit)))


def _past() -> Any:
    return value("past.screen", Past, Past(), module="visits/past")


@rx.memo
def past_visit() -> rx.Component:
    """All versions, or why they cannot be shown."""
    past = _past()
    return rx.el.div(
        rx.match(
            past.state,
            ("loading", kit.skeleton(3)),
            ("offline", kit.notice(t("没有连上服务器。改过几版、谁改的，还有照片，要有信号才能看。"), "warning")),
            ("gone", kit.notice(t("服务器上没有这一条，或者它不归您看。"), "warning")),
            rx.fragment(),
        ),
        rx.foreach(past.versions, _version),
        class_name="flex flex-col gap-5",
        aria_live="polite",
    )


def _version(one: Version) -> rx.Component:
    return rx.el.article(
        rx.el.h3(
            rx.cond(_past().versions.length() > 1, rx.el.span(t("第 {n} 版", n=one.number))),
            rx.el.span(one.by),
            rx.el.span(t("写于 {when}", when=one.when), class_name="lj-muted font-normal"),
            rx.cond(one.mark, kit.mark(one.mark)),
            class_name="flex flex-wrap items-center gap-x-2 font-semibold",
        ),
        kit.definitions(
            [
                (t("走访时间"), one.started),
                (t("方式"), words.chosen(one.mode, words.modes())),
                (t("结果"), words.chosen(one.outcome, words.outcomes())),
            ]
        ),
        _line(t("见到谁"), one.people, rx.cond(one.others > 0, t("另有 {n} 人已不在这一户", n=one.others), "")),
        _line(t("聊了什么"), one.topics),
        _line(t("记一笔"), one.note),
        rx.foreach(one.needs, _need),
        rx.foreach(one.corrections, _correction),
        rx.el.div(rx.foreach(one.photos, _photo), class_name="flex flex-wrap gap-3 empty:hidden"),
        class_name="flex flex-col gap-2 border-t border-base-300 pt-4 first:border-0 first:pt-0",
        key=one.number,
    )


def _line(label: Any, text: Any, more: Any = "") -> rx.Component:
    return rx.cond(
        (text != "") | (more != ""),
        rx.el.div(
            rx.el.p(label, class_name="lj-help"),
            rx.el.p(text, rx.cond(more, rx.el.span(more, class_name="lj-muted"), ""), class_name="whitespace-pre-wrap"),
        ),
    )


def _need(one: Written) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            t("诉求"), " · ", one.category, " · ", words.chosen(one.urgency, words.urgencies()), class_name="lj-help"
        ),
        rx.el.p(one.text, class_name="whitespace-pre-wrap"),
    )


def _correction(one: Written) -> rx.Component:
    return rx.el.div(
        rx.el.p(t("信息有变"), class_name="lj-help"),
        rx.el.p(
            rx.el.span(one.name, class_name="font-semibold"),
            rx.el.span(words.chosen(one.field, words.roster_fields(), one.field), class_name="lj-muted"),
            rx.el.span(one.value),
            class_name="flex flex-wrap gap-x-2",
        ),
    )


def _photo(url: Any) -> rx.Component:
    """Opened whole in a tap: the browser shows a picture better than a sheet could."""
    return rx.el.a(
        rx.el.img(src=url, alt=t("走访照片"), loading="lazy"),
        href=url,
        target="_blank",
        class_name="lj-photo size-28",
        key=url,
    )
