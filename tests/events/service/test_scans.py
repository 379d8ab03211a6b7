"""`checkin.scan` v1: what a phone scanned, now or hours ago."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.events.models import Attendee, DoorTry, Event, Via
from app.events.service.edit import finish
from app.offline.models import Status
from app.offline.service import apply_commands
from app.passes.service import issue_pass, reissue_pass
from app.shared.db import transaction
from app.shared.ids import new_id
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.events.events import HOUR, actor, come, event


class Door:
    """An event, a phone of staff before it and 林阿婆's pass."""

    def __init__(self, engine: Engine, **changes: Any) -> None:
        self.engine = engine
        with transaction(engine) as session:
            self.cast: Cast = make_cast(session)
            self.who: Actor = actor(session, self.cast.cadre)
            self.event_id = event(session, self.cast, **{"walk_in": True} | changes).id
            self.token = issue_pass(session, self.who, self.cast.lin_apo.id, NOW - HOUR).token

    def scan(self, at: datetime = NOW, received: datetime | None = None, who: Actor | None = None, **data: Any) -> Any:
        body = {"event_id": str(self.event_id), "pass": self.token, "via": "camera"} | data
        command = {"id": str(new_id()), "kind": "checkin.scan", "version": 1, "made_at": at.isoformat(), "data": body}
        (result,) = apply_commands(who or self.who, "phone-0001", [command], received or at, bind=self.engine)
        return result.status, [error["code"] for error in result.errors]

    def rows(self, table: Any = Attendee) -> list[Any]:
        with Session(self.engine) as session:
            return list(session.exec(select(table)))


@pytest.fixture
def door(empty_engine: Engine) -> Door:
    return Door(empty_engine)


@pytest.mark.parametrize("via", ["camera", "hid", "typed"])
def test_a_scan_is_an_arrival_at_the_moment_of_the_scan(door: Door, via: str) -> None:
    assert door.scan(NOW, NOW + 5 * HOUR, via=via) == (Status.APPLIED, [])
    (row,) = door.rows()
    assert (row.came_at, row.received_at, row.via, row.by) == (NOW, NOW + 5 * HOUR, Via(via), door.cast.cadre.id)


def test_a_second_scan_is_applied_too_and_the_clash_is_kept_for_staff(door: Door) -> None:
    door.scan(NOW)
    assert door.scan(NOW + HOUR) == (Status.APPLIED, [])
    assert [row.came_at for row in door.rows()] == [NOW]
    assert [row.code for row in door.rows(DoorTry)] == ["already"]


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ({"pass": "A" * 16}, ["unknown"]),
        ({"pass": "王芳"}, ["unknown"]),
        ({"event_id": str(new_id())}, ["no_such_event"]),
        ({"via": "wall"}, ["literal_error"]),
        ({"event_id": "x"}, ["uuid_parsing"]),
        ({"more": 1}, ["extra_forbidden"]),
    ],
)
def test_what_names_nobody_or_nothing_is_rejected(door: Door, data: dict[str, Any], codes: list[str]) -> None:
    assert door.scan(**data) == (Status.REJECTED, codes)
    assert door.rows() == []


def fill(door: Door) -> None:
    with transaction(door.engine) as session:
        session.get_one(Event, door.event_id).capacity = 1
    with transaction(door.engine) as session:
        come(session, door.event_id, "王芳", 1)


def test_while_the_person_stands_at_the_door_the_server_decides(door: Door) -> None:
    fill(door)
    assert door.scan(NOW, NOW + timedelta(seconds=5)) == (Status.REJECTED, ["full"])
    assert len(door.rows()) == 1


@pytest.mark.parametrize(
    ("minutes", "data"), [(10, {}), (0, {"let_in": True})]
)  # fmt: skip
def test_whom_a_phone_without_a_network_let_in_is_in(door: Door, minutes: int, data: dict[str, Any]) -> None:
    fill(door)
    assert door.scan(NOW, NOW + timedelta(minutes=minutes), **data) == (Status.APPLIED, [])
    row = next(row for row in door.rows() if row.person_id == door.cast.lin_apo.id)
    assert (row.came_at, row.flags) == (NOW, ["full"])
    assert [(one.code, one.let_in) for one in door.rows(DoorTry)] == [("full", True)]


def test_a_lost_card_that_the_server_refuses_is_looked_at_all_the_same(door: Door) -> None:
    with transaction(door.engine) as session:
        reissue_pass(session, door.who, door.cast.lin_apo.id, "掉了", NOW - timedelta(minutes=1))
    for minutes in (0, 5):
        assert door.scan(NOW + timedelta(minutes=minutes)) == (Status.REJECTED, ["revoked"])
    (odd,) = door.rows(DoorTry)
    assert (odd.code, odd.times, odd.person_id, odd.by) == ("revoked", 2, door.cast.lin_apo.id, door.cast.cadre.id)
    assert door.rows() == [], "nobody came in"


def test_cards_that_never_were_are_one_line_for_the_phone_that_read_them(door: Door) -> None:
    for token in ("A" * 16, "B" * 16, "QQQQQQ"):
        assert door.scan(**{"pass": token}) == (Status.REJECTED, ["unknown"])
    assert [(one.code, one.times) for one in door.rows(DoorTry)] == [("unknown", 3)]


def test_a_full_house_is_said_at_the_door_and_leaves_nothing_to_look_at(door: Door) -> None:
    fill(door)
    assert door.scan() == (Status.REJECTED, ["full"])
    assert door.rows(DoorTry) == []


def test_a_phone_that_asked_and_was_told_no_lets_nobody_in_later(door: Door) -> None:
    fill(door)
    assert door.scan(NOW, NOW + HOUR, let_in=False) == (Status.REJECTED, ["full"])


def test_a_scan_before_the_pass_was_revoked_or_the_event_ended_is_plainly_right(door: Door) -> None:
    with transaction(door.engine) as session:
        reissue_pass(session, door.who, door.cast.lin_apo.id, "掉了", NOW + timedelta(minutes=30))
        finish(session, door.who, door.event_id, NOW + HOUR)
    assert door.scan(NOW + timedelta(minutes=20), NOW + 5 * HOUR) == (Status.APPLIED, [])
    assert ([row.flags for row in door.rows()], door.rows(DoorTry)) == ([[]], [])


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "supervisor", "auditor", "stranger"])
def test_others_scan_nothing(door: Door, role: str) -> None:
    with Session(door.engine) as session:
        who = actor(session, getattr(door.cast, role))
    assert door.scan(who=who) == (Status.REJECTED, ["no_such_event"])
    assert door.rows() == []
