"""Views tell only what changed."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from app.accounts.rules import Actor
from app.feedback.models import Feedback
from app.offline.models import ViewSnapshot
from app.offline.service import answer_view
from app.offline.service.views import KEPT_SNAPSHOTS
from app.shared.db import transaction
from tests.offline.service.conftest import NOW, command, count


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


@pytest.mark.parametrize("since", ["nonsense", "019577a0-0000-7000-8000-000000000000"])
def test_an_unknown_cursor_gets_everything(send: Any, who: Actor, empty_engine: Engine, since: str) -> None:
    send(command("一"))
    told = answer_view(who, "test", since, NOW, empty_engine)
    assert told.reset
    assert len(told.rows) == 1


def test_the_body_of_a_view_is_json() -> None:
    from app.offline.schema import ViewAnswer

    body = ViewAnswer([b'{"id":"1"}', b'{"id":"2"}'], ["3"], "c", reset=False).body()
    assert json.loads(body) == {"rows": [{"id": "1"}, {"id": "2"}], "gone": ["3"], "cursor": "c", "reset": False}


def test_many_tabs_that_ask_at_once_are_all_answered_and_old_snapshots_go(
    send: Any, who: Actor, empty_engine: Engine
) -> None:
    send(command("一"))
    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(lambda _n: answer_view(who, "test", None, NOW, empty_engine), range(48)))
    assert all(one.reset and len(one.rows) == 1 for one in told)
    answer_view(who, "test", None, NOW, empty_engine)
    assert count(empty_engine, ViewSnapshot) <= KEPT_SNAPSHOTS
