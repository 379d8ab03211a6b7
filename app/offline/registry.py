"""What a phone may send and read: features register commands and views here.

A command is a service verb with a pydantic payload; a view is a service query that returns row dataclasses
with an `id`. Neither knows that a phone is at the other end.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel

from app.accounts.rules import Actor, Permission

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Meta:
    """The envelope of a command, beside its data."""

    command_id: UUID
    device_id: str
    made_at: datetime  # the device's clock, aware
    received_at: datetime  # the server's clock, aware


@dataclass(frozen=True)
class Command:
    """A registered verb. `payload` is the pydantic model that checks `data`.

    `together`: the same verb for many of them, `(session, who, [(meta, payload), …])`, all or none.
    `private`: its data must lie nowhere but where the verb puts it; the receipt then holds the envelope only.
    """

    kind: str
    version: int
    payload: type[BaseModel]
    verb: Callable[..., Any]
    together: Callable[..., Any] | None = None
    private: bool = False


@dataclass(frozen=True)
class View:
    """A registered query: `(session, who) -> rows` of JSON-able dataclasses."""

    name: str
    query: Callable[..., Sequence[Any]]
    needs: Permission | None = None  # without it the phone is not told to keep this view


class Held(Exception):
    """Raised by a verb whose parent has not arrived yet: the phone waits and sends again."""

    def __init__(self, field: str, missing: str) -> None:
        super().__init__(f"{field}: {missing}")
        self.field = field
        self.missing = missing


COMMANDS: dict[tuple[str, int], Command] = {}
VIEWS: dict[str, View] = {}


def command(
    kind: str, *, version: int, together: Callable[..., Any] | None = None, private: bool = False
) -> Callable[[F], F]:
    """Register `(session, who, meta, payload) -> row` as what applies a `kind` command.

    The payload's type is read from the verb's last parameter. The verb raises `Refused` (→ rejected), `Conflict`
    (→ conflict) or `Held` (→ held). It never commits.
    """

    def register(verb: F) -> F:
        payload = list(inspect.signature(verb, eval_str=True).parameters.values())[-1].annotation
        if not (isinstance(payload, type) and issubclass(payload, BaseModel)):
            raise TypeError(f"{verb.__name__}: the last parameter must be a pydantic model")
        if (kind, version) in COMMANDS:
            raise ValueError(f"{kind} v{version} is registered twice")
        COMMANDS[kind, version] = Command(kind, version, payload, verb, together, private)
        return verb

    return register


def is_private(kind: str) -> bool:
    """Whether the data of such commands must not be kept beside what the verb keeps."""
    return any(one.private for (known, _), one in COMMANDS.items() if known == kind)


def view(name: str, *, needs: Permission | None = None) -> Callable[[F], F]:
    """Register `(session, who) -> rows` as the view `name`, served as differences under `/api/views/<name>`.

    Phones of people with `needs` somewhere keep it; the query itself narrows the rows to what the person may see.
    """

    def register(query: F) -> F:
        if name in VIEWS:
            raise ValueError(f"view {name} is registered twice")
        VIEWS[name] = View(name, query, needs)
        return query

    return register


def views_for(who: Actor) -> list[str]:
    """The names of the views that the person's phone keeps, in the order of their registration."""
    return [one.name for one in VIEWS.values() if one.needs is None or who.may_somewhere(one.needs)]
