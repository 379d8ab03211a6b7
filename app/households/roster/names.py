"""A name as it stands in a cell, tidied: blanks, dots between the parts of a name, remarks in brackets."""

from __future__ import annotations

import re
import unicodedata

_HAN = "[\u3400-\u9fff]"
_BRACKETS = re.compile(r"\([^()]*\)")


def tidy_name(text: str) -> tuple[str, str]:
    """The name and what stood in brackets beside it: ``张 三（租客）`` → ``张三``, ``租客``."""
    flat = re.sub("[\u200b-\u200f\ufeff]", "", unicodedata.normalize("NFKC", text)).strip()
    beside = "；".join(part[1:-1] for part in _BRACKETS.findall(flat) if part != "()")
    name = re.sub(f"(?<={_HAN})[·•・‧∙.]+(?={_HAN})", "·", _BRACKETS.sub("", flat)).strip(" .")
    if re.search(_HAN, name):
        name = re.sub(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])", "", name)
    return " ".join(name.split()), beside


def wrong_name(name: str) -> str:
    """The code of what is odd about a tidy name, empty if nothing is."""
    if re.search(r"[、,，;；/\n]", name):
        return "name_several"
    if not re.search(r"[^\W\d_]", name) or re.search(r"[*?#@]", name):
        return "name_shape"
    return "name_odd" if re.search(r"\d", name) else ""
