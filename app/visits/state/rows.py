"""Small rows for the desk screens: text that is ready to be shown, in both languages where it is a name."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.shared.i18n import translate
from app.visits.coverage import Share


@dataclass
class Name:
    """A name as the community wrote it, and its English where the catalogue has one."""

    zh: str = ""
    en: str = ""


def named(text: str) -> Name:
    """`text` in both languages."""
    return Name(translate(text, "zh"), translate(text, "en"))


@dataclass
class Choice:
    """An option of a select."""

    value: str = ""
    name: Name = field(default_factory=Name)


@dataclass
class Part:
    """A numerator and its denominator. `percent` is text, empty of nothing."""

    part: int = 0
    whole: int = 0
    percent: str = ""


def part(share: Share) -> Part:
    """A share to show."""
    return Part(share.part, share.whole, "" if share.percent is None else f"{share.percent}%")
