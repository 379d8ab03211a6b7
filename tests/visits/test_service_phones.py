"""A supervisor sees which phones hold work that has not arrived, to help."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
from sqlmodel import Session

from app.offline.models import Device
from app.shared.errors import NotFound
from app.visits.service.phones import Phone, phones
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import who


def device(session: Session, account_id: object, **changes: object) -> Device:
    plain = {
        "device_id": f"phone-{len(changes)}-{account_id}"[:64], "account_id": account_id, "first_seen_at": NOW,
        "last_seen_at": NOW, "engine": "Chrome 130",
    }  # fmt: skip
    row = Device.model_validate(plain | changes)
    session.add(row)
    session.flush()
    return row


def test_the_longest_waiting_work_comes_first_then_names(session: Session, cast: Cast) -> None:
    device(session, cast.cadre_two.id)
    device(session, cast.cadre.id, unsent=1, oldest_unsent_at=NOW - timedelta(hours=1))
    device(session, cast.cadre_all.id, unsent=9, oldest_unsent_at=NOW - timedelta(hours=9), quarantined=1)
    found = phones(session, who(session, cast.supervisor), cast.hupan.id)
    assert [(one.owner, one.waits) for one in found] == [("王主任", True), ("张姐", True), ("李哥", False)]
    assert (found[0].unsent, found[0].quarantined, found[0].oldest_unsent_at) == (9, 1, NOW - timedelta(hours=9))


def test_it_says_whether_the_phone_was_asked_to_wipe(session: Session, cast: Cast) -> None:
    row = device(session, cast.cadre.id, wipe_asked_at=NOW)
    assert phones(session, who(session, cast.admin), cast.hupan.id)[0].wipe == "asked"
    row.wiped_at = NOW
    assert phones(session, who(session, cast.admin), cast.hupan.id)[0].wipe == "done"


def test_phones_of_another_community_are_not_there(session: Session, cast: Cast) -> None:
    device(session, cast.far_cadre.id, unsent=3)
    assert phones(session, who(session, cast.supervisor), cast.hupan.id) == []
    with pytest.raises(NotFound):
        phones(session, who(session, cast.supervisor), cast.shanjiao.id)


@pytest.mark.parametrize("role", ["cadre", "cadre_all", "neighbour_leader", "auditor", "stranger"])
def test_nobody_else_sees_them(session: Session, cast: Cast, role: str) -> None:
    with pytest.raises(NotFound):
        phones(session, who(session, cast.account(role)), cast.hupan.id)


def test_a_phone_tells_how_it_is_and_not_what_its_owner_did() -> None:
    assert {one.name for one in fields(Phone)} == {
        "id", "owner", "engine", "unsent", "quarantined", "oldest_unsent_at", "persisted", "clock_drift_ms",
        "last_seen_at", "wipe",
    }  # fmt: skip
