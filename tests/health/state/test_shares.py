"""The list of whom one lets see it: one's own, or that of a child."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session

from app.health.models import ConsentKind, Measure, ShareKind
from app.health.rules.consent import version_of
from app.health.service.consent import give
from app.health.service.whose import owner_of
from app.health.state.shares import _board, _share
from app.shared.errors import NotFound
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.owners import child_of
from tests.health.people import DAY, resident

KEEP = ConsentKind.KEEP
FORM: dict[str, Any] = {f"measure_{Measure.BP.value}": "on", "days": "7", "all": "on"}


def test_a_guardian_shares_for_the_child_that_the_address_names(session: Session, cast: Cast) -> None:
    father = resident(session, cast.chen_da, KEEP)
    child = child_of(session, cast.chen_home, date(2018, 1, 1)).id
    give(session, owner_of(session, father), KEEP, version_of(KEEP), NOW - DAY, child)
    made = _share(session, father, child, ShareKind.LINK, FORM, NOW)
    assert "/s/" in made.address and made.qr
    _share(session, father, child, ShareKind.CLINICIAN, FORM | {"account": str(cast.clinician.id)}, NOW)
    board, own = _board(session, father, child, NOW), _board(session, father, None, NOW)
    assert (board.child, {one.kind for one in board.open}) == ("陈小小", {"clinician", "link"})
    assert (own.child, own.open) == ("", [])


def test_for_somebody_else_s_child_there_is_no_list(session: Session, cast: Cast) -> None:
    child = child_of(session, cast.chen_home, date(2018, 1, 1)).id
    who = resident(session, cast.lin_apo, KEEP)
    with pytest.raises(NotFound):
        _board(session, who, child, NOW)
    with pytest.raises(NotFound):
        _share(session, who, child, ShareKind.LINK, FORM, NOW)
