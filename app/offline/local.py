"""What a phone keeps, as Vars: downloaded rows, the person, the line. No server is asked.

| name in JavaScript | here | holds |
|---|---|---|
| `view:<name>` | `local(name, Row)` | the rows of a downloaded view |
| `arriving:<name>` | `arriving(name)` | how much of a first download is here |
| `outbox` | `records()` | what the person did, newest first (js/outbox.js) |
| `account`, `signed` | `account()`, `signed()` | who works on this phone |
| `online`, `sync` | `online()`, `sync()` | the line and the counts |
| `blocked` | `blocked()` | why offline work must not start here |

Selectors of features (`select` in shared/js/store.js) use the names on the left as their inputs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar

import reflex as rx

from app.shared.local import value

Row = TypeVar("Row")


@dataclass(frozen=True)
class Person:
    """Who is signed in on this phone; `id` is empty while nobody is."""

    id: str = ""
    name: str = ""
    roles: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """A form that was begun; `name` is "<kind>:<about>". `saved_at`: milliseconds since 1970."""

    name: str = ""
    saved_at: int = 0


@dataclass(frozen=True)
class Sync:
    """How phone and server stand. Times are milliseconds since 1970, 0 for never.

    `waiting` goes by itself, `stuck` waits for the person (rejected, conflict), `unsent` is both. `strangers`: records
    of other people on this phone. `trouble`: "" or offline, foreign, later, refused, signin.
    """

    unsent: int = 0
    waiting: int = 0
    stuck: int = 0
    delivered: int = 0
    strangers: int = 0
    sending: bool = False
    trouble: str = ""
    next_at: int = 0
    contact_at: int = 0
    drafts: list[Draft] = field(default_factory=list)


@dataclass(frozen=True)
class Arriving:
    """How many rows of a first download are here."""

    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Mended:
    """One thing the server wants mended."""

    field: str = ""
    code: str = ""
    message: str = ""


@dataclass(frozen=True)
class Receipt:
    """Proof of delivery."""

    no: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Record:
    """One thing the person did. `state`: queued sending held delivered rejected conflict withdrawn."""

    id: str = ""
    number: int = 0
    kind: str = ""
    version: int = 1
    title: str = ""
    state: str = ""
    made_at: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    photos: list[str] = field(default_factory=list)
    parent: str = ""
    errors: list[Mended] = field(default_factory=list)
    receipt: Receipt | None = None


def local(name: str, row: type[Row]) -> Any:
    """The rows of a downloaded view as a Var, for `rx.foreach`. Empty until the phone has some."""
    return value(f"view:{name}", list[row], [])  # type: ignore[valid-type]


def arriving(name: str) -> Any:
    """A view's first download, counted. `total` is 0 until it has begun."""
    return value(f"arriving:{name}", Arriving, Arriving())


def records() -> Any:
    """Everything the signed-in person did on this phone and that is still kept."""
    return value("outbox", list[Record], [])


def account() -> Any:
    """Who works on this phone."""
    return value("account", Person, Person())


def signed() -> rx.Var[str]:
    """ "unknown" | "in" | "out" | "expired" (works on, but has to sign in before anything is sent)."""
    return value("signed", str, "unknown")


def online() -> rx.Var[bool]:
    """Whether the server was reachable when last tried."""
    return value("online", bool, True)


def sync() -> Any:
    """The counts and the line."""
    return value("sync", Sync, Sync())


def blocked() -> rx.Var[str]:
    """ "" | "wechat" | "insecure" (no HTTPS) | "storage" (the browser refuses a database)."""
    return value("blocked", str, "")
