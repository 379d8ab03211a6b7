"""Whoever passes may know when the door is open."""

from __future__ import annotations

import asyncio
from typing import Any

from app.lounge.state import LoungeState
from app.shared.db import transaction
from app.visits.models import CommitteeCard
from tests.test_authorisation import press
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


def test_hours_and_telephone_are_shown_without_signing_in(desk: Desk) -> None:
    with transaction(desk.engine) as session:
        session.add(CommitteeCard(community_id=desk.town.hupan.id, hours="8:30–18:00", phone="154 0000 0110"))
    state: Any = asyncio.run(press(LoungeState, "load", "", (), {}))
    (row,) = state.lounges
    assert (row.name, row.hours, row.phone, row.address) == ("湖畔社区", "8:30–18:00", "154 0000 0110", "")


def test_a_community_that_says_nothing_is_left_out(desk: Desk) -> None:
    state: Any = asyncio.run(press(LoungeState, "load", "", (), {}))
    assert state.lounges == []
