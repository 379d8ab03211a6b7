"""The demo's hours: some in every state, and something to look at."""

from __future__ import annotations

from random import Random

from sqlmodel import Session, select

from app.volunteers.demo.hours import seed_hours
from app.volunteers.models import HoursKind, HoursState, ServiceRecord
from app.volunteers.rules.ledger import sums
from app.volunteers.rules.service_record import Standing
from app.volunteers.service.corrections import corrections
from app.volunteers.service.hours import to_enter
from app.volunteers.service.ledger import standing_at
from app.volunteers.service.notice import objections
from app.volunteers.service.records import check_record
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.demo.test_seed import town
from tests.volunteers.people import actor

__all__ = ["town"]


def test_hours_are_in_every_state_and_something_waits(session: Session, town: Cast) -> None:
    seed_hours(session, town.hupan.id, Random(7), NOW)
    who, here = actor(session, town.cadre), town.hupan.id
    for state in (HoursState.PROPOSED, HoursState.NOTICE, HoursState.CREDITED):
        assert standing_at(session, here, state), state
    credited = sums(standing_at(session, here, HoursState.CREDITED))
    assert credited.verified > credited.manual > 0
    assert {one.last.kind for one in standing_at(session, here, HoursState.PROPOSED)} == {*HoursKind}
    assert len(objections(session, who, here)) == 1
    assert len(corrections(session, who, here)) == 2
    assert to_enter(session, who, here, NOW)
    found = check_record(session, session.exec(select(ServiceRecord.code)).one())
    assert found is not None
    assert found.standing is Standing.GOOD
