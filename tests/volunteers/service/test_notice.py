"""公示: at least three working days, anybody may object, then credited."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.models import DayKind, Hours, HoursObjection, HoursState
from app.volunteers.service.corrections import ask_correction
from app.volunteers.service.days_off import days_off, remove_day, set_days
from app.volunteers.service.ledger import append, service_for
from app.volunteers.service.notice import (
    answer_objection,
    count_due,
    end_notices,
    object_to,
    objections,
    on_notice,
    put_on_notice,
)
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, actor
from tests.volunteers.service.ledgers import proposed

THURSDAY = NOW + 3 * DAY  # the last day of a notice from Monday on


def hung_out(session: Session, cast: Cast) -> Hours:
    line = proposed(session, cast)
    put_on_notice(session, actor(session, cast.cadre), cast.hupan.id, [line.about], NOW)
    return line


def test_it_hangs_three_working_days_and_then_counts(session: Session, cast: Cast) -> None:
    line, who = proposed(session, cast), actor(session, cast.cadre)
    out = put_on_notice(session, who, cast.hupan.id, [line.about], NOW)
    assert (out.count, out.last_on, out.known) == (1, date(2026, 3, 5), False)
    assert end_notices(session, THURSDAY) == 0
    assert service_for(session, who, line.about).minutes == 0
    assert (count_due(session, THURSDAY + DAY), end_notices(session, THURSDAY + DAY)) == (1, 1)
    found = service_for(session, who, line.about)
    assert [one.state for one in found.lines] == [HoursState.PROPOSED, HoursState.NOTICE, HoursState.CREDITED]
    assert (found.minutes, found.last.written_by) == (120, None)
    assert end_notices(session, THURSDAY + 9 * DAY) == 0


def test_twice_hung_out_is_once(session: Session, cast: Cast) -> None:
    line = hung_out(session, cast)
    assert put_on_notice(session, actor(session, cast.cadre), cast.hupan.id, [line.about], NOW).count == 0


def test_days_off_make_it_longer_even_when_they_are_entered_late(session: Session, cast: Cast) -> None:
    hung_out(session, cast)
    admin = actor(session, cast.admin)
    day = date(2026, 3, 4)
    assert set_days(session, admin, cast.hupan.id, day, day + timedelta(days=1), DayKind.OFF, "示例通知", NOW) == 2
    assert end_notices(session, THURSDAY + 4 * DAY) == 0  # Monday: the third working day
    for one in days_off(session, admin, cast.hupan.id, day):
        remove_day(session, admin, one.id)
    assert end_notices(session, THURSDAY + DAY) == 1


def test_an_open_objection_holds_it_until_somebody_answers(session: Session, cast: Cast) -> None:
    line, who = hung_out(session, cast), actor(session, cast.cadre)
    made = object_to(session, line.about, "那天她不在", "13700000009", NOW)
    assert end_notices(session, THURSDAY + DAY) == 0
    assert [one.id for one, _ in objections(session, who, cast.hupan.id)] == [made.id]
    with pytest.raises(Refused):
        answer_objection(session, who, made.id, " ", NOW)
    answer_objection(session, who, made.id, "查过签到，在的", NOW)
    assert session.get_one(HoursObjection, made.id).contact is None  # kept no longer than it serves
    with pytest.raises(Conflict):
        answer_objection(session, who, made.id, "再答", NOW)
    assert end_notices(session, THURSDAY + DAY) == 1


def test_a_wish_for_other_hours_holds_it_too(session: Session, cast: Cast) -> None:
    line = hung_out(session, cast)
    ask_correction(session, actor(session, cast.cadre), line.about, 60, "提前走了", NOW)
    assert end_notices(session, THURSDAY + DAY) == 0


def test_residents_read_masked_names_and_nothing_else(session: Session, cast: Cast) -> None:
    hung_out(session, cast)
    (row,) = on_notice(session, cast.hupan.id)
    assert (row.name, row.what, row.minutes, row.objected) == ("王**", "前台", 120, False)
    assert on_notice(session, cast.door_far.community_id) == []


def test_after_the_notice_an_objection_goes_to_a_person(session: Session, cast: Cast) -> None:
    line = hung_out(session, cast)
    end_notices(session, THURSDAY + DAY)
    with pytest.raises(Conflict):
        object_to(session, line.about, "那天她不在", "", NOW)


def test_two_who_add_a_line_at_once_do_not_both(session: Session, cast: Cast) -> None:
    line = proposed(session, cast)
    append(session, line, HoursState.NOTICE, NOW)
    with pytest.raises(Conflict):
        append(session, line, HoursState.WITHDRAWN, NOW)


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_hangs_out_or_answers(session: Session, cast: Cast, role: str) -> None:
    line, who = hung_out(session, cast), actor(session, getattr(cast, role))
    made = object_to(session, line.about, "不对", "", NOW)
    for call in (
        lambda: put_on_notice(session, who, cast.hupan.id, [line.about], NOW),
        lambda: objections(session, who, cast.hupan.id),
        lambda: answer_objection(session, who, made.id, "在的", NOW),
        lambda: service_for(session, who, line.about),
    ):
        with pytest.raises(NotFound):
            call()


@pytest.mark.parametrize("role", ["cadre", "far_cadre", "supervisor", "auditor", "volunteer"])
def test_only_admins_say_which_days_are_off(session: Session, cast: Cast, role: str) -> None:
    who, day = actor(session, getattr(cast, role)), date(2026, 5, 1)
    set_days(session, actor(session, cast.admin), cast.hupan.id, day, day, DayKind.OFF, "示例通知", NOW)
    (row,) = days_off(session, actor(session, cast.admin), cast.hupan.id, day)
    for call in (
        lambda: set_days(session, who, cast.hupan.id, day, day, DayKind.WORK, "x", NOW),
        lambda: days_off(session, who, cast.hupan.id, day),
        lambda: remove_day(session, who, row.id),
    ):
        with pytest.raises(NotFound):
            call()
