"""What holds for several people at once: each seat taken once, beginners beside the experienced, some people apart.

What holds for one person alone (no two shifts at a time, hours) is in `months`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.volunteers.rules.matching.eligible import Indices, Numbers, Pairs
from app.volunteers.rules.matching.levels import CHANGE, DISTANCE, EMPTY, GLADLY, PREFERENCE
from app.volunteers.rules.matching.problem import Assignment


@dataclass(frozen=True)
class Rows:
    """low ≤ Σ entries ≤ high per row; the first rows are the seats, where what is missing to `high` stays empty.

    Entries: `pair`, `row`, `value`, sorted by pair; those of pair p are `first[p]:first[p + 1]`.
    `cost`: per pair; `empty`: what one empty place of a seat costs; `offset`: paid whatever is chosen.
    """

    pair: Indices
    row: Indices
    value: Numbers
    first: Indices
    low: Numbers
    high: Numbers
    cost: Numbers
    empty: Numbers
    offset: float

    def prices(self, dual: Numbers) -> Numbers:
        """What each pair costs when the rows cost `dual`."""
        return self.cost - np.bincount(self.pair, self.value * dual[self.row], len(self.cost))

    def entries(self, pairs: Sequence[int]) -> Indices:
        """Which entries are those of these pairs, one pair after the other."""
        since = self.first[list(pairs)]
        count = self.first[[pair + 1 for pair in pairs]] - since
        return np.repeat(since - np.append(0, np.cumsum(count)[:-1]), count) + np.arange(count.sum())


def rows_of(pairs: Pairs) -> Rows:
    """The rows of the whole month."""
    found = [(pair, int(seat), 1.0) for pair, seat in enumerate(pairs.seat)]
    company = _company(pairs)
    seats = len(pairs.seats)
    found += [(pair, seats + at, value) for at, (entries, _) in enumerate(company) for pair, value in entries]
    found.sort()
    pair, row, value = (np.array(column) for column in zip(*found, strict=True)) if found else (np.zeros(0),) * 3
    wanted = np.array([seat.need.count for seat in pairs.seats], dtype=float)
    saved, offset = _changes(pairs)
    return Rows(
        pair=pair.astype(np.int64), row=row.astype(np.int64), value=value.astype(float),
        first=np.searchsorted(pair, np.arange(len(pairs.seat) + 1)),
        low=np.append(wanted, np.full(len(company), -np.inf)),
        high=np.append(wanted, [limit for _, limit in company]),
        cost=PREFERENCE * (GLADLY - pairs.prefers) + DISTANCE * pairs.distance - saved,
        empty=EMPTY * np.array([seat.need.critical for seat in pairs.seats], dtype=float), offset=offset,
    )  # fmt: skip


def _company(pairs: Pairs) -> list[tuple[list[tuple[int, float]], float]]:
    """Beginners: at most as many as experienced people in the shift. Some people are not put together. Whom somebody
    has locked in, against that, stays; it is not made worse.
    """
    people = pairs.problem.volunteers
    if not any(one.novice or one.apart for one in people):
        return []
    at: dict[int, list[int]] = defaultdict(list)
    for pair, seat in enumerate(pairs.seat):
        at[pairs.seats[seat].at].append(pair)
    found: list[tuple[list[tuple[int, float]], float]] = []
    for shift in at.values():
        signs = [(pair, 1.0 if people[pairs.volunteer[pair]].novice else -1.0) for pair in shift]
        if any(sign > 0 for _, sign in signs):
            found.append((signs, max(0.0, sum(sign for pair, sign in signs if pairs.locked[pair]))))
        for both in _apart(pairs, shift):
            found.append(([(pair, 1.0) for pair in both], max(1.0, float(pairs.locked[both].sum()))))
    return found


def _apart(pairs: Pairs, shift: list[int]) -> list[list[int]]:
    """The pairs of every two people who are not put together, in one shift."""
    here: dict[str, list[int]] = defaultdict(list)
    for pair in shift:
        here[pairs.problem.volunteers[pairs.volunteer[pair]].id].append(pair)
    apart = {one.id: one.apart for one in pairs.problem.volunteers}
    couples = {tuple(sorted((one, other))) for one in here for other in apart[one] if other in here and other != one}
    return [here[one] + here[other] for one, other in sorted(couples)]


def _changes(pairs: Pairs) -> tuple[Numbers, float]:
    """What keeping a proposed assignment saves, and what all of them cost if none is kept."""
    proposed, people = set(pairs.problem.proposed), pairs.problem.volunteers
    saved = np.zeros(len(pairs.volunteer))
    for pair, (who, at) in enumerate(zip(pairs.volunteer, pairs.seat, strict=True)) if proposed else ():
        seat = pairs.seats[at]
        if Assignment(seat.shift.id, seat.need.role, people[who].id) in proposed:
            saved[pair] = CHANGE
    return saved, CHANGE * len(proposed)
