"""What is written beside the readings: somebody who went to the doctor says so with one tap."""

from __future__ import annotations

from sqlmodel import Session

from app.health.models import ConsentKind, MarkKind
from app.health.service.marks import WENT, own_marks
from app.health.state.trends import _mark
from app.shared.clock import local_day
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.people import resident


def test_a_visit_is_an_event_with_the_words_that_are_counted(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo, ConsentKind.KEEP)
    form = {"kind": "visit", "day": local_day(NOW, cast.hupan.zone).isoformat(), "words": "别的话"}
    _mark(session, who, None, form, NOW)
    (made,) = own_marks(session, who)
    assert (made.kind, made.words) == (MarkKind.EVENT, WENT)
