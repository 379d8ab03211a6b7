"""Standing in is for a while, and gives no right to more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.models import Grant, Role
from app.accounts.rules.stand_in import LONGEST, check_period, own_cadre_grants
from app.shared.errors import Refused
from app.shared.ids import new_id
from tests.conftest import NOW

HERE, ELSEWHERE = new_id(), new_id()


@pytest.mark.parametrize(
    ("lasts", "code"),
    [
        (timedelta(0), "until_past"),
        (timedelta(days=-1), "until_past"),
        (timedelta(seconds=1), None),
        (LONGEST, None),
        (LONGEST + timedelta(seconds=1), "until_far"),
    ],
)
def test_how_long_one_may_stand_in(lasts: timedelta, code: str | None) -> None:
    if code is None:
        check_period(NOW, NOW + lasts)
        return
    with pytest.raises(Refused) as error:
        check_period(NOW, NOW + lasts)
    assert (error.value.code, error.value.field) == (code, "until")


def grant(**changes) -> Grant:
    return Grant(**({"account_id": new_id(), "role": Role.CADRE, "community_id": HERE} | changes))


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        (grant(), True),
        (grant(grid_id=new_id()), True),
        (grant(community_id=None), True),
        (grant(community_id=ELSEWHERE), False),
        (grant(stand_in=True), False),  # a stand-in does not lead to the next one
        (grant(ended_at=NOW), False),
        (grant(until=NOW), False),
        (grant(role=Role.ADMIN), False),
    ],
)
def test_which_roles_let_one_stand_in(row: Grant, counts: bool) -> None:
    assert bool(own_cadre_grants([row], HERE, NOW)) is counts
