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
from app.visits.page.parts import CHIPS, EVEN, SIDEWAYS, group, link, mistake
from app.visits.page.shapes.form import Choice, Draft, Member, VisitForm

FORM = "visit-form"
OUTCOME_ICONS = {"met": "person", "not_home": "door", "refused": "close", "moved": "home"}


def visit_screen() -> rx.Component:
    """The form with its one big button."""
    here = _here()
    return screen(
        t("登记走访"),
        gate(rx.cond(here.ready, _form(), rx.cond(here.missing, unknown_household(), kit.skeleton(4)))),
        back=link("/households/", query("household")),
        foot=kit.button(t("存下"), big=True, type="submit", form=FORM),
    )


def _here() -> Any:
    return value("visit", VisitForm, VisitForm(), of=query("household"), module="visits/form")


def _form() -> rx.Component:
    here = _here()
    outcome = value("visit.outcome", str, "", module="visits/form")
    nobody = (outcome == "not_home") | (outcome == "moved")
    return rx.fragment(
        _who(),
        _earlier(),
        _draft_line(),
        form(
            "visit.log",
            rx.el.input(type="hidden", name="started_at", custom_attrs={"data-now": ""}),
            _outcome(),
            rx.cond(outcome == "not_home", _not_home()),
            rx.cond(nobody, rx.fragment(), rx.fragment(_people(), _topics())),
            _note(),
            needs(),
            corrections(),
            rx.el.div(add_need(), add_correction(), class_name="flex flex-wrap gap-2"),
            photos(),
            _mode(),
            _time(),
            id=FORM,
            revise=Revise("visit.edit", id="visit_id", base="base_revision"),
            about=here.id,
            fixed={"household_id": here.id},
            title=t("走访 {door}", door=here.label),
            then="/saved?household=" + here.id,
            guard="visits/form:guard",
            custom_attrs={"noValidate": True},
            class_name="flex flex-col gap-5",
        ),
    )


def _who() -> rx.Component:
    here = _here()
    return rx.el.div(
        rx.el.p(here.label, class_name="text-xl font-bold"),
        rx.el.p(here.reason, class_name="lj-muted leading-snug"),
    )


def _earlier() -> rx.Component:
    """Logged today already: change that one, or go on with another."""
    earlier = _here().earlier
    return rx.cond(
        earlier.id,
        kit.notice(
            t("{when} 已经登记过一次。", when=earlier.when),
            "info",
            action=rx.el.a(t("改那一条"), href=earlier.edit, class_name="btn btn-ghost -ml-4"),
        ),
    )


def _draft_line() -> rx.Component:
    """Quiet proof that nothing was lost."""
    draft = value("visit.draft", Draft, Draft(), of=query("household"), module="visits/form")
    return rx.fragment(
        rx.cond(
            draft.restored,
            rx.el.div(
                rx.el.p(
                    icon("history", "1.1em"),
                    t("已恢复草稿（{when}）", when=draft.when),
                    class_name="lj-help flex gap-2",
                ),
                kit.button(t("清空重填"), "plain", on_click=act("visits/form:start_anew", draft.name)),
                class_name="flex flex-wrap items-center justify-between gap-x-3",
                role="status",
            ),
        ),
        rx.cond(
            draft.failed, kit.notice(t("草稿没有存住：手机空间可能不够。请先存下这一条，再清理一些空间。"), "warning")
        ),
    )


def _not_home() -> rx.Component:
    """Nobody opened: leave a slip, come at another time of day."""
    here = _here()
    return rx.el.div(
        rx.el.p(icon("clock", "1.2em"), here.again, class_name="flex items-center gap-2 font-semibold"),
        kit.button(t("留张便条"), "secondary", icon_name="note", href="/slip?household=" + here.id),
        class_name="flex flex-wrap items-center justify-between gap-3 px-1",
    )


def _time() -> rx.Component:
    """When it was: now, unless somebody writes it down later."""
    return rx.el.details(
        rx.el.summary(
            rx.el.span(t("走访时间"), class_name="font-semibold"),
            rx.el.span(value("visit.when", str, "", module="visits/form"), class_name="lj-muted"),
            icon("chevron-down", "1.1em"),
            class_name="flex items-center gap-3 min-h-(--tap) cursor-pointer",
            on_click=act("visits/form:open_time"),
        ),
        rx.el.label(
            rx.el.span(t("改成"), class_name="lj-help"),
            rx.el.input(
                type="datetime-local", id="started-at-local", class_name="input w-full",
                on_change=act("visits/form:began"),
            ),
            class_name="lj-field",
        ),
        mistake("started_at"),
    )  # fmt: skip


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
    name = rx.fragment(one.name, rx.cond(one.relation, rx.el.span(one.relation, class_name="ml-1.5 text-sm"), ""))
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
        on_click=act("visits/form:phrase", one.name), key=one.code,
    )  # fmt: skip
