from __future__ import annotations

from sqlmodel import Session, select

from app.households.service.merge import merge
from app.volunteers.forms import JoinForm
from app.volunteers.models import Assignment, AssignmentState, Volunteer
from app.volunteers.service.joining import join_for
from app.volunteers.service.skills import set_skill
from app.volunteers.service.who import Me, volunteer_for
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import actor, need, put, shift

FORM = JoinForm(agreed=True)


def joined(session: Session, cast: Cast, person: object) -> Me:
    who = actor(session, cast.cadre)
    return join_for(session, who, cast.hupan.id, FORM, NOW, person_id=person.id).me  # type: ignore[attr-defined]


def test_a_volunteer_follows_their_record(session: Session, cast: Cast) -> None:
    me = joined(session, cast, cast.chen_xiao)
    merge(session, actor(session, cast.admin), cast.chen_da.id, cast.chen_xiao.id, now=NOW)
    assert session.get_one(Volunteer, me.volunteer_id).person_id == cast.chen_da.id


def test_two_volunteers_become_one_with_the_seats_of_both(session: Session, cast: Cast) -> None:
    keep, gone = joined(session, cast, cast.chen_da), joined(session, cast, cast.chen_xiao)
    for me in (keep, gone):
        set_skill(session, me, me.volunteer_id, "haircut", NOW)
    set_skill(session, gone, gone.volunteer_id, "repair", NOW)
    both, own = shift(session, cast, needs=[need(count=2)]), shift(session, cast)
    put(session, keep, both), put(session, gone, both), put(session, gone, own)
    merge(session, actor(session, cast.admin), cast.chen_da.id, cast.chen_xiao.id, now=NOW)
    seats = session.exec(select(Assignment).order_by(Assignment.id)).all()  # type: ignore[arg-type]
    assert {one.volunteer_id for one in seats} == {keep.volunteer_id}
    assert [one.state for one in seats] == [
        AssignmentState.ACCEPTED, AssignmentState.CANCELLED, AssignmentState.ACCEPTED,
    ]  # fmt: skip
    assert session.get_one(Volunteer, gone.volunteer_id).merged_into == keep.volunteer_id
    assert volunteer_for(session, keep, keep.volunteer_id).person_id == cast.chen_da.id
