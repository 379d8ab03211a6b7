"""A verb with every ending, one by one and together, and a view of what it wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from app.accounts.models import Account
from app.accounts.rules import Actor
from app.feedback.models import Feedback
from app.offline import registry
from app.offline.registry import Held, Meta
from app.offline.schema import Result
from app.offline.service import apply_command, apply_commands
from app.shared.db import transaction
from app.shared.errors import Refused
from app.shared.ids import new_id

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
PHONE = "phone-0001"


class Say(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str


@dataclass(frozen=True)
class Line:
    id: str
    text: str


def say(session: Session, who: Actor, meta: Meta, said: Say) -> None:
    """A verb with every ending."""
    if said.text == "refuse":
        raise Refused("too_rude", "这句话不行。", field="text")
    if said.text == "wait":
        raise Held("text", "the first line")
    if said.text == "bug":
        raise RuntimeError("a bug")
    session.add(Feedback(id=meta.command_id, text=said.text, account_id=who.account_id))
    session.flush()


def say_all(session: Session, who: Actor, sent: list[tuple[Meta, Say]]) -> None:
    """The same verb for many."""
    for meta, said in sent:
        say(session, who, meta, said)


def lines(session: Session, who: Actor) -> list[Line]:
    return [Line(str(row.id), row.text) for row in session.exec(select(Feedback))]


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, together in (("test.say", None), ("test.chat", say_all)):
        monkeypatch.setitem(registry.COMMANDS, (kind, 1), registry.Command(kind, 1, Say, say, together))
    monkeypatch.setitem(registry.VIEWS, "test", registry.View("test", lines))


@pytest.fixture
def who(empty_engine: Engine) -> Iterator[Actor]:
    account = Account(login="zhang", name="张姐")
    with transaction(empty_engine) as session:
        session.add(account)
    yield Actor(account.id, "张姐")


@pytest.fixture
def send(empty_engine: Engine, who: Actor) -> Any:
    def send(body: Any, sender: Actor = who) -> Result:
        return apply_command(sender, PHONE, body, NOW, bind=empty_engine)

    return send


@pytest.fixture
def send_all(empty_engine: Engine, who: Actor) -> Any:
    def send_all(bodies: list[Any]) -> list[Result]:
        return apply_commands(who, PHONE, bodies, NOW, bind=empty_engine)

    return send_all


def command(text: str, kind: str = "test.say", **changes: Any) -> dict[str, Any]:
    made = {"id": str(new_id()), "kind": kind, "version": 1, "made_at": NOW.isoformat(), "data": {"text": text}}
    return made | changes


def chat(text: str) -> dict[str, Any]:
    """A command whose kind has a verb for many."""
    return command(text, "test.chat")


def count(engine: Engine, table: type) -> int:
    with Session(engine) as session:
        return session.exec(select(func.count()).select_from(table)).one()
