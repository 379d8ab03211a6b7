"""登记走访 `/visit?household=`: everything common in one tap, everything typed is a draft at once.

`&record=` opens a record of this phone again, `&edit=` a visit that the server has.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.offline.form import Revise, form
from app.offline.phone import field as gate
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import act, query, value
from app.visits.page import words
from app.visits.page.card import unknown_household
from app.visits.page.findings import add_correction, add_need, corrections, needs, photos
from app.visits.page.form_lines import draft_line, earlier_line, not_home_line, time_line
from app.visits.page.parts import CHIPS, EVEN, SIDEWAYS, group, link, mistake
from app.visits.page.shapes.form import Base, Choice, FormNow, Member, VisitForm

FORM = "visit-form"
OUTCOME_ICONS = {"met": "person", "not_home": "door", "refused": "close", "moved": "home"}


def visit_screen() -> rx.Component:
    """The form with its one big button."""
    here = _here()
    return screen(
        t("登记走访"),
        gate(rx.cond(here.ready, _when_ready(), rx.cond(here.missing, unknown_household(), _coming()))),
        back=link("/households/", query("household")),
        foot=kit.button(t("存下"), big=True, type="submit", form=FORM),
    )


def _coming() -> rx.Component:
    return kit.coming(t("正在打开这一户。写下的每个字都先存在手机里，没有信号、没写完，都不会丢。"), 4)


def _here() -> Any:
    return value("visit", VisitForm, VisitForm(), of=query("household"), module="visits/form")


def _now() -> Any:
    return value("visit.now", FormNow, FormNow(), of=query("edit"), module="visits/form")


def _base() -> Any:
    return value("visit.base", Base, Base(), module="visits/form")


def _when_ready() -> rx.Component:
    """At once for a new visit; an edit needs to know what the visit says now."""
    base = _base()
    return rx.el.div(
        rx.match(
            rx.cond(query("edit") == "", "ready", base.state),
            ("ready", _form()),
            (
                "offline",
                kit.empty(
                    "stairwell",
                    t("要改这一条，需要信号"),
                    t("这次走访不在这部手机上，要先从服务器取来。新的走访照常可以登记。"),
                    kit.button(t("再试一次"), icon_name="refresh", on_click=_load()),
                ),
            ),
            _coming(),
        ),
        on_mount=_load(),
    )


def _load() -> Any:
    return act("visits/form_taps:load", query("edit"), query("household"))


def _form() -> rx.Component:
    here = _here()
    edit = query("edit")
    outcome = _now().outcome
    nobody = (outcome == "not_home") | (outcome == "moved")
    revised = {"household_id": here.id, "visit_id": edit, "base_revision": _base().revision}
    return rx.el.div(
        _who(),
        rx.cond((edit == "") & (query("record") == ""), earlier_line(here.earlier)),
        draft_line(),
        form(
            rx.cond(edit == "", "visit.log", "visit.edit"),
            rx.el.input(type="hidden", name="started_at", custom_attrs={"data-now": ""}),
            _outcome(),
            rx.cond(outcome == "not_home", not_home_line(here.id, here.again)),
            rx.cond(nobody, rx.fragment(), rx.fragment(_people(), _topics())),
            _note(),
            needs(),
            corrections(),
            rx.el.div(add_need(), add_correction(), class_name="flex flex-wrap gap-2"),
            rx.el.div(photos(), mistake("photos")),
            _mode(),
            time_line(_now().when),
            id=FORM,
            revise=Revise("visit.edit", id="visit_id", base="base_revision"),
            about=rx.cond(edit == "", here.id, edit),
            fixed=rx.cond(edit == "", rx.Var.create({"household_id": here.id}), rx.Var.create(revised)),
            initial=rx.cond(edit == "", rx.Var("null"), _base().data),
            title=t("走访 {door}", door=here.label),
            then="/saved?household=" + here.id,
            guard="visits/form:guard",
            custom_attrs={"noValidate": True},
            class_name="flex flex-col gap-5",
        ),
        on_mount=act("visits/form_taps:mend", query("record")),
        class_name="flex flex-col gap-3",
    )


def _who() -> rx.Component:
    here = _here()
    return rx.el.div(
        rx.el.p(here.label, class_name="text-xl font-bold"),
        rx.el.p(here.reason, class_name="lj-muted leading-snug"),
    )


def _outcome() -> rx.Component:
    return group(
        t("这次怎么样"),
        rx.el.div(
            *(_tile(code, text) for code, text in words.outcome_answers().items()), class_name="grid grid-cols-2 gap-2"
        ),
        field="outcome",
    )


def _tile(code: str, text: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="radio", name="outcome", value=code),
        icon(OUTCOME_ICONS[code], class_name="lj-if-plain"),
        rx.el.span(text),
        class_name="lj-chip min-h-16 px-2 rounded-box justify-center text-[1.0625rem] font-semibold",
    )


def _mode() -> rx.Component:
    return kit.segmented("mode", list(words.modes().items()), label=t("方式"), value="visit", class_name=EVEN)


def _people() -> rx.Component:
    return group(t("见到谁"), rx.el.div(rx.foreach(_here().people, _person), class_name=CHIPS), field="people")


def _person(one: Member) -> rx.Component:
    relation = rx.el.span(words.relation(one.relation), class_name="ml-1.5 text-sm")
    name = rx.fragment(one.name, rx.cond(one.relation, relation, ""))
    return kit.chip("people", one.id, name, default_checked=one.likely, key=one.id)


def _topics() -> rx.Component:
    return group(t("聊了什么"), rx.el.div(rx.foreach(_here().topics, _topic), class_name=CHIPS), field="topics")


def _topic(one: Choice) -> rx.Component:
    return kit.chip("topics", one.code, one.name, key=one.code)


def _note() -> rx.Component:
    return rx.el.div(
        kit.text_area("note", t("记一笔"), rows=3, max_length=2000),
        rx.el.div(rx.foreach(_here().phrases, _phrase), class_name=SIDEWAYS, role="group", aria_label=t("常用语")),
        class_name="flex flex-col gap-2",
    )


def _phrase(one: Choice) -> rx.Component:
    return rx.el.button(
        one.name, type="button", class_name="lj-chip cursor-pointer shrink-0",
        on_click=act("visits/form_taps:phrase", one.name), key=one.code,
    )  # fmt: skip
