"""Family, leaving, taking back, and what staff look at."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.events.models import Attendee, DoorTry, Event, Via
from app.events.rules.admission import Verdict
from app.events.service.arrivals import (
    bring_along,
    check_in_kin,
    check_out,
    door_tries,
    kin_of,
    looked_at,
    undo,
)
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown, Told
from app.events.service.people import Caller
from app.events.service.signing import sign_up
from app.passes.service import issue_pass, revoke_pass
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.ids import new_id
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import WALL, actor, come, event, family, resident

WRONG = ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "stranger"]


def row(session: Session, told: Told) -> Attendee:
    return session.get_one(Attendee, told.attendee_id)


def by_staff(session: Session, cast: Cast, on: Event) -> Told:
    staff = actor(session, cast.cadre)
    return check_in(session, staff, on.id, Shown(person_id=cast.lin_apo.id), How(Via.CAMERA), NOW)


def test_one_of_the_family_checks_in_the_others_of_their_sign_up(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    sign_up(session, Caller(), on.id, family("王芳", 1, "王二", ""), NOW)
    sign_up(session, Caller(), on.id, family("赵一", 2, "赵二"), NOW)
    told = come(session, on.id, "王芳", 1)
    assert [one.name for one in kin_of(session, told.attendee_id or new_id())] == ["王二", ""]
    strangers = [one.id for one in session.exec(select(Attendee).where(Attendee.came_at == None))]  # noqa: E711
    done = check_in_kin(session, None, told, strangers, WALL, NOW)
    assert len(done) == 2
    kin = [session.get_one(Attendee, one) for one in done]
    assert {(one.via, one.by_attendee, one.came_at) for one in kin} == {(Via.FAMILY, told.attendee_id, NOW)}
    assert check_in_kin(session, None, told, done, WALL, NOW) == []


def test_who_is_not_in_checks_in_nobody(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    sign_up(session, Caller(), on.id, family("王芳", 1, "王二"), NOW)
    refused = come(session, on.id, "外人", 3)
    assert refused.verdict is Verdict.NO_WALK_IN
    with pytest.raises(Refused):
        check_in_kin(session, None, refused, [], WALL, NOW)


def test_a_member_of_the_household_walks_in_along(session: Session, cast: Cast) -> None:
    resident(session, cast.chen_home, "陈阿姨", 1)
    on = event(session, cast, walk_in=True)
    told = come(session, on.id, "陈阿姨", 1)
    along = bring_along(session, None, told, "陈小文", WALL, NOW)
    assert (along.verdict, row(session, along).person_id) == (Verdict.ENTER, cast.chen_xiao.id)
    assert (row(session, along).via, row(session, along).by_attendee) == (Via.FAMILY, told.attendee_id)
    assert bring_along(session, None, told, "陈小文", WALL, NOW).verdict is Verdict.ALREADY
    guest = bring_along(session, None, told, "外婆", WALL, NOW)
    assert (row(session, guest).person_id, row(session, guest).name, row(session, guest).phone) == (None, "外婆", None)


def test_one_of_the_sign_up_comes_along_by_name(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    sign_up(session, Caller(), on.id, family("王芳", 1, "王二"), NOW)
    told = come(session, on.id, "王芳", 1)
    assert bring_along(session, None, told, "王 二", WALL, NOW).mine
    assert kin_of(session, told.attendee_id or new_id()) == []


def test_somebody_leaves_and_comes_back(session: Session, cast: Cast) -> None:
    on = event(session, cast, walk_in=True, capacity=1)
    told = come(session, on.id, "王芳", 1)
    staff, later = actor(session, cast.cadre_two), NOW + timedelta(minutes=30)
    assert check_out(session, staff, row(session, told).id, later).left_at == later
    assert check_out(session, staff, row(session, told).id, later + timedelta(minutes=1)).left_at == later
    session.expire_all()
    again = come(session, on.id, "王芳", 1, at=later)
    assert (again.verdict, again.came_at) == (Verdict.BACK, NOW)
    session.expire_all()
    assert row(session, told).left_at is None


def test_who_never_came_cannot_leave(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    sign_up(session, Caller(), on.id, family("王芳", 1), NOW)
    one = session.exec(select(Attendee)).one()
    for deed in (check_out, undo):
        with pytest.raises(Conflict):
            deed(session, actor(session, cast.cadre), one.id, NOW)


def test_a_wrong_tick_is_taken_back_by_who_made_it_and_soon(session: Session, cast: Cast) -> None:
    on = event(session, cast, walk_in=True, capacity=5)
    told = by_staff(session, cast, on)
    attendee_id = row(session, told).id
    with pytest.raises(Conflict):
        undo(session, actor(session, cast.cadre_two), attendee_id, NOW)
    with pytest.raises(Conflict):
        undo(session, actor(session, cast.cadre), attendee_id, NOW + timedelta(minutes=16))
    undo(session, actor(session, cast.cadre), attendee_id, NOW + timedelta(minutes=15))
    session.expire_all()
    assert (session.exec(select(Attendee)).all(), on.taken) == ([], 0)
    assert [one.code for one in session.exec(select(DoorTry))] == ["undone"]
    assert by_staff(session, cast, on).verdict is Verdict.ENTER


def test_who_signed_up_is_expected_again_after_it_was_taken_back(session: Session, cast: Cast) -> None:
    on, staff = event(session, cast, capacity=5), actor(session, cast.cadre)
    sign_up(session, Caller(), on.id, family("王芳", 1), NOW)
    one = session.exec(select(Attendee)).one()
    check_in(session, staff, on.id, Shown(attendee_id=one.id), How(Via.STAFF), NOW)
    session.expire_all()
    undo(session, staff, one.id, NOW)
    assert (one.came_at, one.by, one.via, on.taken) == (None, None, None, 1)


def test_what_a_resident_did_alone_staff_do_not_undo(session: Session, cast: Cast) -> None:
    told = come(session, event(session, cast, walk_in=True).id, "王芳", 1)
    with pytest.raises(Conflict):
        undo(session, actor(session, cast.cadre), row(session, told).id, NOW)


def test_what_was_odd_waits_until_somebody_has_looked(session: Session, cast: Cast) -> None:
    on, staff = event(session, cast, walk_in=True), actor(session, cast.cadre)
    lost = issue_pass(session, staff, cast.lin_apo.id, NOW)
    revoke_pass(session, staff, lost.id, "掉了", NOW)
    check_in(session, None, on.id, Shown(pass_code=lost.token), WALL, NOW)
    (odd,) = door_tries(session, staff, on.id)
    looked_at(session, staff, odd.id, NOW)
    assert door_tries(session, staff, on.id) == []
    assert [one.looked_by for one in door_tries(session, staff, on.id, open_only=False)] == [cast.cadre.id]


@pytest.mark.parametrize("role", WRONG)
def test_others_change_nothing_and_see_nothing(session: Session, cast: Cast, role: str) -> None:
    on = event(session, cast, walk_in=True)
    told = by_staff(session, cast, on)
    who = actor(session, getattr(cast, role))
    for deed in (check_out, undo, looked_at):
        with pytest.raises(NotFound):
            deed(session, who, row(session, told).id, NOW)
    with pytest.raises(NotFound):
        door_tries(session, who, on.id)
    assert row(session, told).left_at is None
