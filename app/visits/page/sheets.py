"""The small forms of the card: a note at the door, a cause that moves it up, a need that is answered."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.offline.form import form
from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act, value
from app.visits.page import words
from app.visits.page.shapes.card import Closing, OpenNeed

NOTE, MARK, CLOSE = "note-sheet", "mark-sheet", "close-sheet"


def note_sheet(household: Any, label: Any) -> rx.Component:
    """Write a note for whoever comes next."""
    return kit.sheet(
        NOTE,
        t("写门口提示"),
        form(
            "note.write",
            kit.text_area("text", t("敲门前要知道什么"), rows=3, max_length=300, required=True),
            kit.segmented("readers", list(words.readers().items()), label=t("谁能看"), value="cadres"),
            kit.button(t("存下"), big=True, type="submit"),
            about=household,
            fixed={"household_id": household},
            title=t("门口提示 {door}", door=label),
            class_name="flex flex-col gap-4",
        ),
    )


def mark_sheet(household: Any, label: Any) -> rx.Component:
    """Note that somebody came home from hospital or has just moved in."""
    return kit.sheet(
        MARK,
        t("提前走访"),
        form(
            "priority.mark",
            kit.segmented("cause", list(words.causes().items()), label=t("为什么"), value="hospital"),
            kit.text_field("since", t("从哪天起"), type="date", required=True),
            rx.el.p(t("这一户会排到前面，见到人以后自己消失。"), class_name="lj-help"),
            kit.button(t("存下"), big=True, type="submit"),
            about=household,
            fixed={"household_id": household},
            title=t("提前走访 {door}", door=label),
            class_name="flex flex-col gap-4",
        ),
    )


def opens_close(need: OpenNeed) -> rx.Component:
    """The button beside an open need."""
    return kit.button(
        t("办结"),
        "quiet",
        icon_name="check",
        on_click=act("visits/card:closing", need.id, need.text),
        **kit.opens(CLOSE),
    )


def close_sheet(label: Any) -> rx.Component:
    """Say what was done about a need."""
    closing = value("closing", Closing, Closing(), module="visits/card")
    return kit.sheet(
        CLOSE,
        t("办结诉求"),
        rx.el.p(closing.text, class_name="font-semibold whitespace-pre-wrap"),
        form(
            "need.close",
            kit.text_area("answer", t("怎么办的"), rows=3, max_length=500, required=True),
            kit.button(t("存下"), big=True, type="submit"),
            about=closing.id,
            fixed={"need_id": closing.id},
            title=t("办结诉求 {door}", door=label),
            class_name="flex flex-col gap-4",
        ),
    )
