"""What is shown about volunteers, to themselves and to those who look after them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.shared.errors import NotFound
from app.volunteers.forms import DetailsForm
from app.volunteers.models import AssignmentState, WishKind
from app.volunteers.service.own import change_details, set_languages, set_wish
from app.volunteers.service.profile import partners_of, profile_of, volunteers_of, wishes_of
from app.volunteers.service.skills import set_skill
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import actor, need, phone, put, shift, volunteer


def test_a_profile_says_everything_and_a_colleagues_look_is_recorded(session: Session, cast: Cast) -> None:
    me, other = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    home = cast.door_501.building_id
    change_details(session, me, me.volunteer_id, DetailsForm(limits=["stairs"], home_building_id=home), NOW)
    set_wish(session, me, me.volunteer_id, other.volunteer_id, WishKind.GLADLY, NOW)
    put(session, me, shift(session, cast))
    found = profile_of(session, me, me.volunteer_id, NOW)
    assert (found.name, found.phone, found.limits, found.home) == ("王一", phone(1), ("stairs",), "1栋")
    assert ([name for _, name in found.wishes], found.hours_now) == (["王二"], 2.0)
    seen = select(AccessRecord).where(AccessRecord.action == "volunteer:read")
    assert session.exec(seen).all() == []
    profile_of(session, actor(session, cast.cadre), me.volunteer_id, NOW)
    assert len(session.exec(seen).all()) == 1


def test_the_list_is_by_name_with_what_is_missing(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一", novice=True), volunteer(session, cast, "李二", 2)
    set_skill(session, one, one.volunteer_id, "nurse", NOW)
    set_languages(session, one, one.volunteer_id, ["minnan"])
    change_details(session, two, two.volunteer_id, DetailsForm(born_on=date(1960, 3, 3)), NOW)
    rows = volunteers_of(session, actor(session, cast.cadre), cast.hupan.id, NOW)
    assert [(row.name, row.age, row.unseen, row.novice, row.languages) for row in rows] == [
        ("李二", 65, 0, False, ()), ("王一", None, 1, True, ("minnan",)),
    ]  # fmt: skip
    with pytest.raises(NotFound):
        volunteers_of(session, actor(session, cast.far_cadre), cast.hupan.id, NOW)


def test_partners_are_those_one_has_been_with(session: Session, cast: Cast) -> None:
    me, known, _ = (volunteer(session, cast, name, n) for n, name in enumerate(("王一", "王二", "王三")))
    made = shift(session, cast, needs=[need(count=2)])
    put(session, me, made), put(session, known, made)
    assert [name for _, name in partners_of(session, me)] == ["王二"]


def test_who_was_never_told_or_did_not_come_is_no_partner(session: Session, cast: Cast) -> None:
    me, draft, declined = (volunteer(session, cast, name, n) for n, name in enumerate(("王一", "王二", "王三")))
    made = shift(session, cast, needs=[need(count=3)])
    put(session, me, made)
    put(session, draft, made, AssignmentState.PROPOSED, told_at=None)
    put(session, declined, made, AssignmentState.DECLINED)
    assert partners_of(session, me) == partners_of(session, draft) == partners_of(session, declined) == []


def test_wishes_are_of_those_they_know_or_have_named(session: Session, cast: Cast) -> None:
    me, known, named = (volunteer(session, cast, name, n) for n, name in enumerate(("王一", "王二", "王三")))
    made = shift(session, cast, needs=[need(count=2)])
    put(session, me, made), put(session, known, made)
    set_wish(session, me, me.volunteer_id, named.volunteer_id, WishKind.APART, NOW)
    assert [(name, kind) for _, name, kind in wishes_of(session, me)] == [("王三", WishKind.APART), ("王二", None)]
