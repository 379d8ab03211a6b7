from __future__ import annotations

from random import Random

from sqlmodel import Session, select

from app.accounts import passwords
from app.accounts.service import actor_of
from app.health.demo import add_health
from app.health.demo.seed import PIN, seed_health
from app.health.models import ConsentKind, FollowUp, Look
from app.health.service.consent import in_force
from app.health.service.follow_ups import mine
from app.health.service.marks import marks_of
from app.health.service.readings import readings_of
from app.health.service.seeing import shared_readings, shared_with
from app.households.demo import DemoResult
from app.households.models import Person
from app.passes.rules.pins import check_pin
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.owners import rows


def test_a_resident_with_a_pin_has_measured_for_sixty_days_and_shows_it_to_the_clinician(
    session: Session, cast: Cast
) -> None:
    cast.lin_apo.born_on = NOW.date().replace(year=1955)
    found = seed_health(session, cast.hupan.id, Random(1), NOW)
    assert found is not None and found.person_id == cast.lin_apo.id
    assert passwords.matches(check_pin(PIN), found.pin_hash)
    assert all(in_force(session, found.person_id, kind) for kind in ConsentKind)
    kept = readings_of(session, found.person_id)
    assert len(kept) > 100 and kept[-1].taken_at < NOW
    assert len(marks_of(session, found.person_id)) == 3
    doctor = actor_of(session, cast.clinician.id, NOW)
    assert [one.name for one in shared_with(session, doctor, NOW)] == ["林阿婆"]
    assert shared_readings(session, doctor, found.person_id, NOW).readings
    assert len(rows(session, Look, found.person_id)) == 3
    assert [one.closed_at is not None for one in rows(session, FollowUp, found.person_id)] == [True]


def test_a_neighbour_has_to_be_looked_after_today(session: Session, cast: Cast) -> None:
    cast.lin_apo.born_on = NOW.date().replace(year=1955)
    session.add(
        Person(
            community_id=cast.hupan.id, household_id=cast.lin_home.id, name="林阿公", relation="户主",
            born_on=NOW.date().replace(year=1950),
        )
    )  # fmt: skip
    session.flush()
    seed_health(session, cast.hupan.id, Random(1), NOW)
    (task,) = mine(session, actor_of(session, cast.cadre.id, NOW), NOW)
    assert task.name in ("林阿婆", "林阿公") and not task.overdue


def test_the_sign_in_is_printed_with_the_others(session: Session, cast: Cast) -> None:
    cast.lin_apo.born_on = NOW.date().replace(year=1955)
    result = DemoResult(cast.hupan.id, 1, [], 0, 0, 0)
    add_health(session, result, lambda what, share: None)
    (printed,) = result.sign_ins
    assert (len(printed.login), printed.password, printed.name) == (6, PIN, "林阿婆")


def test_where_nobody_is_old_enough_there_is_nothing(session: Session, cast: Cast) -> None:
    assert seed_health(session, cast.shanjiao.id, Random(1), NOW) is None
    assert session.exec(select(FollowUp)).all() == []
