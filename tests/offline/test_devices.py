"""A phone's heartbeat, an order to wipe, and noticing that a browser threw work away."""

from __future__ import annotations

from base64 import b64decode
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.models import SignInSession
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.accounts.service.sessions import start_session
from app.offline.devices import ask_wipe, known_of, note_contact, note_wiped, phone_key, wipe_owed
from app.offline.models import CommandReceipt, Device
from app.offline.schema import Heartbeat, Waiting
from app.shared.db import transaction
from app.shared.errors import NotFound
from app.shared.ids import new_id
from tests.cast import Cast, make_cast
from tests.races import at_once

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def who(cast: Cast) -> Actor:
    return Actor(cast.cadre.id, "张姐")


@pytest.fixture
def admin(session: Session, cast: Cast) -> Actor:
    return actor_of(session, cast.admin.id, NOW)


def waiting(number: int) -> Waiting:
    return Waiting(id=new_id(), number=number, label="1栋2单元501", made_at=NOW)


def test_a_heartbeat_is_kept_per_phone_and_person(session: Session, who: Actor) -> None:
    note_contact(session, who, "phone-0001", None, Heartbeat(unsent=3, quarantined=1, last_number=7), NOW)
    later = NOW + timedelta(hours=1)
    device = note_contact(session, who, "phone-0001", None, Heartbeat(unsent=0, last_number=5), later)
    assert (device.unsent, device.quarantined, device.last_number) == (0, 0, 7)
    assert (device.first_seen_at, device.last_seen_at) == (NOW, later)


def test_storage_and_clocks_larger_than_32_bits_are_kept(session: Session, who: Actor) -> None:
    beat = Heartbeat(quota=10_737_658_238, usage=2**53 - 1, clock_drift_ms=-(2**40))
    note_contact(session, who, "phone-0001", None, beat, NOW)
    session.expire_all()
    device = session.exec(select(Device)).one()
    assert (device.quota, device.usage, device.clock_drift_ms) == (10_737_658_238, 2**53 - 1, -(2**40))


def test_a_lost_phone_is_signed_out_and_asked_to_wipe_until_it_says_that_it_did(
    session: Session, who: Actor, admin: Actor
) -> None:
    start_session(session, who.account_id, "phone", "", NOW)
    signed_in = session.exec(select(SignInSession)).one()
    device = note_contact(session, who, "phone-0001", signed_in.id, None, NOW)
    assert not wipe_owed(session, "phone-0001")
    ask_wipe(session, admin, device.id, NOW)
    assert signed_in.revoked_at == NOW
    assert wipe_owed(session, "phone-0001")
    note_wiped(session, "phone-0001", NOW)
    assert not wipe_owed(session, "phone-0001")


@pytest.mark.parametrize("role", ["cadre_two", "far_cadre", "resident", "auditor", "stranger"])
def test_who_may_not_wipe_is_told_that_there_is_no_such_phone(
    session: Session, cast: Cast, who: Actor, role: str
) -> None:
    device = note_contact(session, who, "phone-0001", None, None, NOW)
    other = actor_of(session, getattr(cast, role).id, NOW)
    with pytest.raises(NotFound):
        ask_wipe(session, other, device.id, NOW)


def test_everybody_may_wipe_their_own_phone(session: Session, who: Actor) -> None:
    device = note_contact(session, who, "phone-0001", None, None, NOW)
    assert ask_wipe(session, who, device.id, NOW).wipe_asked_at == NOW


def test_a_person_has_another_key_on_every_phone_and_the_same_key_again(who: Actor) -> None:
    first = phone_key(who.account_id, "phone-0001")
    assert first == phone_key(who.account_id, "phone-0001")
    assert first != phone_key(who.account_id, "phone-0002")
    assert len(b64decode(first)) == 32


def test_work_that_vanished_with_the_browsers_storage_is_still_named(session: Session, who: Actor) -> None:
    """The storage is gone and with it the device id; the sign-in cookie survived."""
    sign_in, lost, arrived = new_id(), waiting(6), waiting(7)
    beat = Heartbeat(unsent=2, waiting=[lost, arrived], last_number=7)
    note_contact(session, who, "phone-before", sign_in, beat, NOW)
    session.add(
        CommandReceipt(
            id=arrived.id, account_id=who.account_id, device_id="phone-before", kind="visit.log", version=1,
            body_sha256="0" * 64, number="n", body="{}", made_at=NOW,
        )
    )  # fmt: skip
    session.flush()
    known = known_of(session, who, "phone-after1", sign_in)
    assert (known.waiting, known.last_number) == ([lost], 7)


def test_another_phone_of_the_same_person_is_another_matter(session: Session, who: Actor) -> None:
    note_contact(session, who, "phone-one1", new_id(), Heartbeat(unsent=1, waiting=[waiting(1)]), NOW)
    assert known_of(session, who, "phone-two2", new_id()).waiting == []


def test_two_first_contacts_at_once_are_one_phone(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        who = Actor(make_cast(session).cadre.id, "张姐")
    beat = Heartbeat(unsent=1)
    ids = at_once(empty_engine, [lambda session: note_contact(session, who, "phone-0001", None, beat, NOW).id] * 8)
    assert len(set(ids)) == 1, ids
