"""更正: with a reason, approved by somebody else, added and never overwritten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.models import HoursState, Volunteer
from app.volunteers.service.corrections import ask_correction, corrections, decide_correction
from app.volunteers.service.ledger import service_for
from app.volunteers.service.notice import end_notices
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import actor, volunteer
from tests.volunteers.service.ledgers import credited, proposed

LATER = NOW + timedelta(days=20)


@pytest.mark.parametrize(
    ("minutes", "state", "counts"),
    [(60, HoursState.CORRECTED, 60), (180, HoursState.NOTICE, 120), (0, HoursState.WITHDRAWN, 0)],
)
def test_somebody_else_approves_and_a_line_is_added(
    session: Session, cast: Cast, minutes: int, state: HoursState, counts: int
) -> None:
    line, asks, decides = credited(session, cast), actor(session, cast.cadre), actor(session, cast.cadre_two)
    made = ask_correction(session, asks, line.about, minutes, "对过签到表", NOW)
    decide_correction(session, decides, made.id, True, "", LATER)
    found = service_for(session, asks, line.about)
    assert [one.minutes for one in found.lines] == [120, 120, 120, minutes]
    assert (found.last.state, found.minutes) == (state, counts)
    assert (found.last.reason, found.last.written_by, found.last.approved_by) == (
        "对过签到表", asks.account_id, decides.account_id,
    )  # fmt: skip


def test_more_hangs_out_first_and_then_counts(session: Session, cast: Cast) -> None:
    line, asks = credited(session, cast), actor(session, cast.cadre)
    made = ask_correction(session, asks, line.about, 180, "收拾场地", NOW)
    decide_correction(session, actor(session, cast.cadre_two), made.id, True, "", LATER)
    assert end_notices(session, LATER + timedelta(days=9)) == 1
    assert service_for(session, asks, line.about).minutes == 180


def test_nobody_approves_what_they_asked_for(session: Session, cast: Cast) -> None:
    line, asks = proposed(session, cast), actor(session, cast.cadre)
    made = ask_correction(session, asks, line.about, 60, "提前走了", NOW)
    with pytest.raises(Refused) as refused:
        decide_correction(session, asks, made.id, True, "", NOW)
    assert refused.value.code == "own_correction"


def test_nobody_approves_their_own_hours(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    session.get_one(Volunteer, me.volunteer_id).account_id = cast.cadre.id
    line = proposed(session, cast, me)
    made = ask_correction(session, me, line.about, 180, "留下来收拾", NOW)
    with pytest.raises(Refused):
        decide_correction(session, actor(session, cast.cadre), made.id, True, "", NOW)
    decide_correction(session, actor(session, cast.cadre_two), made.id, True, "", NOW)
    assert service_for(session, me, line.about).last.minutes == 180


def test_turned_down_says_why_and_leaves_it_as_it_was(session: Session, cast: Cast) -> None:
    line, other = credited(session, cast), actor(session, cast.cadre_two)
    made = ask_correction(session, actor(session, cast.cadre), line.about, 60, "提前走了", NOW)
    with pytest.raises(Refused):
        decide_correction(session, other, made.id, False, " ", NOW)
    decide_correction(session, other, made.id, False, "签退是整点", NOW)
    assert len(service_for(session, other, line.about).lines) == 3
    with pytest.raises(Conflict):
        decide_correction(session, other, made.id, True, "", NOW)
    assert corrections(session, other, cast.hupan.id) == []


@pytest.mark.parametrize(("minutes", "reason"), [(-1, "x"), (1441, "x"), (120, "x"), (60, " ")])
def test_what_says_nothing_is_refused(session: Session, cast: Cast, minutes: int, reason: str) -> None:
    line = proposed(session, cast)
    with pytest.raises(Refused):
        ask_correction(session, actor(session, cast.cadre), line.about, minutes, reason, NOW)


def test_one_wish_at_a_time(session: Session, cast: Cast) -> None:
    line, who = proposed(session, cast), actor(session, cast.cadre)
    ask_correction(session, who, line.about, 60, "提前走了", NOW)
    with pytest.raises(Conflict):
        ask_correction(session, who, line.about, 30, "还要早", NOW)
    assert len(corrections(session, who, cast.hupan.id)) == 1


def test_a_volunteer_asks_about_their_own_only(session: Session, cast: Cast) -> None:
    line, other = proposed(session, cast), volunteer(session, cast, "王二", 2)
    with pytest.raises(NotFound):
        ask_correction(session, other, line.about, 60, "提前走了", NOW)


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_asks_or_decides(session: Session, cast: Cast, role: str) -> None:
    line, who = proposed(session, cast), actor(session, getattr(cast, role))
    made = ask_correction(session, actor(session, cast.cadre), line.about, 60, "提前走了", NOW)
    for call in (
        lambda: ask_correction(session, who, line.about, 60, "x", NOW),
        lambda: corrections(session, who, cast.hupan.id),
        lambda: decide_correction(session, who, made.id, True, "", NOW),
    ):
        with pytest.raises(NotFound):
            call()
