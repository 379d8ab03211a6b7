"""A number that a community sets, with where it is from: how a screen shows it, its two fields, and what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

import reflex as rx

from app.shared import kit
from app.shared.asked import words_of
from app.shared.both import told_wrong
from app.shared.clock import local_time
from app.shared.i18n import t

LONGEST = 1000  # characters of a source that are looked at; the rules say what is too long


class Sourced(Protocol):
    """A value as the services know it. `by`: whose name; `at` None: nobody has set it."""

    @property
    def value(self) -> int: ...
    @property
    def source(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def at(self) -> datetime | None: ...


@dataclass
class SourcedRow:
    """A value with where it is from. `at` empty: nobody has set it, it is ours; `by` empty: the server's operator."""

    value: str = ""
    source: str = ""
    by: str = ""
    at: str = ""


def sourced_row(one: Sourced, zone: str) -> SourcedRow:
    """As a screen shows it, in local time."""
    return SourcedRow(str(one.value), one.source, one.by, local_time(one.at, zone))


def sourced_field(state: Any, name: str, row: Any, title: Any, help: Any, ours: Any) -> rx.Component:
    """The value, and where it is from: who has set it, or that it is ours. The form carries `<name>`, `<name>_source`;
    `state` has `wrong_zh` and `wrong_en` by these names; `row`: a `SourcedRow`."""
    set_by = rx.fragment(rx.cond(row.by, row.by, t("服务器的操作员")), " · ", t("{when} 定的", when=row.at))
    return rx.el.div(
        kit.text_field(
            name, title, error=told_wrong(state, name), help=help, default_value=row.value, input_mode="numeric",
            max_length=6, required=True, auto_complete="off",
        ),
        kit.text_field(
            f"{name}_source", t("出处"), error=told_wrong(state, f"{name}_source"), default_value=row.source,
            max_length=200, auto_complete="off", placeholder=t("如：本社区自定"),
        ),
        rx.el.p(rx.cond(row.at, set_by, ours), class_name="lj-help -mt-3"),
        class_name="flex flex-col gap-4",
    )  # fmt: skip


def typed_values(form: Any, names: Iterable[str]) -> dict[str, tuple[int | None, str]]:
    """By name, the number that was typed (None: none) and where it is from."""
    return {name: (whole_number(form, name), words_of(form, f"{name}_source")[:LONGEST].strip()) for name in names}


def whole_number(form: Any, name: str) -> int | None:
    """A whole number, also in full-width digits; None for anything else."""
    text = words_of(form, name).strip()
    return int(text) if text.isdecimal() and len(text) <= 6 else None
