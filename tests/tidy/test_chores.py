"""Every chore comes to an end, and what it says is due is what it does."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, select

from app.accounts.models import SignInTries
from app.accounts.service.tries import KEEP, count_miss
from app.health.models import Sitting
from app.health.service.erasing import erase_person
from app.health.service.keys import locked
from app.tidy.chores import CHORES
from app.volunteers.service.leaving import leave
from app.volunteers.service.notice import put_on_notice
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import come, event
from tests.health.measured import kept
from tests.health.owners import agreed
from tests.volunteers.people import DAY, actor, need, put, shift, volunteer
from tests.volunteers.service.ledgers import over, proposed, was_there

LATER = NOW + timedelta(days=60)


def test_what_is_due_is_what_goes(session: Session, cast: Cast) -> None:
    come(session, event(session, cast, walk_in=True).id, "王芳", 1)
    count_miss(session, "pass:short", "1.2.3.4", NOW)
    session.flush()
    me = volunteer(session, cast, "王一")
    leave(session, me, me.volunteer_id, NOW)
    hanging = proposed(session, cast, volunteer(session, cast, "王二", 2))
    put_on_notice(session, actor(session, cast.cadre), cast.hupan.id, [hanging.about], NOW)
    made = over(session, cast)
    was_there(session, put(session, volunteer(session, cast, "王三", 3), made), made.starts_at, made.ends_at)
    nurse = shift(session, cast, LATER + DAY, needs=[need(skill="nurse")])
    put(session, volunteer(session, cast, "王四", 4), nurse)  # without a licence
    _measured(session, cast)
    for chore in CHORES.values():
        expected = chore.due(session, LATER)
        assert expected and chore.a_little(session, LATER) == expected
        assert (chore.a_little(session, LATER), chore.due(session, LATER)) == ({}, {})


def _measured(session: Session, cast: Cast) -> None:
    """Somebody sat at the tablet, and a backup brought back what somebody else had erased."""
    owner = agreed(session, cast.chen_da)
    session.add(Sitting(community_id=owner.community_id, person_id=owner.person_id, token_hash="x", seen_at=NOW,
                        created_at=NOW))  # fmt: skip
    kept(session, owner)
    key = locked(session, owner.person_id)
    wrapped = key.wrapped
    erase_person(session, owner.actor, owner.person_id, owner.community_id, NOW)
    key.wrapped = wrapped
    session.flush()


def test_failed_tries_are_forgotten_after_a_day_and_not_before(session: Session) -> None:
    count_miss(session, "pass:short", "1.2.3.4", NOW)
    session.flush()
    assert CHORES["tries"].a_little(session, NOW + KEEP) == {}
    assert CHORES["tries"].a_little(session, NOW + KEEP + timedelta(seconds=1)) == {"addresses": 1}
    assert session.exec(select(SignInTries)).all() == []
