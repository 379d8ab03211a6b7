"""A plan on the board: nobody is told, nobody who said yes is moved, and nothing is put where it cannot be any more."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session, select

from app.shared.errors import Conflict, NotFound
from app.volunteers.models import Assignment, AssignmentState, MatchRun, RunState, Shift
from app.volunteers.rules.may_sit import Why
from app.volunteers.service.course import publish_shifts
from app.volunteers.service.leaving import leave
from app.volunteers.service.putting import clear_drafts, drafts_of, put_plan
from app.volunteers.service.runs import start_run
from app.volunteers.service.signing import sign_up
from app.volunteers.service.who import Me
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, MONTH, actor, need, put, seat_of, shift, states, volunteer


def run(session: Session, cast: Cast, *seats: tuple[Me, Shift]) -> MatchRun:
    """A run that is over and has found this."""
    row = start_run(session, actor(session, cast.cadre), cast.hupan.id, *MONTH, NOW)
    found: list[dict[str, Any]] = [
        {"volunteer": str(me.volunteer_id), "shift": str(made.id), "role": str(seat_of(session, made).id)}
        for me, made in seats
    ]
    row.state, row.plan = RunState.DONE, {"assignments": found}
    session.flush()
    return row


def test_a_plan_becomes_drafts_that_are_told_when_published(session: Session, cast: Cast) -> None:
    me, made, who = volunteer(session, cast, "王一"), shift(session, cast), actor(session, cast.cadre)
    row = run(session, cast, (me, made))
    done = put_plan(session, who, row.id, NOW)
    assert (done.placed, done.kept, done.removed, done.left_out) == (1, 0, 0, [])
    (draft,) = drafts_of(session, who, row.id, NOW)
    assert (draft.told_at, draft.state, draft.run_id) == (None, AssignmentState.PROPOSED, row.id)
    again = put_plan(session, who, row.id, NOW)
    assert (again.placed, again.kept) == (0, 1)
    publish_shifts(session, who, [made.id], NOW)
    assert draft.told_at == NOW


def test_what_people_said_stays_and_proposals_that_are_not_kept_go(session: Session, cast: Cast) -> None:
    people = [volunteer(session, cast, f"王{n}", n) for n in range(4)]
    made = [shift(session, cast, NOW + (n + 1) * DAY) for n in range(4)]
    put(session, people[0], made[0], AssignmentState.SIGNED_UP)
    put(session, people[1], made[1], AssignmentState.PROPOSED)  # told
    put(session, people[2], made[2], AssignmentState.PROPOSED, told_at=None)  # a draft
    put(session, people[3], made[3], AssignmentState.PROPOSED, told_at=None, locked=True)
    done = put_plan(session, actor(session, cast.cadre), run(session, cast).id, NOW)
    assert (done.removed, [states(session, one) for one in made]) == (
        2, [[AssignmentState.SIGNED_UP], [AssignmentState.CANCELLED], [], [AssignmentState.PROPOSED]],
    )  # fmt: skip


def test_who_cannot_any_more_is_left_out_by_name_and_reason(session: Session, cast: Cast) -> None:
    one, two, three = (volunteer(session, cast, f"王{n}", n) for n in range(3))
    made, full = shift(session, cast), shift(session, cast, NOW + 3 * DAY)
    row = run(session, cast, (one, made), (two, full))
    leave(session, one, one.volunteer_id, NOW)
    sign_up(session, three, seat_of(session, full).id, NOW)
    done = put_plan(session, actor(session, cast.cadre), row.id, NOW)
    assert (done.placed, [(name, shift.id, why) for name, shift, why in done.left_out]) == (
        0, [("王0", made.id, Why.LEFT)],
    )  # fmt: skip
    assert states(session, full) == [AssignmentState.SIGNED_UP]


def test_newcomers_are_put_beside_the_experienced_in_whatever_order(session: Session, cast: Cast) -> None:
    new, old = volunteer(session, cast, "新人", novice=True), volunteer(session, cast, "老手", 2)
    made = shift(session, cast, needs=[need(count=2)])
    assert (
        put_plan(session, actor(session, cast.cadre), run(session, cast, (new, made), (old, made)).id, NOW).placed == 2
    )


def test_two_seats_at_one_time_in_an_old_plan_are_one(session: Session, cast: Cast) -> None:
    me, one, two = volunteer(session, cast, "王一"), shift(session, cast), shift(session, cast)
    done = put_plan(session, actor(session, cast.cadre), run(session, cast, (me, one), (me, two)).id, NOW)
    assert (done.placed, [why for _, _, why in done.left_out]) == (1, [Why.OVERLAP])


def test_a_preview_stands_when_there_is_no_plan_and_drafts_can_be_cleared(session: Session, cast: Cast) -> None:
    me, made, who = volunteer(session, cast, "王一"), shift(session, cast), actor(session, cast.cadre)
    row = run(session, cast, (me, made))
    row.preview, row.plan, row.state = row.plan, None, RunState.CANCELLED
    with pytest.raises(Conflict):
        put_plan(session, who, row.id, NOW)
    assert put_plan(session, who, row.id, NOW, "preview").placed == 1
    assert (clear_drafts(session, who, row.id, NOW), session.exec(select(Assignment)).all()) == (1, [])


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_puts_it(session: Session, cast: Cast, role: str) -> None:
    row, who = run(session, cast), actor(session, getattr(cast, role))
    for call in (
        lambda: put_plan(session, who, row.id, NOW), lambda: clear_drafts(session, who, row.id, NOW),
        lambda: drafts_of(session, who, row.id, NOW),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            call()
