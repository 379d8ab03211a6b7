"""When somebody was there: scans of a pass, the door of an event, a colleague's pen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.events.models import Via
from app.events.payload import EventPlan
from app.events.service.arrivals import check_out
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown
from app.events.service.edit import add_event
from app.passes.service import issue_pass
from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.forms import JoinForm
from app.volunteers.models import HoursKind, Presence, ScanVia
from app.volunteers.service.hours import propose_hours
from app.volunteers.service.joining import join_for
from app.volunteers.service.presence import close_presence, scan, write_presence
from app.volunteers.service.who import Me
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import EARLIER, HOUR, actor, put, shift, volunteer
from tests.volunteers.service.ledgers import over, proposed, was_there

MINUTE = timedelta(minutes=1)


def lin(session: Session, cast: Cast) -> tuple[Me, str]:
    """林阿婆 volunteers, and has a pass."""
    issued = issue_pass(session, actor(session, cast.cadre), cast.lin_apo.id, NOW)
    who, form = actor(session, cast.cadre), JoinForm(agreed=True)
    return join_for(session, who, cast.hupan.id, form, EARLIER, person_id=cast.lin_apo.id).me, issued.token


def test_two_scans_are_a_pair(session: Session, cast: Cast) -> None:
    me, token = lin(session, cast)
    seat, who = put(session, me, shift(session, cast, NOW)), actor(session, cast.cadre)
    came = scan(session, who, cast.hupan.id, token, NOW)
    left = scan(session, who, cast.hupan.id, token, NOW + 2 * HOUR)
    assert (came.left, left.left, came.name) == (False, True, cast.lin_apo.name)
    (row,) = session.exec(select(Presence).where(Presence.assignment_id == seat.id))
    assert (row.came_at, row.left_at, row.came_via, row.left_via) == (NOW, NOW + 2 * HOUR, ScanVia.DOOR, ScanVia.DOOR)
    (line,) = propose_hours(session, who, seat.shift_id, NOW + 3 * HOUR)
    assert (line.minutes, line.kind) == (120, HoursKind.VERIFIED)


def test_a_pass_that_is_held_too_long_is_read_once(session: Session, cast: Cast) -> None:
    me, token = lin(session, cast)
    put(session, me, shift(session, cast, NOW))
    who = actor(session, cast.cadre)
    scan(session, who, cast.hupan.id, token, NOW)
    again = scan(session, who, cast.hupan.id, token, NOW + timedelta(seconds=5))
    assert (again.again, again.left, again.presence.left_at) == (True, False, None)


def test_the_fourth_pair_of_a_day_is_refused(session: Session, cast: Cast) -> None:
    me, token = lin(session, cast)
    put(session, me, shift(session, cast, NOW))
    who = actor(session, cast.cadre)
    for at in range(6):
        scan(session, who, cast.hupan.id, token, NOW + at * 5 * MINUTE)
    with pytest.raises(Refused) as refused:
        scan(session, who, cast.hupan.id, token, NOW + 40 * MINUTE)
    assert refused.value.code == "pairs_most"


def test_without_a_shift_or_as_no_volunteer_a_scan_is_nothing(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    other = issue_pass(session, who, cast.chen_da.id, NOW).token
    _me, token = lin(session, cast)
    with pytest.raises(Refused):
        scan(session, who, cast.hupan.id, token, NOW)
    for shown in (other, "ABCDEF", ""):
        with pytest.raises(NotFound):
            scan(session, who, cast.hupan.id, shown, NOW)


def test_what_a_colleague_writes_down_is_the_other_kind(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), over(session, cast)
    seat = put(session, volunteer(session, cast, "王一"), made)
    write_presence(session, who, seat.id, made.starts_at, made.ends_at, NOW)
    (line,) = propose_hours(session, who, made.id, NOW)
    assert (line.minutes, line.kind) == (120, HoursKind.MANUAL)
    with pytest.raises(Conflict):
        write_presence(session, who, seat.id, made.starts_at, made.ends_at, NOW)


def test_who_forgot_to_scan_out_is_closed_by_hand(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), over(session, cast)
    seat = put(session, volunteer(session, cast, "王一"), made)
    row = was_there(session, seat, made.starts_at, None)
    assert propose_hours(session, who, made.id, NOW) == []
    close_presence(session, who, row.id, made.ends_at, NOW)
    (line,) = propose_hours(session, who, made.id, NOW)
    assert line.kind is HoursKind.MANUAL
    with pytest.raises(Conflict):
        close_presence(session, who, row.id, made.ends_at, NOW)


@pytest.mark.parametrize(
    ("came", "left", "code"),
    [(60, 0, "left_before"), (0, 6000, "in_the_future"), (-300, -200, "not_in_shift"), (130, 140, "not_in_shift")],
)
def test_what_cannot_have_been_is_refused(session: Session, cast: Cast, came: int, left: int, code: str) -> None:
    who, made = actor(session, cast.cadre), over(session, cast)
    seat = put(session, volunteer(session, cast, "王一"), made)
    with pytest.raises(Refused) as refused:
        write_presence(session, who, seat.id, made.starts_at + came * MINUTE, made.starts_at + left * MINUTE, NOW)
    assert refused.value.code == code


@pytest.mark.parametrize(("via", "kind"), [(Via.CAMERA, HoursKind.VERIFIED), (Via.STAFF, HoursKind.MANUAL)])
def test_the_door_of_an_event_says_who_was_there(session: Session, cast: Cast, via: Via, kind: HoursKind) -> None:
    who, (me, _token) = actor(session, cast.cadre), lin(session, cast)
    plan = EventPlan(title="书法课", starts_at=NOW, ends_at=NOW + 2 * HOUR, walk_in=True)
    event = add_event(session, who, cast.hupan.id, plan, NOW - HOUR, publish_now=True)
    made = shift(session, cast, NOW, event=event)
    put(session, me, made)
    told = check_in(session, who, event.id, Shown(person_id=cast.lin_apo.id), How(via), NOW)
    assert told.attendee_id is not None
    check_out(session, who, told.attendee_id, NOW + 2 * HOUR)
    (line,) = propose_hours(session, who, made.id, NOW + 3 * HOUR)
    assert (line.minutes, line.kind) == (120, kind)
    assert propose_hours(session, who, made.id, NOW + 3 * HOUR) == []


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_writes_down_who_was_there(session: Session, cast: Cast, role: str) -> None:
    line = proposed(session, cast)
    who, made = actor(session, getattr(cast, role)), over(session, cast)
    seat = put(session, volunteer(session, cast, "王二", 2), made)
    row = was_there(session, seat, made.starts_at, None)
    for call in (
        lambda: scan(session, who, cast.hupan.id, "ABCDEF", NOW),
        lambda: write_presence(session, who, seat.id, made.starts_at, made.ends_at, NOW),
        lambda: close_presence(session, who, row.id, made.ends_at, NOW),
        lambda: propose_hours(session, who, made.id, NOW),
    ):
        with pytest.raises(NotFound):
            call()
    assert line.number == 1
