from __future__ import annotations

from datetime import timedelta

import pytest

from app.health.models import Measure, ShareGrant, ShareKind
from app.health.rules.sharing import LONGEST, Standing, Terms, check_terms, measures_of, standing
from app.shared.errors import Refused
from app.shared.ids import new_id
from tests.conftest import NOW

DAY = timedelta(days=1)


def test_something_is_shared_until_some_day_within_a_year() -> None:
    check_terms(Terms((Measure.BP,), NOW + LONGEST), NOW)
    for wrong in (Terms((), NOW + DAY), Terms((Measure.BP,), NOW), Terms((Measure.BP,), NOW + LONGEST + DAY)):
        with pytest.raises(Refused):
            check_terms(wrong, NOW)


def test_a_grant_opens_until_its_end_and_never_after_it_was_taken_back() -> None:
    grant = ShareGrant(community_id=new_id(), person_id=new_id(), kind=ShareKind.LINK, until=NOW + DAY)
    assert standing(grant, NOW) is Standing.OPEN
    assert standing(grant, NOW + DAY) is Standing.OVER
    grant.revoked_at = NOW
    assert standing(grant, NOW) is standing(grant, NOW + DAY) is Standing.REVOKED


def test_what_is_no_measure_is_left_out() -> None:
    assert measures_of(["glucose", "bp", "soul", ""]) == (Measure.BP, Measure.GLUCOSE)
