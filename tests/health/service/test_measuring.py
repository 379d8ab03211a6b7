from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.accounts.service import actor_of
from app.health.models import Consent, ConsentKind, DataKey, Measure, Origin, Reading
from app.health.rules.consent import version_of
from app.health.service import measuring
from app.health.service.consent import give, withdraw
from app.health.service.erasing import erase_person
from app.health.service.measuring import after_check, keep, measure
from app.health.service.readings import readings_of
from app.offline.models import CommandReceipt, ConflictingCopy, Status
from app.offline.service import apply_commands
from app.shared.clock import now as clock_now
from app.shared.db import transaction
from app.shared.errors import Conflict, Invalid, NotFound, Refused
from app.shared.ids import new_id
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.health.measured import check, kept, one
from tests.health.owners import agreed, child_of, rows, with_account
from tests.races import at_once

KEEP = ConsentKind.KEEP


def test_what_was_measured_is_kept_as_it_was_read_off(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    assert owner.account_id is not None
    data = check(one(arm="left", device="欧姆龙"), one(values={"systolic": 133, "diastolic": 81, "pulse": 70}))
    meta = type("Meta", (), {"received_at": NOW})
    made = measure(session, actor_of(session, owner.account_id, NOW), meta, data)  # type: ignore[arg-type]
    assert [row.id for row in made] == [reading.id for reading in data.readings]
    first, second = readings_of(session, owner.person_id)
    assert first.taken.values == {"systolic": 137, "diastolic": 84} and first.taken.arm == "left"
    assert second.taken.values["pulse"] == 70 and first.check_id == second.check_id == data.check_id
    assert {row.origin for row in made} == {Origin.HOME}


@pytest.mark.parametrize("name", ["cadre", "clinician", "admin", "resident", "stranger"])
def test_who_did_not_come_in_with_a_pass_has_nothing_to_measure(session: Session, cast: Cast, name: str) -> None:
    who, meta = actor_of(session, getattr(cast, name).id, NOW), type("Meta", (), {"received_at": NOW})
    with pytest.raises(NotFound):
        measure(session, who, meta, check())  # type: ignore[arg-type]


def test_without_consent_nothing_is_kept_and_nothing_of_it_lies_anywhere(session: Session, cast: Cast) -> None:
    owner = with_account(session, cast.lin_apo)
    with pytest.raises(Refused) as told:
        kept(session, owner)
    assert told.value.code == "consent_needed"
    agreed_owner = agreed(session, cast.chen_da)
    kept(session, agreed_owner)
    withdraw(session, agreed_owner, KEEP, NOW)
    with pytest.raises(Refused):
        kept(session, agreed_owner)
    assert not rows(session, Reading, owner.person_id)
    assert len(rows(session, Reading, agreed_owner.person_id)) == 1


def test_a_child_measures_once_a_guardian_has_agreed(session: Session, cast: Cast) -> None:
    child = child_of(session, cast.chen_home, date(2015, 1, 1))
    theirs, father = with_account(session, child), with_account(session, cast.chen_da)
    with pytest.raises(Refused):
        kept(session, theirs)
    give(session, father, KEEP, version_of(KEEP), NOW, child.id)
    kept(session, theirs)
    assert len(readings_of(session, child.id)) == 1


def test_the_same_again_is_once_and_tells_nobody_again(session: Session, cast: Cast) -> None:
    owner, told = agreed(session, cast.lin_apo), []
    listener = after_check(lambda _session, _owner, found, _now: told.append(len(found)))
    data = check(one(), one())
    for _ in range(3):
        assert len(keep(session, owner, data, Origin.HOME, NOW)) == 2
    later = check(*data.readings, one(), check_id=data.check_id)
    assert len(keep(session, owner, later, Origin.HOME, NOW)) == 3
    measuring._after.remove(listener)
    assert told == [2, 1] and len(rows(session, Reading, owner.person_id)) == 3


def test_an_import_is_no_sitting_down(session: Session, cast: Cast) -> None:
    owner, told = agreed(session, cast.lin_apo), []
    listener = after_check(lambda _session, _owner, found, _now: told.append(len(found)))
    keep(session, owner, check(), Origin.IMPORT, NOW)
    measuring._after.remove(listener)
    assert told == []


def test_an_id_of_somebody_else_is_refused_without_saying_whose(session: Session, cast: Cast) -> None:
    reading = one()
    kept(session, agreed(session, cast.lin_apo), reading)
    with pytest.raises(Conflict) as told:
        kept(session, agreed(session, cast.chen_da), reading)
    assert told.value.code == "id_taken"


def test_what_cannot_be_taken_names_its_reading_and_field(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    with pytest.raises(Invalid) as told:
        kept(session, owner, one(), one(values={"systolic": 80, "diastolic": 120}), one(values={"systolic": 137}))
    fields = {error.field for error in told.value.errors}
    assert all(field and field.startswith(("readings.1.", "readings.2.")) for field in fields)
    assert "readings.2.diastolic" in fields
    assert not rows(session, Reading, owner.person_id)


def test_a_clock_ahead_is_put_right_and_a_wrong_one_asked_about(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    (made,) = kept(session, owner, one(taken_at=NOW + timedelta(minutes=10)))
    assert made.taken_at == NOW
    for taken_at in (NOW + timedelta(hours=1), NOW - timedelta(days=6 * 366)):
        with pytest.raises(Invalid) as told:
            kept(session, owner, one(taken_at=taken_at))
        assert told.value.errors[0].field == "readings.0.taken_at"


# ------------------------------------------------------------------------------------------------- as a phone sends it


def command(data: object, **more: object) -> dict[str, object]:
    return {
        "id": str(new_id()), "kind": "health.measure", "version": 1, "made_at": clock_now().isoformat(), "data": data,
    } | more  # fmt: skip


def test_a_phone_delivers_it_and_no_value_stays_in_what_is_kept_of_the_command(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        owner = agreed(session, make_cast(session).lin_apo)
        assert owner.account_id is not None
        who = actor_of(session, owner.account_id, NOW)
    data = check(one(taken_at=clock_now(), values={"systolic": 163, "diastolic": 87}), one(Measure.GLUCOSE, clock_now(),
        values={"glucose": 7.3}, context="fasting")).model_dump(mode="json")  # fmt: skip
    sent = command(data)
    answers = [apply_commands(who, "phone-0001", [sent], clock_now(), bind=empty_engine)[0] for _ in range(2)]
    assert [one.status for one in answers] == [Status.APPLIED, Status.DUPLICATE]
    other = command(data | {"check_id": str(new_id())}, id=sent["id"])
    clash = apply_commands(who, "phone-0001", [other], clock_now(), bind=empty_engine)[0]
    assert clash.status is Status.CONFLICT and clash.theirs == {}
    with transaction(empty_engine) as session:
        assert len(readings_of(session, owner.person_id)) == 2
        bodies = [*session.exec(select(CommandReceipt.body)), *session.exec(select(ConflictingCopy.body))]
        assert len(bodies) == 2
        assert not [body for body in bodies if "163" in body or "systolic" in body or "fasting" in body]


def test_a_phone_is_told_which_field_and_keeps_its_reading(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        owner = agreed(session, make_cast(session).lin_apo)
        assert owner.account_id is not None
        who = actor_of(session, owner.account_id, NOW)
    data = check(one(taken_at=clock_now())).model_dump(mode="json")
    data["readings"][0]["values"]["systolic"] = 999
    (answer,) = apply_commands(who, "phone-0001", [command(data)], clock_now(), bind=empty_engine)
    assert answer.status is Status.REJECTED and answer.errors[0]["field"] == "readings.0.systolic"


# --------------------------------------------------------------------------------------------------- at the same moment


def test_the_same_readings_at_the_same_moment_are_one_row_each(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        owner = agreed(session, make_cast(session).lin_apo)
    data, told = check(one(), one()), []
    listener = after_check(lambda _session, _owner, found, _now: told.append(len(found)))
    found = at_once(empty_engine, [lambda session: len(keep(session, owner, data, Origin.HOME, NOW))] * 5)
    measuring._after.remove(listener)
    assert found == [2] * 5 and told == [2]
    with transaction(empty_engine) as session:
        assert len(rows(session, Reading, owner.person_id)) == 2


@pytest.mark.parametrize("at", [0, 1, 3])
def test_whoever_erases_while_measuring_leaves_nothing_behind(empty_engine: Engine, at: int) -> None:
    with transaction(empty_engine) as session:
        owner = agreed(session, make_cast(session).lin_apo)
    works: list[Callable[[Session], Any]] = [lambda session: kept(session, owner)] * 4
    works.insert(at, lambda session: erase_person(session, owner.actor, owner.person_id, owner.community_id, NOW))
    results = at_once(empty_engine, works)
    assert all(isinstance(one, list | Refused | None) for one in results), results
    with transaction(empty_engine) as session:
        assert not rows(session, Reading, owner.person_id)
        assert [key.wrapped for key in rows(session, DataKey, owner.person_id)] == [None]


def test_whoever_withdraws_while_measuring_has_nothing_kept_after_it(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        owner = agreed(session, make_cast(session).lin_apo)
    works = [lambda session: kept(session, owner)] * 4
    at_once(empty_engine, [*works, lambda session: withdraw(session, owner, KEEP, NOW)])
    with transaction(empty_engine) as session:
        there = len(rows(session, Reading, owner.person_id))
        with pytest.raises(Refused):
            kept(session, owner)
        ended = session.exec(select(Consent).where(col(Consent.withdrawn_at).is_not(None))).all()
        assert len(ended) == 1 and len(rows(session, Reading, owner.person_id)) == there


def test_measuring_waits_for_somebody_who_is_withdrawing_and_then_keeps_nothing(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        owner = agreed(session, make_cast(session).lin_apo)

    def work() -> object:
        with transaction(empty_engine) as session:
            return kept(session, owner)

    with ThreadPoolExecutor(1) as pool:
        with transaction(empty_engine) as session:
            withdraw(session, owner, KEEP, NOW)
            later = pool.submit(work)
            with pytest.raises(TimeoutError):  # it would be there by now
                later.result(timeout=0.3)
        with pytest.raises(Refused):
            later.result(timeout=20)
    with transaction(empty_engine) as session:
        assert not rows(session, Reading, owner.person_id)
