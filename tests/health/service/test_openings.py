"""A resident sees who came in with their pass, and which colleague changed it."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from app.accounts.models import SignInSession
from app.health.models import Sitting
from app.health.service.openings import openings_of_owner
from app.passes.service import clear_pin, issue_pass
from app.shared.clock import now
from app.shared.errors import NotFound
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.people import DAY, actor, resident


def test_a_pin_that_a_colleague_cleared_is_seen_by_its_owner_with_what_followed(session: Session, cast: Cast) -> None:
    who, cadre = resident(session, cast.lin_apo), actor(session, cast.cadre)
    card = issue_pass(session, cadre, cast.lin_apo.id, NOW)
    clear_pin(session, cadre, card.id, NOW)
    moment = now() + DAY  # the record of access keeps the time of the server
    expires = moment + DAY
    signed = {"token_hash": "1" * 64, "last_seen_at": moment, "expires_at": expires, "created_at": moment}
    session.add(SignInSession(account_id=who.account_id, **signed))
    sat = {"token_hash": "2" * 64, "seen_at": moment, "created_at": moment + DAY}
    session.add(Sitting(community_id=cast.hupan.id, person_id=cast.lin_apo.id, **sat))
    session.flush()
    found = [(one.what, one.name) for one in openings_of_owner(session, who)]
    assert found[:2] == [("sat_down", ""), ("signed_in", "")]
    assert set(found[2:]) == {("clear_pin", cast.cadre.name), ("issue", cast.cadre.name)}
    assert len(openings_of_owner(session, who, 1)) == 1


def test_nothing_of_anybody_elses_pass_is_seen(session: Session, cast: Cast) -> None:
    cadre, other = actor(session, cast.cadre), resident(session, cast.chen_da)
    issue_pass(session, cadre, cast.lin_apo.id, NOW)
    assert openings_of_owner(session, other) == []
    for role in (cast.cadre, cast.admin, cast.clinician):
        with pytest.raises(NotFound):
            openings_of_owner(session, actor(session, role))
