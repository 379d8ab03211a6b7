"""The doctor says whether what guests typed goes in time."""

from __future__ import annotations

from datetime import timedelta

from app.serve import doctor
from app.shared.db import transaction
from app.shared.settings import Settings
from app.tidy.service import tidy_now
from tests.cast import make_cast
from tests.conftest import NOW
from tests.events.events import come, event

DUE = NOW + timedelta(days=31)


def test_guests_who_are_kept_too_long_are_a_problem_until_it_is_tidied(own_home: Settings) -> None:
    with transaction() as session:
        cast = make_cast(session)
        come(session, event(session, cast, walk_in=True).id, "王芳", 1)
    assert doctor._tidy(NOW).well, "nothing is due"
    found = doctor._tidy(DUE)
    assert not found.well and "1 guests of 1 events" in found.text and "linju tidy" in found.mend
    tidy_now("guests", DUE)
    assert doctor._tidy(DUE).well and "1 events, 1 guests" in doctor._tidy(DUE).text
