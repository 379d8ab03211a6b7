"""The visits of a household, the newest first, each as it stands now; changed ones say so."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.visits.page import words
from app.visits.page.shapes.card import VisitLine

STATE = {"met": "done", "not_home": "not_met"}


def visit_timeline(visits: Any) -> rx.Component:
    """A card with the visits, or that there was none."""
    return kit.card(
        rx.cond(
            visits.length() > 0,
            kit.timeline(rx.foreach(visits, _visit)),
            rx.el.p(t("还没有走访记录。"), class_name="lj-muted"),
        ),
        title=t("走访记录"),
    )


def _visit(visit: VisitLine) -> rx.Component:
    state = rx.match(visit.outcome, *STATE.items(), "none")
    return kit.moment(
        visit.when,
        rx.el.div(
            rx.el.span(words.chosen(visit.outcome, words.outcomes())),
            rx.cond(visit.people, rx.el.span(visit.people), ""),
            rx.cond(visit.mark, kit.mark(visit.mark)),
            class_name="flex flex-wrap items-center gap-x-2",
        ),
        rx.el.p(_how(visit), class_name="lj-row-sub flex flex-wrap gap-x-2"),
        rx.cond(visit.topics, rx.el.p(visit.topics, class_name="lj-row-sub")),
        rx.cond(visit.note, rx.el.p(visit.note, class_name="whitespace-pre-wrap leading-snug pt-1")),
        rx.cond(
            visit.edited,
            rx.el.p(t("{name} 改过，第 {n} 版", name=visit.edited, n=visit.revision), class_name="lj-help"),
        ),
        rx.cond(
            visit.edit,
            kit.tool(
                "edit", t("改 {when} 这条", when=visit.when), href=visit.edit, class_name="absolute right-0 -top-2"
            ),
        ),
        state=state,
        key=visit.id,
    )


def _how(visit: VisitLine) -> rx.Component:
    return rx.fragment(
        rx.el.span(words.chosen(visit.mode, words.modes())),
        rx.cond(visit.by, rx.el.span(visit.by), rx.cond(visit.mine, rx.el.span(t("我")), "")),
        rx.cond(visit.photos > 0, rx.el.span(t("照片 {n} 张", n=visit.photos)), ""),
    )
