"""What is written beside the readings: somebody who went to the doctor says so with one tap."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from app.health.models import ConsentKind, MarkKind
from app.health.rules.consent import version_of
from app.health.service.consent import give
from app.health.service.marks import WENT, marks_of, own_marks
from app.health.service.whose import owner_of
from app.health.state.trends import _mark
from app.shared.clock import local_day
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.owners import child_of
from tests.health.people import resident


def test_a_visit_is_an_event_with_the_words_that_are_counted(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo, ConsentKind.KEEP)
    form = {"kind": "visit", "day": local_day(NOW, cast.hupan.zone).isoformat(), "words": "别的话"}
    _mark(session, who, None, form, NOW)
    (made,) = own_marks(session, who)
    assert (made.kind, made.words) == (MarkKind.EVENT, WENT)


def test_a_guardian_marks_a_day_of_the_child(session: Session, cast: Cast) -> None:
    father = resident(session, cast.chen_da, ConsentKind.KEEP)
    child = child_of(session, cast.chen_home, date(2018, 1, 1)).id
    give(session, owner_of(session, father), ConsentKind.KEEP, version_of(ConsentKind.KEEP), NOW, child)
    _mark(session, father, child, {"kind": "medication", "day": "2026-03-01", "words": "退烧药"}, NOW)
    assert [one.words for one in marks_of(session, child)] == ["退烧药"]
    assert own_marks(session, father) == []
