"""What was typed into a form of the desk, read field by field, and every sentence below its own field."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from app.shared.asked import words_of
from app.shared.errors import DomainError, Invalid, Refused
from app.shared.i18n import LANGUAGES

LONGEST = 400  # characters of a field that are looked at; the forms say what is too long
MOST = 24  # fields of one kind
FIRST, LAST = 2000, 2200  # years
RENAMED = {"starts_at": "starts", "ends_at": "ends", "needs": "role", "x_km": "east", "y_km": "north"}


class Typed:
    """A submitted form. What cannot be read is kept in `wrong`; `check` raises all of it at once."""

    def __init__(self, form: Any) -> None:
        self.form = form if isinstance(form, dict) else {}
        self.wrong: list[DomainError] = []

    def check(self) -> None:
        """Raises `Invalid` with a sentence for every field that could not be read."""
        if self.wrong:
            raise Invalid(self.wrong)

    def names(self, start: str) -> list[str]:
        """The first fields whose names begin so."""
        return [name for name in self.form if isinstance(name, str) and name.startswith(start)][:MOST]

    def words(self, name: str, longest: int = LONGEST) -> str:
        """Text; empty if there is none."""
        return words_of(self.form, name)[:longest].strip()

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(words_of(self.form, name)) or self.form.get(name) is True

    def one_of(self, name: str, codes: Any) -> str:
        """One of the codes that can be chosen; empty, and wrong, for anything else."""
        code = self.words(name)
        if code in tuple(codes):
            return code
        self.wrong.append(Refused("choice_missing", "请选一项。", field=name))
        return ""

    def day(self, name: str, *, needed: bool = True) -> date | None:
        """A day; None where there is none."""
        text = self.words(name)
        if not text and not needed:
            return None
        try:
            found = date.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or not FIRST <= found.year <= LAST:
            self.wrong.append(Refused("day_missing", "请选日期。", field=name))
            return None
        return found

    def hour(self, name: str) -> time | None:
        """A time of the day, to the minute."""
        try:
            return time.fromisoformat(self.words(name)[:5])
        except ValueError:
            self.wrong.append(Refused("time_missing", "请选时间。", field=name))
            return None

    def number(self, name: str) -> int | None:
        """A whole number, also in full-width digits; None where there is none."""
        text = self.words(name)
        if not text:
            return None
        if not text.isdecimal() or len(text) > 4:
            self.wrong.append(Refused("number_wrong", "请填整数。", field=name))
            return None
        return int(text)

    def decimal(self, name: str) -> float | None:
        """A number with or without a point; None where there is none."""
        text = self.words(name)
        if not text:
            return None
        try:
            return float(text[:12])
        except ValueError:
            self.wrong.append(Refused("number_needed", "请填数字。", field=name))
            return None


def by_field(error: DomainError, elsewhere: str) -> tuple[dict[str, str], dict[str, str]]:
    """By field of the form, the sentence in both languages; what belongs to none stands below `elsewhere`."""
    errors = error.errors if isinstance(error, Invalid) else [error]
    chinese, english = (
        {_name(one.field or elsewhere): one.sentence(language) for one in errors} for language in LANGUAGES
    )
    return chinese, english


def _name(field: str) -> str:
    """`needs.3.count` is `count` on a form that shows one role; a number of many stands below all of them."""
    if field.startswith("count_"):
        return "counts"
    parts = field.split(".")
    name = parts[2] if len(parts) == 3 and parts[0] == "needs" else parts[0]
    return RENAMED.get(name, name)
