"""The visits of a household, the newest first, each as it stands now; changed ones say so."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.visits.page import words
from app.visits.page.past import opens_past, past_sheet
from app.visits.page.shapes.card import VisitLine

STATE = {"met": "done", "not_home": "not_met"}


def visit_timeline(visits: Any, household: Any) -> rx.Component:
    """A card with the visits, each to be opened, or that there was none."""
    return kit.card(
        rx.cond(
            visits.length() > 0,
            kit.timeline(rx.foreach(visits, lambda visit: _visit(visit, household))),
            rx.el.p(t("还没有走访记录。"), class_name="lj-muted"),
        ),
        past_sheet(),
        title=t("走访记录"),
    )


def _visit(visit: VisitLine, household: Any) -> rx.Component:
    state = rx.match(visit.outcome, *STATE.items(), "none")
    return kit.moment(
        visit.when,
        rx.el.button(
            rx.el.span(words.chosen(visit.outcome, words.outcomes())),
            rx.cond(visit.people, rx.el.span(visit.people), ""),
            rx.cond(visit.mark, kit.mark(visit.mark)),
            icon("chevron", "1em", "lj-go"),
            rx.el.span(t("看详情"), class_name="sr-only"),
            type="button",
            class_name="flex flex-wrap items-center gap-x-2 min-h-(--tap) pr-14 text-left cursor-pointer",
            **opens_past(visit.id, household),
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
