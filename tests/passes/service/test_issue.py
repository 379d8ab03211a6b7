"""Staff give out passes, replace lost ones and take them back."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.accounts.models import AccessRecord
from app.passes.models import ResidentPass, Verified
from app.passes.rules.codes import digest
from app.passes.service import (
    device_of,
    issue_pass,
    own_pass,
    passes_of,
    reissue_pass,
    remember_person,
    revoke_pass,
)
from app.passes.service.issue import AT_ONCE, somebody_without
from app.shared.db import transaction
from app.shared.errors import NotFound, Refused
from app.shared.ids import new_id
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.events.events import actor
from tests.races import at_once

WRONG = ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "stranger"]


def test_a_pass_says_nothing_about_who_holds_it(session: Session, cast: Cast) -> None:
    made = issue_pass(session, actor(session, cast.cadre), cast.lin_apo.id, NOW)
    assert (len(made.token), len(made.short_code), made.digest) == (16, 6, digest(made.token))
    assert made.pin_hash is None
    assert own_pass(session, f"http://x/p/{made.token.lower()}").person_id == cast.lin_apo.id


def test_issuing_again_shows_the_one_in_force_and_both_are_recorded_once(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    assert issue_pass(session, who, cast.lin_apo.id, NOW).id == issue_pass(session, who, cast.lin_apo.id, NOW).id
    assert [row.action for row in session.exec(select(AccessRecord))] == ["pass:issue"]


def test_a_cadre_of_another_grid_of_the_community_serves_everybody(session: Session, cast: Cast) -> None:
    assert issue_pass(session, actor(session, cast.cadre_two), cast.lin_apo.id, NOW)


def test_a_lost_pass_is_replaced_and_what_it_made_known_is_forgotten(session: Session, cast: Cast) -> None:
    who = actor(session, cast.admin)
    lost = issue_pass(session, who, cast.lin_apo.id, NOW)
    cookie = remember_person(session, own_pass(session, lost.token), Verified.PASS, NOW)
    assert device_of(session, cookie, NOW) is not None
    fresh = reissue_pass(session, who, cast.lin_apo.id, "掉了", NOW)
    assert fresh.token != lost.token and fresh.revoked_at is None
    assert own_pass(session, lost.token).revoked_at == NOW
    assert device_of(session, cookie, NOW) is None


def test_taking_a_pass_back_twice_is_once(session: Session, cast: Cast) -> None:
    who = actor(session, cast.admin)
    made = issue_pass(session, who, cast.lin_apo.id, NOW)
    assert revoke_pass(session, who, made.id, "捡到的", NOW).why == "捡到的"
    assert revoke_pass(session, who, made.id, "又一次", NOW).why == "捡到的"


def test_who_has_moved_away_gets_none(session: Session, cast: Cast) -> None:
    cast.lin_apo.moved_out_on = NOW.date()
    with pytest.raises(Refused):
        issue_pass(session, actor(session, cast.admin), cast.lin_apo.id, NOW)


def test_a_sheet_of_cards_is_in_the_order_asked_for(session: Session, cast: Cast) -> None:
    who = actor(session, cast.admin)
    people = [cast.chen_da.id, cast.lin_apo.id, cast.chen_da.id]
    assert [person.name for person, _ in passes_of(session, who, people, NOW)] == ["陈大文", "林阿婆"]
    with pytest.raises(Refused):
        passes_of(session, who, [new_id()] * (AT_ONCE + 1), NOW)


@pytest.mark.parametrize("role", WRONG)
def test_others_give_out_nothing_and_learn_nothing(session: Session, cast: Cast, role: str) -> None:
    made = issue_pass(session, actor(session, cast.admin), cast.lin_apo.id, NOW)
    who = actor(session, getattr(cast, role))
    for deed in (
        lambda: issue_pass(session, who, cast.chen_da.id, NOW),
        lambda: reissue_pass(session, who, cast.lin_apo.id, "", NOW),
        lambda: revoke_pass(session, who, made.id, "", NOW),
        lambda: passes_of(session, who, [cast.chen_da.id], NOW),
    ):
        with pytest.raises(NotFound):
            deed()
    assert [row.revoked_at for row in session.exec(select(ResidentPass))] == [None]


@pytest.mark.parametrize("token", ["", "ABCDEF", "A" * 16, "李四", "x" * 500])
def test_a_code_that_nobody_was_given_opens_nothing(session: Session, cast: Cast, token: str) -> None:
    issue_pass(session, actor(session, cast.admin), cast.lin_apo.id, NOW)
    with pytest.raises(NotFound):
        own_pass(session, token)


def test_somebody_without_a_pass_can_be_found_to_try_things_out(session: Session, cast: Cast) -> None:
    who = actor(session, cast.admin)
    with pytest.raises(NotFound):
        somebody_without(session, who)  # nobody of the cast has a phone
    cast.chen_da.phone_index = "x"
    session.flush()
    assert somebody_without(session, who) == cast.chen_da.id
    issue_pass(session, who, cast.chen_da.id, NOW)
    with pytest.raises(NotFound):
        somebody_without(session, who)


def test_eight_colleagues_who_issue_at_once_hand_out_one_pass(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        who = actor(session, cast.admin)

    def issue(session: Session) -> UUID:
        return issue_pass(session, who, cast.lin_apo.id, NOW).id

    assert len({*at_once(empty_engine, [issue] * 8)}) == 1
    with Session(empty_engine) as session:
        assert len(session.exec(select(ResidentPass).where(col(ResidentPass.revoked_at).is_(None))).all()) == 1
