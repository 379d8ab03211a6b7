from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from app.shared.errors import NotFound
from app.volunteers.payload import read_problem
from app.volunteers.service.exporting import as_json, export_problem
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.months import tiny
from tests.volunteers.people import MONTH, actor, need, put, shift
from tests.volunteers.service.test_problems import problem, ready


@given(st.integers())
def test_what_is_written_is_read_as_the_same_problem(seed: int) -> None:
    made = tiny(Random(seed))
    found = read_problem(json.dumps(as_json(made)))
    assert found == made


def test_a_month_leaves_without_names(session: Session, cast: Cast) -> None:
    me = ready(session, cast, "王一")
    put(session, me, shift(session, cast, needs=[need(age_until=99, count=2), need("引导")], x_km=0.1, y_km=0.2))
    written = json.dumps(export_problem(session, actor(session, cast.cadre), cast.hupan.id, *MONTH, NOW))
    assert "王一" not in json.dumps(json.loads(written), ensure_ascii=False)
    assert read_problem(written) == problem(session, cast)


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "clinician", "supervisor", "auditor"])
def test_nobody_else_takes_it_out(session: Session, cast: Cast, role: str) -> None:
    with pytest.raises(NotFound):
        export_problem(session, actor(session, getattr(cast, role)), cast.hupan.id, *MONTH, NOW)
