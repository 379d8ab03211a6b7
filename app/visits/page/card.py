"""户卡 `/households/<id>`: what one should know before knocking, who lives here, what was found, what is still open."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.offline.phone import field as gate
from app.shared import kit
from app.shared.i18n import t
from app.shared.icons import icon
from app.shared.layout import screen
from app.shared.local import act, part, value
from app.visits.page import words
from app.visits.page.shapes.card import Card, DoorNote, Mark, OpenNeed, Proposal, Resident
from app.visits.page.shapes.round import Tag
from app.visits.page.sheets import MARK, NOTE, close_sheet, mark_sheet, note_sheet, opens_close
from app.visits.page.timeline import visit_timeline


def household_screen() -> rx.Component:
    """The card with one big button in thumb reach."""
    here = _here()
    return screen(
        rx.cond(here.door.label, here.door.label, t("住户")),
        gate(rx.cond(here.ready, _card(), rx.cond(here.missing, unknown_household(), _coming()))),
        back="/round",
        foot=rx.cond(
            here.ready,
            kit.button(
                rx.cond(here.draft, t("接着登记走访"), t("登记走访")), big=True, icon_name="edit",
                href="/visit?household=" + here.id,
            ),
        ),
    )  # fmt: skip


def _coming() -> rx.Component:
    return kit.coming(t("正在打开户卡。住的人、要留意的事和没办结的诉求，都在这部手机上。"), 5)


def _here() -> Any:
    return value("card", Card, Card(), of=part("id"), module="visits/card")


def _card() -> rx.Component:
    here = _here()
    return rx.fragment(
        _standing(),
        _notes(),
        _people(),
        rx.cond(
            here.needs.length() > 0,
            kit.card(
                rx.el.ul(rx.foreach(here.needs, _need), class_name="flex flex-col gap-4"), title=t("没办结的诉求")
            ),
        ),
        rx.cond(
            here.proposals.length() > 0,
            kit.card(
                rx.el.ul(rx.foreach(here.proposals, _proposal), class_name="flex flex-col gap-2"),
                title=t("等核对的更正"),
            ),
        ),
        visit_timeline(here.visits, here.id),
        rx.el.div(
            kit.button(t("写门口提示"), "quiet", icon_name="note", **kit.opens(NOTE)),
            kit.button(t("提前走访"), "quiet", icon_name="clock", **kit.opens(MARK)),
            class_name="flex flex-wrap gap-2",
        ),
        note_sheet(here.id, here.door.label),
        mark_sheet(here.id, here.door.label),
        close_sheet(here.door.label),
    )


def _standing() -> rx.Component:
    """Why to go there, and what moves it up."""
    here = _here()
    door = here.door
    return rx.el.div(
        rx.el.div(
            kit.mark(door.state, words.standing(door)),
            rx.cond(door.mark, kit.mark(door.mark)),
            class_name="flex flex-wrap gap-1.5",
        ),
        rx.foreach(here.marks, _mark),
        rx.cond(door.reason, rx.el.p(door.reason, class_name="leading-snug")),
        rx.el.p(here.place, class_name="lj-help"),
        rx.cond(door.again, rx.el.p(door.again, class_name="font-semibold")),
        class_name="flex flex-col gap-2 px-1",
    )


def _mark(mark: Mark) -> rx.Component:
    return rx.el.div(
        kit.tag(words.chosen(mark.cause, words.causes()), "warning"),
        rx.el.span(t("{since} 起", since=mark.since), class_name="lj-help"),
        rx.cond(mark.mark, kit.mark(mark.mark)),
        rx.cond(
            mark.fresh,
            rx.fragment(),
            kit.button(t("撤回"), "plain", on_click=act("visits/card:end_mark", mark.id, _here().door.label)),
        ),
        class_name="flex flex-wrap items-center gap-x-2",
        key=mark.id,
    )


def _notes() -> rx.Component:
    """What matters at the door stands before everything else: the dog, the bad ear."""
    here = _here()
    return rx.cond(
        here.notes.length() > 0,
        kit.card(
            rx.el.ul(rx.foreach(here.notes, _note), class_name="flex flex-col gap-3"),
            title=t("敲门前看一眼"),
            tone="warning",
        ),
    )


def _note(note: DoorNote) -> rx.Component:
    readers = rx.match(note.readers, ("grid", t("本网格可见")), ("author", t("只有我可见")), t("社区工作者可见"))
    return rx.el.li(
        rx.el.p(note.text, class_name="text-lg font-semibold leading-snug whitespace-pre-wrap"),
        rx.el.p(
            icon("eye", "1em"),
            readers,
            rx.cond(note.by, rx.el.span(note.by), ""),
            rx.cond(note.mark, kit.mark(note.mark), ""),
            rx.cond(
                note.fresh,
                rx.fragment(),
                kit.button(t("不再需要"), "plain", on_click=act("visits/card:end_note", note.id, _here().door.label)),
            ),
            class_name="lj-help flex flex-wrap items-center gap-x-2",
        ),
        key=note.id,
    )  # fmt: skip


def _people() -> rx.Component:
    here = _here()
    return kit.card(rx.el.ul(rx.foreach(here.people, _person), class_name="lj-rows"), title=t("住户成员"), flush=True)


def _person(one: Resident) -> rx.Component:
    facts = rx.fragment(
        rx.cond(one.relation, rx.el.span(words.relation(one.relation)), ""),
        rx.cond(one.sex, rx.el.span(words.chosen(one.sex, words.sexes(), one.sex)), ""),
        rx.cond(one.age >= 0, rx.el.span(t("{age} 岁", age=one.age)), ""),
    )
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.p(one.name, class_name="lj-row-title"),
                rx.el.p(facts, class_name="lj-row-sub flex flex-wrap gap-x-2"),
                rx.el.p(rx.foreach(one.tags, _tag), class_name="flex flex-wrap gap-1.5 empty:hidden"),
                class_name="lj-row-body flex flex-col gap-1",
            ),
            rx.cond(one.tel, _call(one.tel, t("打电话给{name}", name=one.name))),
            class_name="lj-row",
        ),
        rx.cond(
            one.emergency_tel,
            rx.el.div(
                rx.el.div(
                    rx.el.p(t("紧急联系人"), class_name="lj-row-sub"),
                    rx.el.p(one.emergency_name),
                    class_name="lj-row-body",
                ),
                _call(one.emergency_tel, t("打电话给紧急联系人{name}", name=one.emergency_name)),
                class_name="lj-row pt-0",
            ),
        ),
        key=one.id,
    )


def _call(href: Any, label: Any) -> rx.Component:
    return kit.tool("phone-call", label, href=href, class_name="bg-soft-secondary text-secondary rounded-full")


def _tag(tag: Tag) -> rx.Component:
    return kit.tag(tag.name)


def _need(need: OpenNeed) -> rx.Component:
    tone = rx.match(need.urgency, ("now", "error"), ("later", "neutral"), "warning")
    return rx.el.li(
        rx.el.div(
            kit.tag(need.category), kit.tag(words.chosen(need.urgency, words.urgencies()), tone),
            rx.cond(need.mark, kit.mark(need.mark)),
            class_name="flex flex-wrap gap-1.5",
        ),
        rx.el.p(need.text, class_name="whitespace-pre-wrap leading-snug py-1"),
        rx.el.p(need.since, class_name="lj-help"),
        rx.cond(need.fresh, rx.fragment(), opens_close(need)),
        key=need.id,
    )  # fmt: skip


def _proposal(one: Proposal) -> rx.Component:
    return rx.el.li(
        rx.el.span(one.name, class_name="font-semibold"),
        rx.el.span(words.chosen(one.field, words.roster_fields(), one.field), class_name="lj-muted"),
        rx.el.span(rx.cond(one.value, one.value, t("空着"))),
        rx.cond(one.mark, kit.mark(one.mark)),
        class_name="flex flex-wrap items-center gap-x-2",
        key=one.id,
    )


def unknown_household() -> rx.Component:
    """Neither here nor, perhaps, theirs."""
    return kit.empty(
        "stairwell",
        t("这部手机上没有这一户"),
        t("可能不在您的网格里，或者名单还没有下载。"),
        kit.button(t("回到今日走访"), "quiet", href="/round"),
    )
