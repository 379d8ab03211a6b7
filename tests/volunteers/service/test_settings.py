from __future__ import annotations

import pytest
from sqlmodel import Session

from app.events.rules.settings import Given
from app.shared.errors import Invalid, NotFound
from app.volunteers.rules.settings import LIMITS, SOURCES, source_of
from app.volunteers.service.find import settings_of
from app.volunteers.service.settings import change_volunteer_settings, volunteer_settings
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import actor


def test_a_value_is_set_with_its_source_and_holds(session: Session, cast: Cast) -> None:
    admin = actor(session, cast.admin)
    given = {"cancel_hours": Given(12, "居委会会议"), "cap_hours": Given(40, "")}
    assert change_volunteer_settings(session, admin, cast.hupan.id, given, NOW) == ["cancel_hours"]
    assert settings_of(session, cast.hupan.id).cancel_hours == 12
    assert settings_of(session, cast.shanjiao.id).cancel_hours == 24
    found = {one.name: one for one in volunteer_settings(session, admin, cast.hupan.id)}
    assert list(found) == list(LIMITS)
    assert (found["cancel_hours"].source, found["cancel_hours"].by) == ("居委会会议", "管理员")


def test_the_public_notice_is_never_shorter_than_three_days(session: Session, cast: Cast) -> None:
    with pytest.raises(Invalid) as told:
        given = {"notice_days": Given(2, "我们的决定")}
        change_volunteer_settings(session, actor(session, cast.admin), cast.hupan.id, given, NOW)
    assert [one.code for one in told.value.errors] == ["number_out_of_range"]
    assert source_of("notice_days") == SOURCES["notice_days"] != source_of("cap_hours")


@pytest.mark.parametrize("role", ["cadre", "cadre_all", "far_cadre", "supervisor", "volunteer", "auditor"])
def test_only_an_admin_sees_and_sets_them(session: Session, cast: Cast, role: str) -> None:
    who = actor(session, getattr(cast, role))
    with pytest.raises(NotFound):
        volunteer_settings(session, who, cast.hupan.id)
    with pytest.raises(NotFound):
        change_volunteer_settings(session, who, cast.hupan.id, {"cap_hours": Given(1, "x")}, NOW)
