"""An office with an empty register, and one way to import into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from app.accounts.models import Account, Role
from app.accounts.rules import Actor, Scope
from app.households.models import Community
from app.households.roster.plan import Plan
from app.households.roster.service import Applied, apply_import, plan_import, read_for
from tests.households.roster.ugly import xlsx

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 6, 2, 0, tzinfo=UTC)

Import = Callable[..., Applied]


@pytest.fixture
def office(session: Session) -> Community:
    """A community without anybody."""
    place = Community(code="350206999009", name="名册社区")
    session.add(place)
    session.flush()
    return place


@pytest.fixture
def clerk(session: Session, office: Community) -> Actor:
    """Its admin."""
    account = Account(login="clerk", name="小陈")
    session.add(account)
    session.flush()
    return Actor(account.id, account.name, (Scope(Role.ADMIN, office.id),))


@pytest.fixture
def plan(session: Session, clerk: Actor) -> Callable[..., Plan]:
    """Read rows (or a whole file) and compare them with the register."""

    def make(*rows: object, now: datetime = NOW, whole: bool = True, who: Actor = clerk) -> Plan:
        data = rows[0] if isinstance(rows[0], bytes) else xlsx(*rows)  # type: ignore[arg-type]
        roster = read_for(session, who, data, file_name="名册.xlsx", now=now)
        return plan_import(session, who, roster, whole=whole)

    return make


@pytest.fixture
def take_in(session: Session, clerk: Actor, plan: Callable[..., Plan]) -> Import:
    """Import rows (or a whole file)."""

    def run(*rows: object, now: datetime = NOW, whole: bool = True, confirmed: bool = False) -> Applied:
        made = plan(*rows, now=now, whole=whole)
        assert made.is_good, [problem.message for problem in made.roster.errors]
        return apply_import(session, clerk, made, confirmed=confirmed, now=now)

    return run
