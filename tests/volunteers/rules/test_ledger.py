"""What holds of a service, what counts, and the sums."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.shared.ids import new_id
from app.volunteers.models import Hours, HoursKind, HoursState
from app.volunteers.rules.ledger import after_correction, by_month, in_span, services_of, sums

P, N, C, K, W = (
    HoursState.PROPOSED, HoursState.NOTICE, HoursState.CREDITED, HoursState.CORRECTED, HoursState.WITHDRAWN,
)  # fmt: skip


def lines(
    *steps: tuple[HoursState, int], day: date = date(2026, 3, 2), kind: HoursKind = HoursKind.VERIFIED
) -> list[Hours]:
    about, here = new_id(), UUID(int=1)
    return [
        Hours(
            community_id=here, about=about, number=at, volunteer_id=here, on_day=day, minutes=minutes, kind=kind,
            state=state,
        )
        for at, (state, minutes) in enumerate(steps, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "minutes"),
    [
        ([(P, 120)], 0),
        ([(P, 120), (N, 120)], 0),
        ([(P, 120), (N, 120), (C, 120)], 120),
        ([(P, 120), (N, 120), (C, 120), (K, 60)], 60),
        ([(P, 120), (N, 120), (C, 120), (N, 150)], 120),  # more hangs out first; until then it is as it was
        ([(P, 120), (N, 120), (C, 120), (N, 150), (C, 150)], 150),
        ([(P, 120), (N, 120), (C, 120), (W, 0)], 0),
        ([(P, 120), (W, 0), (P, 60)], 0),
        ([(P, 120), (N, 120), (C, 120), (W, 0), (P, 60)], 0),
    ],
)
def test_what_counts_of_a_service(steps: list[tuple[HoursState, int]], minutes: int) -> None:
    (found,) = services_of(reversed(lines(*steps)))
    assert (found.minutes, found.last.state) == (minutes, steps[-1][0])


@pytest.mark.parametrize(
    ("steps", "minutes", "state"),
    [
        ([(P, 120)], 60, P),
        ([(P, 120), (N, 120)], 60, P),  # other hours than those that hang out are proposed anew
        ([(P, 120), (N, 120), (C, 120)], 60, K),
        ([(P, 120), (N, 120), (C, 120)], 180, N),
        ([(P, 120), (N, 120), (C, 120)], 0, W),
        ([(P, 120)], 0, W),
        ([(P, 120), (N, 120), (C, 120), (W, 0)], 60, P),
    ],
)
def test_where_a_correction_leads(steps: list[tuple[HoursState, int]], minutes: int, state: HoursState) -> None:
    assert after_correction(services_of(lines(*steps))[0], minutes) is state


def test_the_kinds_are_summed_apart_and_by_month() -> None:
    found = services_of(
        lines((C, 120)) + lines((C, 60), kind=HoursKind.MANUAL) + lines((P, 600)) + lines((C, 30), day=date(2026, 4, 1))
    )
    total = sums(found)
    assert (total.verified, total.manual, total.services) == (150, 60, 3)
    assert [(month.month, one.verified, one.manual) for month, one in by_month(found)] == [(4, 30, 0), (3, 120, 60)]
    assert len(in_span(found, date(2026, 3, 1), date(2026, 3, 31))) == 2


@given(st.lists(st.tuples(st.sampled_from([P, N, C, K, W]), st.integers(0, 600)), min_size=1, max_size=8))
def test_only_what_was_credited_or_corrected_counts(steps: list[tuple[HoursState, int]]) -> None:
    (found,) = services_of(lines(*steps))
    assert found.minutes in {0} | {minutes for state, minutes in steps if state in (C, K)}
