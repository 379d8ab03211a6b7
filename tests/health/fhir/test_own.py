"""The owner's own file: out whole, in once, and nobody else's."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.accounts.rules import Actor
from app.health.fhir.own import Imported, export_own, import_own
from app.health.models import ConsentKind, Measure, Origin, Reading
from app.health.service import consent
from app.health.service.own_data import delete_reading
from app.health.service.readings import readings_of
from app.shared.errors import NotFound, Refused
from tests.conftest import NOW
from tests.health.fhir.conftest import World
from tests.health.fhir.test_reading_in import made
from tests.health.people import DAY, kept, resident

BASE = "https://linju.example"


def exported(session: Session, who: Actor) -> bytes:
    return json.dumps(export_own(session, who, BASE, NOW)).encode()


def statuses(imported: Imported) -> list[str]:
    return [one.status for one in imported.lines]


def file(*resources: dict[str, Any]) -> bytes:
    entry = [{"resource": one} for one in resources]
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entry}).encode()


def glucose(value: float = 6.1, at: datetime = NOW - DAY) -> dict[str, Any]:
    return made("15074-8", value, "mmol/L", effectiveDateTime=at.isoformat())


def records(session: Session, action: str) -> list[AccessRecord]:
    return list(session.exec(select(AccessRecord).where(AccessRecord.action == action)))


def test_everything_of_theirs_goes_out_as_valid_fhir_and_is_recorded_without_a_value(
    session: Session, world: World
) -> None:
    bundle = export_own(session, world.who, BASE, NOW)
    Bundle.model_validate(bundle)
    codes = [one["resource"]["code"]["coding"][0]["code"] for one in bundle["entry"][1:]]
    assert (codes.count("85354-9"), codes.count("8867-4"), codes.count("15074-8")) == (3, 3, 1)
    assert bundle["entry"][0]["resource"]["name"] == [{"text": world.cast.lin_apo.name}]
    (kept_record,) = records(session, "health:export")
    assert (kept_record.subject, kept_record.reason) == (f"person {world.owner.person_id}", "fhir")


def test_somebody_without_readings_gets_an_empty_file(session: Session, world: World) -> None:
    other = resident(session, world.cast.chen_da)
    assert len(export_own(session, other, BASE, NOW)["entry"]) == 1


def test_staff_have_no_such_file(session: Session, world: World) -> None:
    for staff in (world.cast.admin, world.cast.clinician, world.cast.cadre):
        with pytest.raises(NotFound):
            export_own(session, Actor(staff.id, staff.name), BASE, NOW)


def test_their_own_file_again_keeps_nothing(session: Session, world: World) -> None:
    imported = import_own(session, world.who, exported(session, world.who), NOW)
    assert imported.readings == 0
    assert set(statuses(imported)) == {"skipped", "duplicate"}
    assert len(readings_of(session, world.owner.person_id)) == 4


def test_what_was_deleted_comes_back_from_the_file_once(session: Session, world: World) -> None:
    data = exported(session, world.who)
    delete_reading(session, world.who, world.sugar.id, NOW)
    assert import_own(session, world.who, data, NOW).readings == 1
    assert import_own(session, world.who, data, NOW).readings == 0
    rows = readings_of(session, world.owner.person_id, [Measure.GLUCOSE])
    assert [(one.taken.values, one.origin) for one in rows] == [({"glucose": 6.3}, Origin.IMPORT)]


def test_the_file_of_somebody_else_in_linju_is_refused_whole(session: Session, world: World) -> None:
    other = resident(session, world.cast.chen_da, ConsentKind.KEEP)
    with pytest.raises(Refused) as refused:
        import_own(session, other, exported(session, world.who), NOW)
    assert refused.value.code == "somebody_else"


def test_good_entries_are_kept_and_bad_ones_say_why(session: Session, world: World) -> None:
    imported = import_own(
        session, world.who, file(glucose(), glucose(99), glucose(6.1), {"resourceType": "Patient"}, glucose(7.2)), NOW
    )
    assert imported.readings == 2
    assert statuses(imported) == [
        "taken", "refused", "duplicate", "skipped", "taken",
    ]  # fmt: skip
    assert imported.lines[1].why is not None
    (kept_record,) = records(session, "health:import")
    assert "6.1" not in kept_record.subject + kept_record.reason


def test_the_same_file_twice_is_the_same_readings(session: Session, world: World) -> None:
    data = file(glucose(), glucose(7.2))
    assert [import_own(session, world.who, data, NOW).readings for _ in range(2)] == [2, 0]


def test_two_people_may_take_in_the_same_file(session: Session, world: World) -> None:
    other = resident(session, world.cast.chen_da, ConsentKind.KEEP)
    data = file(glucose())
    assert [import_own(session, who, data, NOW).readings for who in (world.who, other)] == [1, 1]


def test_without_consent_nothing_is_kept(session: Session, world: World) -> None:
    consent.withdraw(session, world.owner, ConsentKind.KEEP, NOW)
    with pytest.raises(Refused) as refused:
        import_own(session, world.who, file(glucose()), NOW)
    assert refused.value.code == "consent_needed"


def test_what_is_older_than_readings_are_kept_is_refused(session: Session, world: World) -> None:
    imported = import_own(session, world.who, file(glucose(at=NOW - timedelta(days=6 * 366))), NOW)
    assert [one.why.code for one in imported.lines if one.why] == ["too_old"]


def test_a_file_that_is_refused_whole_leaves_nothing(session: Session, world: World) -> None:
    before = session.exec(select(Reading.id)).all()
    two = file(
        glucose() | {"subject": {"reference": "Patient/1"}}, glucose(7) | {"subject": {"reference": "Patient/2"}}
    )
    for data in (two, b"[]", b"\0"):
        with pytest.raises(Refused):
            import_own(session, world.who, data, NOW)
    assert session.exec(select(Reading.id)).all() == before


def test_a_thousand_entries_are_taken_in_at_once(session: Session, world: World) -> None:
    many = [glucose(5 + n / 1000, NOW - timedelta(hours=n)) for n in range(1, 1001)]
    assert import_own(session, world.who, file(*many), NOW).readings == 1000


def test_a_guardian_carries_the_file_of_a_child_only(session: Session, world: World) -> None:
    kept(session, world.who, Measure.PULSE, NOW - DAY, pulse=70.0)
    with pytest.raises(NotFound):
        export_own(session, world.who, BASE, NOW, world.cast.chen_da.id)
