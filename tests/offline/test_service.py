"""Commands arrive exactly once; views tell only what changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
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
from app.offline.models import CommandReceipt, ConflictingCopy, Status
from app.offline.registry import Held, Meta
from app.offline.rules import canonical, digest
from app.offline.schema import Result
from app.offline.service import answer_view, apply_command
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


def lines(session: Session, who: Actor) -> list[Line]:
    return [Line(str(row.id), row.text) for row in session.exec(select(Feedback))]


@pytest.fixture(autouse=True)
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "COMMANDS", registry.COMMANDS)
    monkeypatch.setitem(registry.COMMANDS, ("test.say", 1), registry.Command("test.say", 1, Say, say))
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


def command(text: str, **changes: Any) -> dict[str, Any]:
    made = {"id": str(new_id()), "kind": "test.say", "version": 1, "made_at": NOW.isoformat(), "data": {"text": text}}
    return made | changes


def count(engine: Engine, table: type) -> int:
    with Session(engine) as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_a_command_is_applied_and_answered_with_a_receipt(send: Any, empty_engine: Engine) -> None:
    body = command("你好")
    result = send(body)
    assert result.status is Status.APPLIED
    assert result.receipt.sha256 == result.sha256 == digest(canonical(body))
    assert count(empty_engine, Feedback) == 1


def test_the_same_bytes_again_give_the_first_receipt(send: Any, empty_engine: Engine) -> None:
    body = command("你好")
    first, again = send(body), send(body)
    assert again.status is Status.DUPLICATE
    assert again.receipt == first.receipt
    assert count(empty_engine, Feedback) == 1


def test_the_same_id_with_other_bytes_keeps_both_versions_and_names_the_fields(send: Any, empty_engine: Engine) -> None:
    body = command("你好")
    first = send(body)
    other = body | {"data": {"text": "再见"}}
    result = send(other)
    send(other)  # a retry of the conflict keeps one copy
    assert result.receipt == first.receipt  # a phone whose own edit this is knows its bytes again
    assert result.status is Status.CONFLICT
    assert result.fields == ["text"]
    assert result.theirs == {"text": "你好"}
    with Session(empty_engine) as session:
        (copy,) = session.exec(select(ConflictingCopy)).all()
        assert json.loads(copy.body)["data"] == {"text": "再见"}


def test_somebody_elses_id_is_a_conflict_that_tells_nothing(send: Any, empty_engine: Engine) -> None:
    body = command("秘密")
    send(body)
    other = Account(login="li", name="李哥")
    with transaction(empty_engine) as session:
        session.add(other)
    result = send(body, Actor(other.id, "李哥"))
    assert result.status is Status.CONFLICT
    assert result.receipt is None
    assert result.theirs is None


def test_a_broken_rule_is_rejected_with_its_field_and_leaves_nothing(send: Any, empty_engine: Engine) -> None:
    result = send(command("refuse"))
    assert result.status is Status.REJECTED
    assert result.errors == [{"field": "text", "code": "too_rude", "message": "这句话不行。"}]
    assert count(empty_engine, CommandReceipt) == 0


def test_a_rejected_command_can_be_mended_and_sent_under_the_same_id(send: Any) -> None:
    body = command("refuse")
    send(body)
    assert send(body | {"data": {"text": "好的"}}).status is Status.APPLIED


def test_a_command_whose_parent_is_missing_is_held_and_applied_later(send: Any) -> None:
    assert send(command("wait")).status is Status.HELD


def test_a_bug_of_ours_keeps_the_work_on_the_phone(send: Any) -> None:
    result = send(command("bug"))
    assert result.status is Status.HELD
    assert result.errors[0]["code"] == "server_error"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ("nonsense", None),
        ({}, "id"),
        (command("x", made_at="2026-03-02T10:00:00"), "made_at"),
        (command("x", version=0), "version"),
        (command("x", kind="no.such"), "kind"),
        (command("x", data={"text": 5}), "text"),
        (command("x", data={"text": "x", "more": 1}), "more"),
        (command("x", surplus=1), "surplus"),
    ],
)
def test_what_is_no_command_is_rejected_and_says_where(send: Any, body: Any, field: str | None) -> None:
    result = send(body)
    assert result.status is Status.REJECTED
    assert result.errors[0]["field"] == field
    assert result.errors[0]["message"]


def test_sixteen_twins_at_once_are_applied_once_and_all_get_the_receipt(send: Any, empty_engine: Engine) -> None:
    body = command("一次")
    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(lambda _n: send(body), range(16)))
    assert sorted(r.status for r in results) == [Status.APPLIED] + [Status.DUPLICATE] * 15
    assert len({r.receipt.no for r in results}) == 1
    assert count(empty_engine, Feedback) == 1


def test_the_first_view_is_whole_and_the_next_only_what_changed(send: Any, who: Actor, empty_engine: Engine) -> None:
    first = command("一")
    send(first)
    whole = answer_view(who, "test", None, NOW, empty_engine)
    assert whole.reset
    assert len(whole.rows) == 1
    send(command("二"))
    with transaction(empty_engine) as session:
        gone = session.exec(select(Feedback).where(Feedback.text == "一")).one()
        session.delete(gone)
    told = answer_view(who, "test", whole.cursor, NOW, empty_engine)
    assert not told.reset
    assert [json.loads(row)["text"] for row in told.rows] == ["二"]
    assert told.gone == [first["id"]]


def test_nothing_new_is_an_empty_answer_with_the_same_cursor(send: Any, who: Actor, empty_engine: Engine) -> None:
    send(command("一"))
    cursor = answer_view(who, "test", None, NOW, empty_engine).cursor
    told = answer_view(who, "test", cursor, NOW, empty_engine)
    assert (told.rows, told.gone, told.cursor) == ([], [], cursor)


def test_an_answer_that_was_lost_is_told_again(send: Any, who: Actor, empty_engine: Engine) -> None:
    cursor = answer_view(who, "test", None, NOW, empty_engine).cursor
    send(command("一"))
    lost = answer_view(who, "test", cursor, NOW, empty_engine)
    again = answer_view(who, "test", cursor, NOW, empty_engine)
    assert lost.rows == again.rows


@pytest.mark.parametrize("since", ["nonsense", str(new_id())])
def test_an_unknown_cursor_gets_everything(send: Any, who: Actor, empty_engine: Engine, since: str) -> None:
    send(command("一"))
    told = answer_view(who, "test", since, NOW, empty_engine)
    assert told.reset
    assert len(told.rows) == 1


def test_the_body_of_a_view_is_json() -> None:
    from app.offline.schema import ViewAnswer

    body = ViewAnswer([b'{"id":"1"}', b'{"id":"2"}'], ["3"], "c", reset=False).body()
    assert json.loads(body) == {"rows": [{"id": "1"}, {"id": "2"}], "gone": ["3"], "cursor": "c", "reset": False}
