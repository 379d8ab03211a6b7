"""Commands arrive exactly once, one by one and many together."""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, select

from app.accounts.models import Account
from app.accounts.rules import Actor
from app.feedback.models import Feedback
from app.offline import registry
from app.offline.models import CommandReceipt, ConflictingCopy, Status
from app.offline.rules import canonical, digest
from app.offline.schema import Result
from app.offline.service.commands import GROUP, apply_commands
from app.shared.db import transaction
from app.shared.ids import new_id
from tests.offline.service.conftest import NOW, PHONE, Say, chat, command, count, say, say_all


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


# ---- many together -----------------------------------------------------------------------------------------------


def statuses(results: Iterable[Result]) -> list[str]:
    return [one.status.value for one in results]


def test_neighbours_of_one_kind_share_a_transaction(send_all: Any, empty_engine: Engine) -> None:
    commits: list[Any] = []

    def note(connection: Any) -> None:
        commits.append(connection)

    event.listen(empty_engine, "commit", note)
    results = send_all([chat(f"第{n}句") for n in range(GROUP)])
    event.remove(empty_engine, "commit", note)
    assert statuses(results) == ["applied"] * GROUP
    assert len(commits) == 1
    assert count(empty_engine, Feedback) == count(empty_engine, CommandReceipt) == GROUP


def test_each_of_many_has_the_receipt_it_would_have_alone(send: Any, send_all: Any) -> None:
    bodies = [chat("一"), chat("二")]
    together = send_all(bodies)
    assert [one.receipt for one in together] == [send(body).receipt for body in bodies]
    assert [one.sha256 for one in together] == [digest(canonical(body)) for body in bodies]


@pytest.mark.parametrize(("text", "ends"), [("refuse", "rejected"), ("wait", "held"), ("bug", "held")])
def test_a_bad_one_among_many_neither_undoes_nor_blocks_the_others(
    send_all: Any, empty_engine: Engine, text: str, ends: str
) -> None:
    results = send_all([chat("一"), chat(text), chat("二")])
    assert statuses(results) == ["applied", ends, "applied"]
    assert count(empty_engine, Feedback) == count(empty_engine, CommandReceipt) == 2


def test_a_batch_whose_answer_was_lost_is_told_again(send_all: Any, empty_engine: Engine) -> None:
    bodies = [chat("一"), chat("二"), chat("三")]
    first = send_all(bodies[:2])
    again = send_all(bodies)
    assert statuses(again) == ["duplicate", "duplicate", "applied"]
    assert [one.receipt for one in again[:2]] == [one.receipt for one in first]
    assert count(empty_engine, Feedback) == 3


def test_an_edited_copy_among_many_is_a_conflict_of_its_own(send_all: Any, empty_engine: Engine) -> None:
    first = chat("一")
    send_all([first])
    results = send_all([chat("二"), first | {"data": {"text": "别的"}}])
    assert statuses(results) == ["applied", "conflict"]
    assert count(empty_engine, ConflictingCopy) == 1


def test_the_same_id_twice_in_one_batch_is_applied_once(send_all: Any, empty_engine: Engine) -> None:
    body = chat("一")
    assert statuses(send_all([body, chat("二"), body])) == ["applied", "applied", "duplicate"]
    assert count(empty_engine, Feedback) == 2


def test_a_failing_database_is_told_and_nothing_of_the_group_is_kept(
    who: Actor, empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("the server closed the connection"))

    monkeypatch.setitem(registry.COMMANDS, ("test.chat", 1), registry.Command("test.chat", 1, Say, lost, lost))
    with pytest.raises(OperationalError):
        apply_commands(who, PHONE, [chat("一"), chat("二")], NOW, bind=empty_engine)
    assert count(empty_engine, CommandReceipt) == 0


def test_a_group_that_fails_at_its_very_end_is_applied_one_by_one(
    send_all: Any, empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_at_the_end(session: Session, who: Actor, sent: Any) -> None:
        say_all(session, who, sent)
        raise RuntimeError("after every row was written")

    known = registry.Command("test.chat", 1, Say, say, fails_at_the_end)
    monkeypatch.setitem(registry.COMMANDS, ("test.chat", 1), known)
    assert statuses(send_all([chat("一"), chat("二")])) == ["applied", "applied"]
    assert count(empty_engine, Feedback) == count(empty_engine, CommandReceipt) == 2


def test_sixteen_phones_with_the_same_batch_at_once_apply_each_command_once(
    send_all: Any, empty_engine: Engine
) -> None:
    bodies = [chat(f"第{n}句") for n in range(8)]
    orders = [bodies if n % 2 else bodies[::-1] for n in range(16)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(send_all, orders))
    assert sorted(status for answer in answers for status in statuses(answer)) == ["applied"] * 8 + ["duplicate"] * 120
    assert count(empty_engine, Feedback) == count(empty_engine, CommandReceipt) == 8


TEXTS = st.sampled_from(["好", "refuse", "wait", "bug"])
ANY = st.one_of(TEXTS.map(chat), TEXTS.map(command), st.sampled_from(["nonsense", {}, command("x", version=9)]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANY, max_size=12))
def test_a_batch_ends_as_if_each_had_come_alone(who: Actor, empty_engine: Engine, bodies: list[Any]) -> None:
    twins = [body | {"id": str(new_id())} if isinstance(body, dict) and "id" in body else body for body in bodies]
    together = apply_commands(who, PHONE, bodies, NOW, bind=empty_engine)
    alone = [apply_commands(who, PHONE, [body], NOW, bind=empty_engine)[0] for body in twins]
    assert [(one.status, one.errors) for one in together] == [(one.status, one.errors) for one in alone]
