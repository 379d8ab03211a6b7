"""What a visit found: needs, roster fields that have changed, photos. None of it is ever demanded."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.offline.form import photos as photo_field
from app.shared import kit
from app.shared.i18n import t
from app.shared.local import act, query, value
from app.visits.page import words
from app.visits.page.parts import CHIPS, adds, mistake, repeated
from app.visits.page.shapes.form import Choice, FormNow, Member, VisitForm


def _here() -> Any:
    return value("visit", VisitForm, VisitForm(), of=query("household"), module="visits/form")


def _row(field: str, place: Any, title: Any, *children: Any) -> rx.Component:
    """A card of its own for each; the cross empties and takes it away."""
    return rx.el.fieldset(
        rx.el.legend(title, class_name="sr-only"),
        rx.el.div(
            rx.el.span(title, class_name="font-semibold"),
            kit.tool("trash", t("去掉这一条"), on_click=act("visits/form_taps:drop", field, place)),
            class_name="flex items-center justify-between",
        ),
        *children,
        class_name="lj-card",
    )


def needs() -> rx.Component:
    """诉求: category, what it is, how urgent."""
    return repeated("needs", _need)


def add_need() -> rx.Component:
    """One more."""
    return adds("needs", t("有诉求"), "plus")


def _need(place: Any) -> rx.Component:
    at = "needs." + place
    return _row(
        "needs",
        place,
        t("诉求"),
        rx.el.div(
            rx.foreach(_here().needs, lambda one: _category(at, one)), class_name=CHIPS, role="radiogroup",
            aria_label=t("类别"),
        ),
        mistake(at + ".category"),
        rx.el.label(
            rx.el.span(t("是什么事"), class_name="font-semibold"),
            rx.el.textarea(name=at + ".text", rows=2, max_length=500, class_name="textarea w-full"),
            class_name="lj-field",
        ),
        mistake(at + ".text"),
        _urgency(at),
    )  # fmt: skip


def _category(at: Any, one: Choice) -> rx.Component:
    return kit.chip(at + ".category", one.code, one.name, multiple=False, key=one.code)


def _urgency(at: Any) -> rx.Component:
    options = [
        rx.el.label(
            rx.el.input(type="radio", name=at + ".urgency", value=code, default_checked=code == "soon"),
            rx.el.span(text),
        )
        for code, text in words.urgencies().items()
    ]
    return rx.el.fieldset(rx.el.legend(t("多急")), rx.el.div(*options, class_name="lj-seg"), class_name="lj-field")


def corrections() -> rx.Component:
    """名册有变: whose, which field, what now. Proposals: somebody at the office decides."""
    return repeated("corrections", _correction)


def add_correction() -> rx.Component:
    """One more."""
    return adds("corrections", t("信息有变"), "edit")


def _correction(place: Any) -> rx.Component:
    at = "corrections." + place
    chosen = value("visit.now", FormNow, FormNow(), of=query("edit"), module="visits/form").fields[place]
    return _row(
        "corrections",
        place,
        t("信息有变"),
        _labelled(
            t("谁的"),
            rx.el.select(
                rx.el.option(t("请选"), value=""),
                rx.foreach(_here().people, lambda one: _member(one)),
                name=at + ".person_id",
                class_name="select w-full",
            ),
        ),
        mistake(at + ".person_id"),
        _labelled(t("哪一项"), _fields(at)),
        mistake(at + ".field"),
        _labelled(t("现在是"), _new_value(at + ".value", chosen)),
        mistake(at + ".value"),
        rx.el.p(t("先作为建议送回去，核对后才改名册。"), class_name="lj-help"),
    )


def _labelled(text: Any, control: rx.Component) -> rx.Component:
    return rx.el.label(rx.el.span(text, class_name="font-semibold"), control, class_name="lj-field")


def _member(one: Member) -> rx.Component:
    return rx.el.option(one.name, value=one.id, key=one.id)


def _fields(at: Any) -> rx.Component:
    return rx.el.select(
        rx.el.option(t("请选"), value=""),
        *(rx.el.option(text, value=code) for code, text in words.roster_fields().items()),
        name=at + ".field",
        class_name="select w-full",
    )


def _new_value(name: Any, field: Any) -> rx.Component:
    """A control that fits the field."""
    text = rx.el.input(name=name, max_length=200, class_name="input w-full", auto_complete="off")
    return rx.match(
        field,
        ("phone", rx.el.input(name=name, type="tel", max_length=32, class_name="input w-full")),
        ("emergency_phone", rx.el.input(name=name, type="tel", max_length=32, class_name="input w-full")),
        ("born_on", rx.el.input(name=name, type="date", class_name="input w-full")),
        ("moved_out_on", rx.el.input(name=name, type="date", class_name="input w-full")),
        ("residency", _options(name, words.residencies())),
        ("sex", _options(name, words.sexes())),
        text,
    )


def _options(name: Any, options: dict[str, Any]) -> rx.Component:
    chips = [kit.chip(name, code, text, multiple=False) for code, text in options.items()]
    return rx.el.span(*chips, class_name=CHIPS)


def photos() -> rx.Component:
    """Up to three, never demanded."""
    return rx.el.div(
        rx.el.p(t("照片（可不拍，最多三张）"), class_name="font-semibold"),
        photo_field("photos", most=3),
        class_name="lj-field",
    )
