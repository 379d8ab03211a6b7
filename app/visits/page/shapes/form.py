"""The visit form and what comes after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from app.visits.page.shapes.round import Door


@dataclass
class Choice:
    """An entry of one of the form's lists: topics, need categories, phrases."""

    code: str = ""
    name: str = ""


@dataclass
class Member:
    """Somebody of the household. `likely`: ticked beforehand as met."""

    id: str = ""
    name: str = ""
    relation: str = ""
    likely: bool = False


@dataclass
class Earlier:
    """A visit of today that is logged already. `record` opens it again."""

    id: str = ""
    when: str = ""
    mark: str = ""
    edit: str = ""


@dataclass
class VisitForm:
    """What the form offers for one household (`js/form.js`). `missing`: this phone does not know the household."""

    ready: bool = False
    missing: bool = False
    id: str = ""
    label: str = ""
    reason: str = ""
    again: str = ""
    people: list[Member] = field(default_factory=list)
    topics: list[Choice] = field(default_factory=list)
    needs: list[Choice] = field(default_factory=list)
    phrases: list[Choice] = field(default_factory=list)
    earlier: Earlier = field(default_factory=Earlier)


@dataclass
class FormNow:
    """What the screen shows of the form as it is filled in. `fields`: row of a correction → the field it changes."""

    outcome: str = ""
    when: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass
class Base:
    """The visit that is edited, as it stands. `state`: "" loading ready offline."""

    id: str = ""
    state: str = ""
    revision: int = 0
    data: dict[str, Any] = field(default_factory=dict)


@dataclass
class Draft:
    """What the phone kept of a form that was not saved. `failed`: why it could not keep the latest."""

    name: str = ""
    restored: bool = False
    when: str = ""
    failed: str = ""


@dataclass
class Saved:
    """What was just saved for a household and where to go next (`js/saved.js`). `id`: the record, empty for none."""

    ready: bool = False
    id: str = ""
    label: str = ""
    mark: str = "saved"
    no: str = ""
    outcome: str = ""
    again: str = ""
    edit: str = ""
    next: Door = field(default_factory=Door)
    left: int = 0


@dataclass
class Slip:
    """What a slip says (`js/slip.js`). `qr`: a picture as a `data:` URL; `again`: morning afternoon evening weekend."""

    ready: bool = False
    name: str = ""
    phone: str = ""
    address: str = ""
    hours: str = ""
    words: str = ""
    qr: str = ""
    visitor: str = ""
    when: str = ""
    again: str = ""
