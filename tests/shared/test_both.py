"""A text in both languages is shown in that of the phone."""

from types import SimpleNamespace

import reflex as rx

from app.shared.both import Both, both, told, told_wrong


def test_a_pair_is_chinese_first() -> None:
    assert both(("开着", "open")) == Both(zh="开着", en="open")


def test_the_language_of_the_phone_decides_which_is_shown() -> None:
    shown = str(told(Both("开着", "open")))
    assert shown.startswith('((local_lang?.valueOf?.() === "en"')
    assert shown.endswith('? "open" : "\\u5f00\\u7740")')  # English where the phone is English, else Chinese


def test_a_field_without_a_mistake_says_nothing() -> None:
    state = SimpleNamespace(wrong_zh=rx.Var.create({"name": "太长"}), wrong_en=rx.Var.create({"name": "too long"}))
    shown = str(told_wrong(state, "phone"))
    assert shown.count('?.["phone"]) ? ') == 2  # in either language
    assert shown.count(': ""') == 2
