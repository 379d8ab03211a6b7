"""Whoever asks for their data gets all of it, and nothing that is somebody else's."""

from __future__ import annotations

from sqlmodel import Session

from app.volunteers.service.corrections import ask_correction
from app.volunteers.service.notice import object_to, put_on_notice
from app.volunteers.service.own_data import own_data
from app.volunteers.service.skills import set_skill
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import actor, phone, put, shift, volunteer
from tests.volunteers.service.ledgers import proposed


def test_own_data_is_all_of_it(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    set_skill(session, me, me.volunteer_id, "nurse", NOW, number="N1")
    put(session, me, shift(session, cast))
    found = own_data(session, me, me.volunteer_id, NOW)
    assert found["volunteer"]["phone"] == phone(1)
    assert found["volunteerskill"][0]["number"] == "N1"
    assert [one["title"] for one in found["shift"]] == ["前台"]
    assert found["agreed"]["agreed"] == found["volunteer"]["agreed_at"] and found["agreed"]["city_agreed"] is None
    assert (found["hourschange"], found["hoursobjection"]) == ([], [])


def test_own_data_has_what_was_said_about_the_hours_but_not_by_whom(session: Session, cast: Cast) -> None:
    me, other = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    for one in (me, other):
        line = proposed(session, cast, one)
        put_on_notice(session, actor(session, cast.cadre), cast.hupan.id, [line.about], NOW)
        object_to(session, line.about, "没有来", "13800000000", NOW)
        ask_correction(session, one, line.about, 30, "多算了", NOW)
    found = own_data(session, me, me.volunteer_id, NOW)
    assert [(one["minutes"], one["reason"]) for one in found["hourschange"]] == [(30, "多算了")]
    assert [(one["words"], "contact" in one) for one in found["hoursobjection"]] == [("没有来", False)]
