"""The doctor says whether what guests typed goes in time, and whether health data can be read by their owners."""

from __future__ import annotations

from datetime import timedelta

from app.health.service.erasing import erase_person
from app.health.service.keys import locked
from app.serve import doctor
from app.shared.db import transaction
from app.shared.settings import Settings
from app.tidy.service import tidy_now
from tests.cast import make_cast
from tests.conftest import NOW
from tests.events.events import come, event
from tests.health.measured import kept
from tests.health.owners import agreed

DUE = NOW + timedelta(days=31)


def test_guests_who_are_kept_too_long_are_a_problem_until_it_is_tidied(own_home: Settings) -> None:
    with transaction() as session:
        cast = make_cast(session)
        come(session, event(session, cast, walk_in=True).id, "王芳", 1)
    assert doctor._tidy(NOW).well, "nothing is due"
    found = doctor._tidy(DUE)
    assert not found.well and "1 guests of 1 events" in found.text and "linju tidy" in found.mend
    tidy_now("guests", DUE)
    assert doctor._tidy(DUE).well and "1 events, 1 guests" in doctor._tidy(DUE).text


def test_a_data_key_that_no_master_key_opens_is_a_problem(own_home: Settings) -> None:
    with transaction() as session:
        kept(session, agreed(session, make_cast(session).lin_apo))
    assert doctor._health().well and "of 1 people" in doctor._health().text
    with transaction() as session:
        wrapped = session.connection().exec_driver_sql("SELECT wrapped FROM datakey").scalar_one()
    for torn in (wrapped[:-1] + bytes([wrapped[-1] ^ 1]), b"\x00\x09" + wrapped[2:], b""):
        with transaction() as session:
            session.connection().exec_driver_sql("UPDATE datakey SET wrapped = ?", (torn,))
        found = doctor._health()
        assert not found.well and "1 of 1" in found.text and "LINJU_HOME/keys" in found.mend


def test_what_a_backup_brought_back_is_a_problem_until_it_is_tidied(own_home: Settings) -> None:
    with transaction() as session:
        owner = agreed(session, make_cast(session).lin_apo)
        kept(session, owner)
        wrapped = locked(session, owner.person_id).wrapped
        erase_person(session, owner.actor, owner.person_id, owner.community_id, NOW)
    with transaction() as session:
        locked(session, owner.person_id).wrapped = wrapped
    found = doctor._health()
    assert not found.well and "linju tidy" in found.mend
    tidy_now("erased", NOW)
    assert doctor._health().well
