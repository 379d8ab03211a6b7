"""What a scanner carries: enough to decide, nothing to give away."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

import app.events.views  # noqa: F401  (registers the view)
from app.accounts.models import Account
from app.accounts.service import actor_of
from app.events import views as _views  # noqa: F401  (registers the view)
from app.events.models import Attendee, Event, EventSettings, SignUp, SignUpState
from app.events.service.door import DoorEvent, DoorPass, DoorPlace, door_rows
from app.offline.registry import VIEWS, views_for
from app.passes.models import ResidentPass
from app.passes.rules.codes import digest, short_digest
from tests.cast import Cast
from tests.conftest import NOW

TOKEN, SHORT = "ABCDEFGHJKMNPQRS", "ABC234"


@pytest.fixture
def event(session: Session, cast: Cast) -> Event:
    """From ten to twelve today, in an hour."""
    made = Event(
        community_id=cast.hupan.id, short="K7M2QX", title="书法班", place="二楼", capacity=30, walk_in=True, taken=2,
        starts_at=NOW + timedelta(hours=1), ends_at=NOW + timedelta(hours=3), published_at=NOW - timedelta(days=3),
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def of_lin(session: Session, cast: Cast) -> ResidentPass:
    made = ResidentPass(
        community_id=cast.hupan.id, person_id=cast.lin_apo.id, token=TOKEN, short_code=SHORT, digest=digest(TOKEN)
    )
    session.add(made)
    session.flush()
    return made


def rows(session: Session, account: Account) -> list:
    return door_rows(session, actor_of(session, account.id, NOW), NOW)


def test_a_cadre_of_one_grid_carries_the_events_of_the_whole_lounge(session: Session, cast: Cast, event: Event) -> None:
    (row,) = rows(session, cast.cadre)
    assert row == DoorEvent(
        id=str(event.id), community=str(cast.hupan.id), title="书法班", place="二楼",
        starts=event.starts_at.timestamp(), ends=event.ends_at.timestamp(),
        published=(NOW - timedelta(days=3)).timestamp(), finished=None, cancelled=None,
        opens=NOW.timestamp(), closes=(NOW + timedelta(hours=5)).timestamp(), day="2026-03-02",
        walk_in=True, capacity=30, taken=2,
    )  # fmt: skip


def test_the_hours_of_the_door_are_the_community_s(session: Session, cast: Cast, event: Event) -> None:
    session.add(EventSettings(community_id=cast.hupan.id, opens_before=15, closes_after=0))
    session.flush()
    (row,) = rows(session, cast.admin)
    assert (row.opens, row.closes) == ((event.starts_at - timedelta(minutes=15)).timestamp(), row.ends)


@pytest.mark.parametrize("role", ["far_cadre", "supervisor", "leader", "volunteer", "resident", "stranger"])
def test_nobody_else_carries_anything(session: Session, cast: Cast, event: Event, of_lin, role: str) -> None:
    assert rows(session, getattr(cast, role)) == []


def test_only_those_who_check_people_in_are_told_to_keep_it(session: Session, cast: Cast) -> None:
    def keeps(account: Account) -> bool:
        return "door" in views_for(actor_of(session, account.id, NOW))

    assert [keeps(one) for one in (cast.cadre, cast.admin, cast.supervisor, cast.resident)] == [
        True,
        True,
        False,
        False,
    ]
    assert "door" in VIEWS


def test_a_pass_travels_as_digests_and_a_masked_name(session: Session, cast: Cast, event: Event, of_lin) -> None:
    (row,) = [row for row in rows(session, cast.cadre) if isinstance(row, DoorPass)]
    assert row == DoorPass(
        str(of_lin.id), digest(TOKEN)[:32], short_digest(str(cast.hupan.id), SHORT)[:32], str(cast.lin_apo.id),
        "林**", None,
    )  # fmt: skip
    assert not [word for word in (TOKEN, SHORT, "阿婆") if word in json.dumps([asdict(row)], ensure_ascii=False)]


def test_a_pass_that_was_revoked_lately_is_known_as_such(session: Session, cast: Cast, event: Event, of_lin) -> None:
    of_lin.revoked_at = NOW - timedelta(days=59)
    session.flush()
    (row,) = [row for row in rows(session, cast.cadre) if isinstance(row, DoorPass)]
    assert row.revoked == of_lin.revoked_at.timestamp()
    of_lin.revoked_at = NOW - timedelta(days=61)
    session.flush()
    assert not [row for row in rows(session, cast.cadre) if isinstance(row, DoorPass)]


def test_without_an_event_near_no_pass_lies_on_a_phone(session: Session, cast: Cast, event: Event, of_lin) -> None:
    event.starts_at, event.ends_at = NOW + timedelta(hours=49), NOW + timedelta(hours=50)
    session.flush()
    assert rows(session, cast.cadre) == []
    event.starts_at, event.ends_at = NOW - timedelta(hours=15), NOW - timedelta(hours=13)
    session.flush()
    assert rows(session, cast.cadre) == []


def test_a_draft_is_not_at_the_door(session: Session, cast: Cast, event: Event) -> None:
    event.published_at = None
    session.flush()
    assert rows(session, cast.cadre) == []


def test_who_is_expected_who_waits_and_who_has_come(session: Session, cast: Cast, event: Event) -> None:
    here: dict[str, Any] = {"community_id": cast.hupan.id, "event_id": event.id}
    for state in (SignUpState.CONFIRMED, SignUpState.WAITING, SignUpState.CANCELLED):
        made = SignUp(**here, size=1, state=state, in_line=1, code=state.value)
        session.add(made)
        session.flush()
        session.add(
            Attendee(
                **here, sign_up_id=made.id, who=made.id, person_id=cast.lin_apo.id if state == "confirmed" else None
            )
        )
    session.add(Attendee(**here, who=cast.chen_da.id, person_id=cast.chen_da.id, came_at=NOW, left_at=NOW))
    session.flush()
    found = {
        (row.state, row.person, row.came, row.left) for row in rows(session, cast.cadre) if isinstance(row, DoorPlace)
    }
    assert found == {
        ("confirmed", str(cast.lin_apo.id), None, None),
        ("waiting", "", None, None),
        ("none", str(cast.chen_da.id), NOW.timestamp(), NOW.timestamp()),
    }
