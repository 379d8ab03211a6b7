"""Who may read the access record, and of where."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.accounts.service.records import record, records_of
from app.shared.clock import now
from tests.accounts.conftest import actor
from tests.cast import Cast


@pytest.mark.parametrize(
    ("role", "sees"),
    [("auditor", ["here"]), ("admin", ["here"]), ("cadre", []), ("supervisor", []), ("stranger", []), ("resident", [])],
)
def test_auditors_read_the_record_of_their_community(session: Session, cast: Cast, role: str, sees: list[str]) -> None:
    who = actor(session, cast.cadre)
    record(session, who, "household:read", "here", cast.hupan.id, "走访")
    record(session, who, "household:read", "there", cast.shanjiao.id)
    record(session, who, "household:read", "nowhere")
    session.flush()
    rows = records_of(session, actor(session, cast.account(role)), now() - timedelta(days=1))
    assert [row.subject for row in rows] == sees


def test_the_newest_comes_first_and_old_ones_are_left_out(session: Session, cast: Cast) -> None:
    who = actor(session, cast.auditor)
    for name in ("first", "second"):
        record(session, who, "x:y", name, cast.hupan.id)
        session.flush()
    since = now() - timedelta(days=1)
    assert [row.subject for row in records_of(session, who, since)] == ["second", "first"]
    assert records_of(session, who, now() + timedelta(days=1)) == []


def test_over_long_words_are_cut(session: Session, cast: Cast) -> None:
    record(session, actor(session, cast.auditor), "a" * 99, "s" * 999, cast.hupan.id, "r" * 999)
    session.flush()
