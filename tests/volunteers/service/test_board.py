from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session

from app.shared.errors import NotFound
from app.volunteers.models import AssignmentState
from app.volunteers.rules.standing import Standing
from app.volunteers.service.board import board, board_shift
from app.volunteers.service.course import cancel_shift, mark_no_show
from app.volunteers.service.signing import sign_up
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, actor, need, put, seat_of, shift, volunteer


def test_a_week_shows_every_seat_and_what_is_empty(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    one, new = volunteer(session, cast, "王一"), volunteer(session, cast, "新人", 2, novice=True)
    made = shift(session, cast, needs=[need(count=3, critical=3), need("引导")])
    put(session, one, made)
    put(session, new, made, AssignmentState.PROPOSED, told_at=None)
    off = shift(session, cast)
    cancel_shift(session, who, off.id, "台风", NOW)
    shift(session, cast, NOW + 7 * DAY)
    found = board(session, who, cast.hupan.id, date(2026, 3, 8), NOW)
    assert (found.days[0], found.seats, found.empty) == (date(2026, 3, 2), 4, 2)
    (card,) = found.on(date(2026, 3, 3))
    assert (card.standing, card.untold, [row.need.role for row in card.needs]) == (
        Standing.PUBLISHED, 1, ["接待", "引导"],
    )  # fmt: skip
    assert [(seat.name, seat.draft, seat.novice) for seat in card.needs[0].seats] == [
        ("王一", False, False), ("新人", True, True),
    ]  # fmt: skip


def test_one_shift_says_who_waits(session: Session, cast: Cast) -> None:
    who, one, two = actor(session, cast.cadre), volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    made = shift(session, cast)
    put(session, one, made)
    sign_up(session, two, seat_of(session, made).id, NOW, wait=True)
    assert board_shift(session, who, made.id, NOW).waiting == 1


def test_who_did_not_come_stays_on_the_board_and_has_no_seat(session: Session, cast: Cast) -> None:
    who, one, two = actor(session, cast.cadre), volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    made = shift(session, cast, needs=[need(count=2)])
    row = put(session, one, made)
    put(session, two, made)
    mark_no_show(session, who, row.id, True, made.ends_at)
    (card,) = board_shift(session, who, made.id, made.ends_at).needs
    assert [(seat.name, seat.state) for seat in card.absent] == [("王一", AssignmentState.NO_SHOW)]
    assert ([seat.name for seat in card.seats], card.empty) == (["王二"], 1)


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_sees_the_board(session: Session, cast: Cast, role: str) -> None:
    who, made = actor(session, getattr(cast, role)), shift(session, cast)
    with pytest.raises(NotFound):
        board(session, who, cast.hupan.id, date(2026, 3, 2), NOW)
    with pytest.raises(NotFound):
        board_shift(session, who, made.id, NOW)
