"""Taking back a scan that the server has already heard of."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import Session, select

from app.accounts.models import Account
from app.accounts.service import actor_of
from app.events.models import Attendee, DoorTry, Event
from app.events.payload import Scan, UndoneScan
from app.events.service import scan, undo_scan
from app.offline.registry import Meta
from app.passes.models import ResidentPass
from app.passes.rules.codes import digest
from app.shared.errors import Conflict, NotFound
from app.shared.ids import new_id
from tests.cast import Cast
from tests.conftest import NOW

TOKEN, SHORT = "ABCDEFGHJKMNPQRS", "ABC234"


@pytest.fixture
def event(session: Session, cast: Cast) -> Event:
    made = Event(
        community_id=cast.hupan.id, short="K7M2QX", title="书法班", capacity=30, walk_in=True, starts_at=NOW,
        ends_at=NOW + timedelta(hours=2), published_at=NOW - timedelta(days=3),
    )  # fmt: skip
    lin = cast.lin_apo
    held = ResidentPass(
        community_id=lin.community_id, person_id=lin.id, token=TOKEN, short_code=SHORT, digest=digest(TOKEN)
    )
    session.add(made)
    session.add(held)
    session.flush()
    return made


def meta(minutes: float = 0, heard: float | None = None) -> Meta:
    made = NOW + timedelta(minutes=minutes)
    return Meta(new_id(), "phone-1", made, NOW + timedelta(minutes=minutes if heard is None else heard))


def scanned(session: Session, by: Account, event: Event) -> None:
    data = Scan.model_validate({"event_id": event.id, "pass": TOKEN, "via": "camera", "let_in": True})
    scan(session, actor_of(session, by.id, NOW), meta(), data)


def undone(session: Session, by: Account, event: Event, when: Meta, text: str = TOKEN) -> UUID:
    data = UndoneScan.model_validate({"event_id": event.id, "pass": text, "scan_id": new_id()})
    return undo_scan(session, actor_of(session, by.id, NOW), when, data)


@pytest.mark.parametrize("text", [TOKEN, SHORT, f"https://linju.example/p/{TOKEN}"])
def test_the_person_is_out_again_and_their_place_free(session: Session, cast: Cast, event: Event, text: str) -> None:
    scanned(session, cast.cadre, event)
    undone(session, cast.cadre, event, meta(5), text)
    session.refresh(event)
    assert session.exec(select(Attendee)).all() == []
    assert event.taken == 0
    assert [row.code for row in session.exec(select(DoorTry))] == ["undone"]


def test_the_tap_counts_not_when_the_phone_had_a_signal(session: Session, cast: Cast, event: Event) -> None:
    scanned(session, cast.cadre, event)
    undone(session, cast.cadre, event, meta(10, heard=300))
    assert session.exec(select(Attendee)).all() == []


def test_too_late_it_stands(session: Session, cast: Cast, event: Event) -> None:
    scanned(session, cast.cadre, event)
    with pytest.raises(Conflict):
        undone(session, cast.cadre, event, meta(16))


def test_what_somebody_else_scanned_stands(session: Session, cast: Cast, event: Event) -> None:
    scanned(session, cast.cadre, event)
    with pytest.raises(Conflict):
        undone(session, cast.cadre_two, event, meta(1))


def test_nobody_else_s_event_and_nobody_who_is_not_in(session: Session, cast: Cast, event: Event) -> None:
    for by, text in ((cast.far_cadre, TOKEN), (cast.supervisor, TOKEN), (cast.cadre, TOKEN), (cast.cadre, "no pass")):
        with pytest.raises(NotFound):
            undone(session, by, event, meta(1), text)
