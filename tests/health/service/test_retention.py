from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from app.health.models import FollowUp, HealthSettings, Mark, MarkKind, Reading, Sitting
from app.health.rules.reading import Taken
from app.health.service import keys
from app.health.service.own_data import correct
from app.health.service.readings import readings_of
from app.health.service.retention import forget_health, health_due
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.measured import kept, one
from tests.health.owners import agreed, rows
from tests.health.service.test_own_data import actor

YEAR = timedelta(days=365.25)


def test_readings_go_when_the_years_of_the_community_are_over(session: Session, cast: Cast) -> None:
    session.add(HealthSettings(community_id=cast.hupan.id, keep_years=2))
    session.flush()
    here, far = agreed(session, cast.lin_apo), agreed(session, cast.far_person)
    for owner in (here, far):
        kept(session, owner, one(taken_at=NOW - YEAR), one(taken_at=NOW - 1.9 * YEAR))
    assert health_due(session, NOW) == forget_health(session, NOW) == {}
    later = NOW + 0.5 * YEAR
    assert health_due(session, later) == {"readings": 1}
    assert forget_health(session, later) == {"readings": 1}
    assert forget_health(session, later) == {}
    assert len(readings_of(session, here.person_id)) == 1 and len(readings_of(session, far.person_id)) == 2


def test_one_that_was_corrected_goes_before_the_one_that_stands_for_it(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    (old,) = kept(session, owner, one(taken_at=NOW - 4 * YEAR))
    correct(session, actor(session, owner), old.id, Taken({"systolic": 131, "diastolic": 82}), NOW, taken_at=NOW)
    forget_health(session, NOW + 2 * YEAR)
    (left,) = rows(session, Reading, owner.person_id)
    assert left.corrects is None and left.id != old.id


def test_marks_closed_follow_ups_and_sittings_go_too_and_open_ones_stay(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    here = {"person_id": owner.person_id, "community_id": owner.community_id}
    sealed = keys.seal(session, owner.person_id, b"x")
    session.add_all([
        Mark(**here, kind=MarkKind.EVENT, day=NOW.date(), sealed=sealed),
        FollowUp(**here, band="x", day=NOW.date()),
        FollowUp(**here, band="x", day=NOW.date(), closed_at=NOW),
        Sitting(**here, token_hash="x", seen_at=NOW, created_at=NOW),
    ])  # fmt: skip
    session.flush()
    assert forget_health(session, NOW + timedelta(days=2)) == {"sittings": 1}
    assert forget_health(session, NOW + 5.1 * YEAR) == {"marks": 1, "follow-ups": 1}
    assert not rows(session, Mark, owner.person_id)
    assert [one.closed_at for one in rows(session, FollowUp, owner.person_id)] == [None]
