"""Text that the server writes in both languages, because a screen may change its own without asking again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from app.shared.local import language


@dataclass
class Both:
    """A text in Chinese and English."""

    zh: str = ""
    en: str = ""


def both(pair: tuple[str, str]) -> Both:
    """A pair of words, Chinese first."""
    return Both(*pair)


def told(text: Any) -> rx.Var[str]:
    """A `Both` in the language of this phone."""
    return rx.cond(language() == "en", text.en, text.zh)


def told_wrong(state: Any, name: str) -> rx.Var[str]:
    """What is wrong with a field, in the language of this phone; `state` has `wrong_zh` and `wrong_en` by field."""
    return rx.cond(language() == "en", state.wrong_en.get(name, ""), state.wrong_zh.get(name, ""))
