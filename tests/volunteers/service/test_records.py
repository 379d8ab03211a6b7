"""志愿服务记录: from credited hours, checked by its code, taken back, erased."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.models import Hours, ServiceRecord
from app.volunteers.rules.service_record import Standing
from app.volunteers.service.corrections import ask_correction, decide_correction
from app.volunteers.service.leaving import erase
from app.volunteers.service.records import check_record, make_record, record_paper, records_of, withdraw_record
from app.volunteers.service.who import Me
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import actor, volunteer
from tests.volunteers.service.ledgers import credited, proposed

SPAN = date(2026, 1, 1), date(2026, 12, 31)


def handed_out(session: Session, cast: Cast) -> tuple[Me, ServiceRecord, Hours]:
    me = volunteer(session, cast, "王一")
    line = credited(session, cast, me)
    return me, make_record(session, me, me.volunteer_id, *SPAN, NOW), line


def test_anybody_checks_it_and_learns_no_name(session: Session, cast: Cast) -> None:
    me, made, _ = handed_out(session, cast)
    found = check_record(session, f"{made.code[:4]}-{made.code[4:8]}-{made.code[8:]}".lower())
    assert found is not None
    assert (found.standing, found.name, found.verified, found.manual) == (Standing.GOOD, "王**", 120, 0)
    assert (found.since, found.until, found.community) == (*SPAN, cast.hupan.name)
    assert record_paper(session, me, made.id).name == "王一"
    assert check_record(session, "AAAABBBBCCCC") is None
    assert check_record(session, "") is None


def test_only_credited_hours_are_on_it(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    proposed(session, cast, me)
    with pytest.raises(Refused) as refused:
        make_record(session, me, me.volunteer_id, *SPAN, NOW)
    assert refused.value.code == "nothing_credited"
    with pytest.raises(Refused):
        make_record(session, me, me.volunteer_id, *reversed(SPAN), NOW)


def test_it_says_when_hours_were_put_right_since(session: Session, cast: Cast) -> None:
    me, made, line = handed_out(session, cast)
    change = ask_correction(session, actor(session, cast.cadre), line.about, 60, "提前走了", NOW)
    decide_correction(session, actor(session, cast.cadre_two), change.id, True, "", NOW)
    found = check_record(session, made.code)
    assert found is not None
    assert (found.standing, found.verified, found.verified_now) == (Standing.CHANGED, 120, 60)
    with pytest.raises(Conflict):
        record_paper(session, me, made.id)


def test_taken_back_says_why(session: Session, cast: Cast) -> None:
    me, made, _ = handed_out(session, cast)
    with pytest.raises(Refused):
        withdraw_record(session, actor(session, cast.cadre), made.id, "", NOW)
    withdraw_record(session, actor(session, cast.cadre), made.id, "开错了人", NOW)
    found = check_record(session, made.code)
    assert found is not None
    assert (found.standing, found.withdrawn_why) == (Standing.WITHDRAWN, "开错了人")
    with pytest.raises(NotFound):
        record_paper(session, me, made.id)


def test_erased_leaves_no_name(session: Session, cast: Cast) -> None:
    me, made, _ = handed_out(session, cast)
    erase(session, me, me.volunteer_id, NOW + timedelta(days=30))
    session.expire_all()
    found = check_record(session, made.code)
    assert found is not None
    assert (found.standing, found.name) == (Standing.ERASED, "")
    assert len(session.exec(select(Hours)).all()) == 3  # they still count for the community


def test_others_see_none_of_it(session: Session, cast: Cast) -> None:
    me, made, _ = handed_out(session, cast)
    roles = ("far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor")
    for who in (volunteer(session, cast, "王二", 2), *(actor(session, getattr(cast, role)) for role in roles)):
        for call in (
            lambda who=who: make_record(session, who, me.volunteer_id, *SPAN, NOW),
            lambda who=who: records_of(session, who, me.volunteer_id),
            lambda who=who: record_paper(session, who, made.id),
            lambda who=who: withdraw_record(session, who, made.id, "x", NOW),
        ):
            with pytest.raises(NotFound):
                call()
