"""Text from outside, made fit to be kept: once, where it comes in.

A pasted NUL or escape sequence means nothing to a person and breaks something later: PostgreSQL refuses U+0000,
workbooks most control characters, UTF-8 half a surrogate pair. Nobody can mend what they cannot see: it is taken out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, model_validator

_HALVES = re.compile("[\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # all but tab, newline, return
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def whole_text(text: str) -> str:
    """Half a surrogate pair as U+FFFD, as a browser writes it: the phone hashes the same bytes."""
    return _HALVES.sub("\ufffd", text)


def clean_text(text: str) -> str:
    """Without control characters, whole."""
    return _CONTROLS.sub("", whole_text(text))


def one_line(text: str, longest: int) -> str:
    """A name or a reason: no line break or other control character, nothing around it, not too long."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs")).strip()[:longest]


def storable(text: str) -> str:
    """What every database can keep. The last net, below everything: see `shared/db.py`."""
    return clean_text(text) if _UNSTORABLE.search(text) else text


def every_text(value: Any, change: Callable[[str], str]) -> Any:
    """The JSON-like value with every string in it changed, the names of fields too."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, (list, tuple)):  # no union: every value of every statement passes here
        return type(value)(every_text(one, change) for one in value)
    if isinstance(value, dict):
        return {every_text(name, change): every_text(one, change) for name, one in value.items()}
    return value


def _body(data: Any, change: Callable[[str], str]) -> Any:
    try:
        return every_text(data, change)
    except RecursionError:
        raise ValueError("nested too deeply") from None  # no form nests: a program that tries what breaks


class Said(BaseModel):
    """The base of every body that people fill in: its texts are clean."""

    @model_validator(mode="before")
    @classmethod
    def _clean(cls, data: Any) -> Any:
        return _body(data, clean_text)


class Carried(BaseModel):
    """The base of a body that is kept as it was sent, because its bytes are hashed: its texts are whole."""

    @model_validator(mode="before")
    @classmethod
    def _make_whole(cls, data: Any) -> Any:
        return _body(data, whole_text)
