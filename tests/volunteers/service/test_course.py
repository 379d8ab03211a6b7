"""need → checked → published → running → done, or called off."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.models import AssignmentState
from app.volunteers.rules.standing import Standing, standing
from app.volunteers.service import course
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import HOUR, TOMORROW, actor, put, shift, volunteer


def test_it_goes_its_way(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), shift(session, cast, published=False)
    seen = [standing(made, NOW)]
    assert course.check_shifts(session, who, [made.id], NOW) == 1
    seen.append(standing(made, NOW))
    assert course.publish_shifts(session, who, [made.id], NOW) == 1
    seen += [standing(made, at) for at in (NOW, TOMORROW, TOMORROW + 2 * HOUR)]
    assert seen == [Standing.NEED, Standing.CHECKED, Standing.PUBLISHED, Standing.RUNNING, Standing.DONE]
    assert (course.check_shifts(session, who, [made.id], NOW), course.publish_shifts(session, who, [made.id], NOW)) == (
        0, 0,
    )  # fmt: skip


def test_it_is_finished_once_it_runs(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), shift(session, cast)
    with pytest.raises(Conflict):
        course.finish_shift(session, who, made.id, NOW)
    course.finish_shift(session, who, made.id, TOMORROW + HOUR)
    assert standing(made, TOMORROW + HOUR) is Standing.DONE


def test_calling_off_says_why_and_once(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), shift(session, cast)
    with pytest.raises(Refused):
        course.cancel_shift(session, who, made.id, " ", NOW)
    course.cancel_shift(session, who, made.id, "台风", NOW)
    assert course.cancel_shift(session, who, made.id, "别的", NOW + timedelta(days=9)).cancelled_why == "台风"
    over = shift(session, cast, NOW - 5 * HOUR)
    with pytest.raises(Conflict):
        course.cancel_shift(session, who, over.id, "台风", NOW)


def test_who_did_not_come_is_noted_and_can_be_put_right(session: Session, cast: Cast) -> None:
    who, made = actor(session, cast.cadre), shift(session, cast)
    row = put(session, volunteer(session, cast, "王一"), made)
    with pytest.raises(Conflict):
        course.mark_no_show(session, who, row.id, True, NOW)
    assert course.mark_no_show(session, who, row.id, True, TOMORROW).state is AssignmentState.NO_SHOW
    assert course.mark_no_show(session, who, row.id, False, TOMORROW).state is AssignmentState.ACCEPTED


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_moves_it_on(session: Session, cast: Cast, role: str) -> None:
    who, made = actor(session, getattr(cast, role)), shift(session, cast)
    row = put(session, volunteer(session, cast, "王一"), made)
    for call in (
        lambda: course.check_shifts(session, who, [made.id], NOW),
        lambda: course.publish_shifts(session, who, [made.id], NOW),
        lambda: course.finish_shift(session, who, made.id, TOMORROW),
        lambda: course.cancel_shift(session, who, made.id, "台风", NOW),
        lambda: course.mark_no_show(session, who, row.id, True, TOMORROW),
    ):
        with pytest.raises(NotFound):
            call()
