"""Words for the names and codes inside commands, where the sync centre shows them to a person.

Features add theirs next to their forms: `say({"note": t("记录"), "outcome": t("结果"), "met": t("见到了")})`.
"""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.shared.i18n import t

_WORDS: dict[str, rx.Var[str]] = {}


def say(words: dict[str, rx.Var[str]]) -> None:
    """Add words for field names and coded values. The same name may be added again with the same words."""
    _WORDS.update(words)


def word(name: Any) -> Any:
    """The word for a name known only in the browser; the name itself where there is none."""
    words = {"photos": t("照片"), **_WORDS}
    return rx.match(name, *words.items(), name)


def problem(code: Any, message: Any) -> Any:
    """What a person has to mend: the server's sentence, or ours for what the phone found by itself."""
    ours = rx.match(
        code,
        ("photo_missing", t("有一张照片已经不在手机上了，请去掉它，或者重拍。")),
        ("http_413", t("内容太大，服务器不收。请去掉一张照片再送。")),
        t("服务器没有收下，请打开看看，改一下再送。"),
    )
    return rx.cond(message, message, ours)
