from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from app.accounts.service import actor_of
from app.health.models import ConsentKind, HealthSettings
from app.health.service.mine import mine_of
from app.health.views import health
from app.offline.registry import views_for
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.measured import kept
from tests.health.owners import agreed, child_of, with_account
from tests.health.service.test_own_data import actor


def test_a_residents_phone_keeps_one_row_and_no_reading(session: Session, cast: Cast) -> None:
    cast.lin_apo.sex = "女"
    session.add(HealthSettings(community_id=cast.hupan.id, third_over=10))
    session.flush()
    owner = agreed(session, cast.lin_apo)
    kept(session, owner)
    (row,) = health(session, actor(session, owner))
    assert (row.id, row.consent_keep, row.consent_follow_up, row.sex) == (str(owner.person_id), True, False, "female")
    assert (row.third_over, row.rest_seconds) == (10, 300)
    assert "137" not in repr(replace(row, id="")) and not hasattr(row, "link_hours")
    assert views_for(actor(session, owner)) == ["health"]


@pytest.mark.parametrize(
    "name", ["cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "admin", "stranger"]
)
def test_nobody_else_has_one(session: Session, cast: Cast, name: str) -> None:
    who = actor_of(session, getattr(cast, name).id, NOW)
    assert health(session, who) == []
    assert ("health" in views_for(who)) is (name == "resident")


def test_age_and_guardian_follow_the_birthday(session: Session, cast: Cast) -> None:
    child = with_account(session, child_of(session, cast.chen_home, date(2012, 3, 3)))
    found = mine_of(session, child, NOW)
    assert (found.age, found.needs_guardian) == (13, True)
    grown = with_account(session, cast.chen_da)
    assert (mine_of(session, grown, NOW).age, mine_of(session, grown, NOW).needs_guardian) == (46, False)


def test_kinds_of_consent_are_told_apart(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo, ConsentKind.FOLLOW_UP)
    found = mine_of(session, owner, NOW)
    assert (found.consent_keep, found.consent_follow_up) == (False, True)
