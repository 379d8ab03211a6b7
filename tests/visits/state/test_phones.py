"""The screen of phones: whose work has not arrived, and shutting a lost one."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session, select

from app.offline.models import Device
from app.shared.clock import now
from app.shared.db import transaction
from app.visits.state.coverage import CoverageState
from app.visits.state.phones import PhonesState
from tests.visits.state.conftest import Desk


@pytest.fixture
def phone(desk: Desk) -> None:
    with transaction(desk.engine) as session:
        session.add(
            Device(
                device_id="phone-0001", account_id=desk.town.cadre.id, first_seen_at=now(), last_seen_at=now(), unsent=2
            )
        )


def wiped(desk: Desk) -> bool:
    with Session(desk.engine) as session:
        return session.exec(select(Device)).one().wipe_asked_at is not None


def again(state: Any) -> dict[str, Any]:
    return {"community": state.community}


def test_an_empty_list_is_no_error(desk: Desk) -> None:
    state = desk.press("supervisor", PhonesState, "load")
    assert (state.allowed, state.ready, state.phones, state.waiting) == (True, True, [], 0)


def test_a_lost_phone_is_wiped_by_an_admin_after_asking(desk: Desk, phone: None) -> None:
    state = desk.press("admin", PhonesState, "load")
    (row,) = state.phones
    assert (row.owner, row.unsent, row.waits, row.wipe, state.waiting) == ("张姐", 2, True, "", 1)
    asking = desk.press("admin", PhonesState, "think_of_wiping", row.id, **again(state))
    assert asking.asking == row.id
    assert desk.press("admin", PhonesState, "keep", **again(state), asking=row.id).asking == ""
    assert not wiped(desk)
    done = desk.press("admin", PhonesState, "wipe", row.id, **again(state))
    assert (done.asking, done.phones[0].wipe) == ("", "asked")
    assert wiped(desk)


def test_a_supervisor_sees_phones_but_wipes_none(desk: Desk, phone: None) -> None:
    state = desk.press("supervisor", PhonesState, "load")
    assert (len(state.phones), state.may_wipe) == (1, False)
    desk.press("supervisor", PhonesState, "wipe", state.phones[0].id, **again(state))
    assert not wiped(desk)


def test_the_month_says_how_many_wait(desk: Desk, phone: None) -> None:
    assert desk.press("supervisor", CoverageState, "load").month.waiting_phones == 1


@pytest.mark.parametrize("role", ["cadre", "leader", "auditor", "resident", "stranger"])
def test_others_are_told_that_it_is_not_theirs(desk: Desk, phone: None, role: str) -> None:
    state = desk.press(role, PhonesState, "load")
    assert (state.allowed, state.ready, state.phones) == (False, True, [])
