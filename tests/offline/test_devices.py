"""A phone's heartbeat, an order to wipe, and noticing that a browser threw work away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from app.accounts.rules import Actor
from app.offline.devices import lost_work, must_wipe, note_contact
from app.offline.models import CommandReceipt
from app.offline.schema import Heartbeat, Waiting
from app.shared.ids import new_id
from tests.cast import Cast

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def who(cast: Cast) -> Actor:
    return Actor(cast.cadre.id, "张姐")


def waiting(number: int) -> Waiting:
    return Waiting(id=new_id(), number=number, label="1栋2单元501", made_at=NOW)


def test_a_heartbeat_is_kept_per_phone_and_person(session: Session, who: Actor) -> None:
    note_contact(session, who, "phone-0001", None, Heartbeat(unsent=3, quarantined=1, last_number=7), NOW)
    later = NOW + timedelta(hours=1)
    device = note_contact(session, who, "phone-0001", None, Heartbeat(unsent=0, last_number=5), later)
    assert (device.unsent, device.quarantined, device.last_number) == (0, 0, 7)
    assert (device.first_seen_at, device.last_seen_at) == (NOW, later)


def test_a_phone_is_asked_to_wipe_until_it_says_that_it_did(session: Session, who: Actor) -> None:
    device = note_contact(session, who, "phone-0001", None, None, NOW)
    assert not must_wipe(device)
    device.wipe_asked_at = NOW
    assert must_wipe(note_contact(session, who, "phone-0001", None, Heartbeat(), NOW))
    assert not must_wipe(note_contact(session, who, "phone-0001", None, Heartbeat(wiped=True), NOW))


def test_work_that_vanished_with_the_browsers_storage_is_named(session: Session, who: Actor) -> None:
    """The storage is gone and with it the device id; the sign-in cookie survived."""
    sign_in, lost, arrived = new_id(), waiting(6), waiting(7)
    note_contact(session, who, "phone-before", sign_in, Heartbeat(unsent=2, waiting=[lost, arrived]), NOW)
    session.add(
        CommandReceipt(
            id=arrived.id, account_id=who.account_id, device_id="phone-before", kind="visit.log", version=1,
            body_sha256="0" * 64, number="n", body="{}", made_at=NOW,
        )
    )  # fmt: skip
    session.flush()
    assert lost_work(session, who, "phone-after1", sign_in, Heartbeat()) == [lost]


def test_work_still_on_the_phone_is_not_missing(session: Session, who: Actor) -> None:
    held = waiting(1)
    note_contact(session, who, "phone-0001", None, Heartbeat(unsent=1, waiting=[held]), NOW)
    assert lost_work(session, who, "phone-0001", None, Heartbeat(unsent=1, waiting=[held])) == []


def test_another_phone_of_the_same_person_reports_nothing_missing(session: Session, who: Actor) -> None:
    note_contact(session, who, "phone-one1", new_id(), Heartbeat(unsent=1, waiting=[waiting(1)]), NOW)
    assert lost_work(session, who, "phone-two2", new_id(), Heartbeat()) == []
