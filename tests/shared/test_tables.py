"""Moments come back as they went in, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import StatementError
from sqlmodel import Session

from app.accounts.models import Account


def test_a_moment_comes_back_aware_and_in_utc_whatever_its_zone(session: Session) -> None:
    xiamen = timezone(timedelta(hours=8))
    row = Account(login="a", name="甲", disabled_at=datetime(2026, 3, 2, 10, 0, tzinfo=xiamen))
    session.add(row)
    session.flush()
    session.expire(row)
    assert row.disabled_at == datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    assert row.disabled_at.tzinfo is UTC
    assert row.created_at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(session: Session) -> None:
    session.add(Account(login="a", name="甲", disabled_at=datetime(2026, 3, 2)))
    with pytest.raises(StatementError, match="no time zone"):
        session.flush()
