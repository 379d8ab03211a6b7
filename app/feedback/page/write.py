"""投诉建议 `/feedback`: anybody writes, signed in or not; whoever is signed in finds the answers below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from app.feedback.rules import MAX_TEXT
from app.shared import kit
from app.shared.i18n import t
from app.shared.layout import screen
from app.shared.local import act, value


@dataclass
class Note:
    """An earlier note as the phone shows it."""

    id: str = ""
    text: str = ""
    created_at: str = ""
    answer: str = ""
    code: str = ""


def feedback_screen() -> rx.Component:
    """Write a complaint or suggestion; see earlier ones."""
    return screen(
        t("投诉建议"),
        kit.notice(t("邻聚哪里不好用、哪里添了麻烦，都请直说。社区管理员会看到并答复。")),
        _answer_line(),
        _form(),
        _earlier(),
        _look_up(),
        dock="own",
        here="/feedback",
        back="/",
    )


def _form() -> rx.Component:
    sending = value("feedback.state", str, "") == "sending"
    return rx.el.form(
        kit.text_area(
            "text", t("想说什么"), rows=6, required=True, max_length=MAX_TEXT, on_change=act("feedback/send:draft")
        ),
        kit.text_field("contact", t("怎样联系您（可不填）"), max_length=100, auto_complete="tel"),
        kit.button(rx.cond(sending, t("正在发送…"), t("发送")), type="submit", disabled=sending),
        id="feedback-form",
        on_submit=act("feedback/send:send"),
        on_mount=act("feedback/send:restore"),
        class_name="flex flex-col gap-4",
    )


def _answer_line() -> rx.Component:
    state = value("feedback.state", str, "")
    problem = value("feedback.problem", str, "")
    return rx.match(
        state,
        ("sent", kit.notice(rx.fragment(t("收到了，谢谢。"), _how_to_read()), "success")),
        ("offline", kit.notice(t("现在没有网络，文字还在，有信号时请再点一次发送。"), "warning")),
        ("refused", kit.notice(rx.cond(problem, problem, t("没有发出去，请稍后再试。")), "error")),
        rx.fragment(),
    )


def _how_to_read() -> rx.Component:
    code = value("feedback.code", str, "")
    return rx.cond(
        code,
        rx.fragment(
            t("请记下查询码，过几天凭它在这里看答复："),
            rx.el.strong(code, class_name="block text-2xl tracking-wider select-all"),
        ),
        t("答复会出现在这一页。"),
    )


def _look_up() -> rx.Component:
    """For those who wrote without signing in."""
    found = value("feedback.found", Note, Note())
    problem = value("feedback.unknown", str, "")
    offline = t("现在没有网络，查不到。有信号时再试。")
    return kit.card(
        rx.el.form(
            kit.text_field(
                "code", t("查询码"), max_length=40, required=True, auto_complete="off", auto_capitalize="characters",
                spell_check=False, placeholder="ABCDE-23456",
                error=rx.cond(problem == "offline", offline, problem),
            ),
            kit.button(t("看答复"), "secondary", type="submit"),
            on_submit=act("feedback/send:look"),
            class_name="flex flex-col gap-3",
        ),
        rx.cond(found.id, rx.el.div(_note(found), role="status")),
        title=t("没登录写的，在这里查"),
    )  # fmt: skip


def _earlier() -> rx.Component:
    notes = value("feedback.mine", list[Note], [])
    return rx.cond(
        notes.length() > 0,
        kit.card(
            rx.el.ul(rx.foreach(notes, lambda note: rx.el.li(_note(note))), class_name="flex flex-col gap-4"),
            title=t("我写过的"),
        ),
    )


def _note(note: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(note.text, class_name="whitespace-pre-wrap"),
        rx.el.p(note.created_at, class_name="lj-help"),
        rx.cond(
            note.answer,
            rx.el.p(
                rx.el.strong(t("答复：")),
                note.answer,
                class_name="whitespace-pre-wrap rounded-field bg-soft-success p-3 mt-1",
            ),
            rx.el.p(t("还没有答复"), class_name="lj-help"),
        ),
    )
