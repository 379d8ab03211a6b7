"""What waits for whom, in numbers of things."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.desk.service import Waiting, waiting_for
from app.events.payload import EventPlan, Family
from app.events.service.edit import add_event, cancel
from app.events.service.signing import sign_up_for
from app.feedback.service import write_feedback
from app.offline.models import Device
from app.shared.clock import local_day
from app.visits.service import recompute
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import visit, who


@pytest.fixture
def busy(session: Session, cast: Cast) -> None:
    """A need and a correction at 501, a note, a phone with unsent work, and everybody overdue but 501."""
    need = {"category": "repair", "text": "灯坏了", "urgency": "now"}
    change = {"person_id": str(cast.lin_apo.id), "field": "employment", "value": "退休"}
    for home in (cast.lin_home, cast.chen_home, cast.far_home):
        home.created_at = NOW - timedelta(days=400)
    session.flush()
    visit(session, cast.cadre, cast.lin_home, people=[str(cast.lin_apo.id)], needs=[need], corrections=[change])
    write_feedback(session, None, "字太小", "", "", NOW)
    session.add(Device(device_id="phone-0001", account_id=cast.cadre.id, first_seen_at=NOW, last_seen_at=NOW, unsent=1))
    for place in (cast.hupan, cast.shanjiao):
        recompute(session, place.id, None, local_day(NOW))


@pytest.mark.parametrize(
    ("role", "waits"),
    [
        ("admin", Waiting(needs=1, corrections=1, feedback=1, phones=1, overdue=1)),
        ("supervisor", Waiting(phones=1, overdue=1)),
        ("cadre", Waiting(needs=1, corrections=1)),
        ("cadre_two", Waiting()),
        ("far_cadre", Waiting()),
        ("auditor", Waiting()),
        ("leader", Waiting()),
        ("resident", Waiting()),
        ("stranger", Waiting()),
    ],
)
def test_everybody_counts_what_they_can_do_something_about(
    session: Session, cast: Cast, busy: None, role: str, waits: Waiting
) -> None:
    assert waiting_for(session, who(session, getattr(cast, role)), NOW) == waits


def test_families_to_be_called_wait_for_who_lets_people_in(session: Session, cast: Cast) -> None:
    staff = who(session, cast.cadre)
    plan = EventPlan(title="书法课", starts_at=NOW, ends_at=NOW + timedelta(hours=2))
    event = add_event(session, staff, cast.hupan.id, plan, NOW, publish_now=True)
    sign_up_for(session, staff, event.id, Family(people=[]), NOW, person_id=cast.lin_apo.id)
    cancel(session, staff, event.id, "台风", NOW)
    assert [waiting_for(session, who(session, one), NOW).calls for one in (cast.cadre, cast.supervisor)] == [1, 0]
