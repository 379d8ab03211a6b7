"""A good plan at once: the preview, and what is left when the time for the best one runs out.

Seats that matter most and that fewest can take come first; each goes to whom it costs least. Then empty seats are
filled by moving somebody who can be replaced, and seats change hands while that makes the plan better.
"""

from __future__ import annotations

import time
from bisect import insort
from collections import Counter
from collections.abc import Iterable

from app.volunteers.rules.matching.eligible import Pairs
from app.volunteers.rules.matching.levels import FAIRNESS
from app.volunteers.rules.matching.people import Choice
from app.volunteers.rules.matching.rows import Rows

BETTER = 1e-6


class Draft:
    """A plan in the making: who sits where, and what each further pair would cost."""

    def __init__(self, pairs: Pairs, rows: Rows) -> None:
        people = pairs.problem.volunteers
        self.volunteer, self.seat = pairs.volunteer.tolist(), pairs.seat.tolist()
        self.shift = pairs.shift_of_seat[pairs.seat].tolist() if self.seat else []
        self.start, self.free = pairs.starts.tolist(), pairs.frees.tolist()
        self.length, self.cost = pairs.hours.tolist(), rows.cost.tolist()
        self.done = [one.past_hours for one in people]
        self.most = [one.past_hours + one.cap_hours for one in people]
        self.wish = [max(one.wish_hours, 1.0) for one in people]
        self.novice = [one.novice for one in people]
        self.ids = [one.id for one in people]
        self.apart = [one.apart for one in people]
        for one in people:  # who is apart from whom holds both ways
            for at, other in enumerate(people) if one.apart else ():
                if other.id in one.apart:
                    self.apart[at] |= {one.id}
        self.open = [seat.need.count for seat in pairs.seats]
        self.busy: list[list[tuple[int, int, int]]] = [[] for _ in people]  # start, free, pair; by start
        self.here: list[set[int]] = [set() for _ in pairs.problem.shifts]  # volunteers
        self.seated: list[set[int]] = [set() for _ in pairs.seats]  # pairs
        self.candidates: list[list[int]] = [[] for _ in pairs.seats]
        for pair, seat in enumerate(self.seat):
            self.candidates[seat].append(pair)
        self.locked = pairs.locked.tolist()
        for pair, fixed in enumerate(self.locked):
            if fixed:
                self.sit(pair)

    def price(self, pair: int) -> float:
        """What it costs that this person takes this seat as well."""
        who, hours = self.volunteer[pair], self.length[pair]
        return self.cost[pair] + FAIRNESS * hours * (self.done[who] + hours / 2) / self.wish[who]

    def may(self, pair: int) -> bool:
        """Whether they could come: free at the time, within their hours, and in the right company."""
        who, at = self.volunteer[pair], self.shift[pair]
        if self.done[who] + self.length[pair] > self.most[who] + 1e-9 or who in self.here[at]:
            return False
        start, free = self.start[at], self.free[at]
        if any(began < free and start < until for began, until, _ in self.busy[who]):
            return False
        return self._company(who, at)

    def _company(self, who: int, at: int) -> bool:
        if self.apart[who] and any(self.ids[other] in self.apart[who] for other in self.here[at]):
            return False
        if not self.novice[who]:
            return True
        novices = sum(self.novice[other] for other in self.here[at])
        return novices < len(self.here[at]) - novices

    def may_leave(self, pair: int) -> bool:
        """Whether the others could stay without them."""
        at, who = self.shift[pair], self.volunteer[pair]
        novices = sum(self.novice[other] for other in self.here[at])
        return not self.locked[pair] and (self.novice[who] or 2 * novices <= len(self.here[at]) - 1)

    def sit(self, pair: int) -> None:
        """They take the seat."""
        who, at = self.volunteer[pair], self.shift[pair]
        insort(self.busy[who], (self.start[at], self.free[at], pair))
        self.here[at].add(who)
        self.seated[self.seat[pair]].add(pair)
        self.open[self.seat[pair]] -= 1
        self.done[who] += self.length[pair]

    def rise(self, pair: int) -> None:
        """They give it up."""
        who, at = self.volunteer[pair], self.shift[pair]
        self.busy[who].remove((self.start[at], self.free[at], pair))
        self.here[at].remove(who)
        self.seated[self.seat[pair]].remove(pair)
        self.open[self.seat[pair]] += 1
        self.done[who] -= self.length[pair]

    def cheapest(self, seat: int) -> int | None:
        """The pair that costs least among those who could come."""
        found = [(self.price(pair), pair) for pair in self.candidates[seat] if self.may(pair)]
        return min(found)[1] if found else None

    def choices(self, people: int) -> list[Choice]:
        """The plan: the pairs of each volunteer."""
        return [tuple(pair for _, _, pair in self.busy[who]) for who in range(people)]


def draft(pairs: Pairs, rows: Rows, until: float, first: Iterable[int] = ()) -> list[Choice]:
    """A whole plan, one choice per volunteer. `until`: a `time.monotonic()`; what is good so far is given then.
    `first`: pairs that are seated before all others, as far as they may."""
    made = Draft(pairs, rows)
    for pair in first:
        if made.open[made.seat[pair]] and made.may(pair):
            made.sit(pair)
    order = sorted(
        range(len(pairs.seats)), key=lambda at: (-pairs.seats[at].need.critical, len(made.candidates[at]), at)
    )
    for seat in order:
        _fill(made, seat)
    for seat in order:
        while made.open[seat] and time.monotonic() < until and _move_somebody(made, seat):
            pass
    while time.monotonic() < until and _improve(made, until):
        pass
    return made.choices(len(pairs.problem.volunteers))


def _fill(made: Draft, seat: int) -> None:
    while made.open[seat] > 0:
        pair = made.cheapest(seat)
        if pair is None:
            return
        made.sit(pair)


def _move_somebody(made: Draft, seat: int) -> bool:
    """Somebody who sits elsewhere takes this seat, and another person theirs."""
    for pair in made.candidates[seat]:
        who, at = made.volunteer[pair], made.shift[pair]
        clash = [other for began, until, other in made.busy[who] if began < made.free[at] and made.start[at] < until]
        if len(clash) != 1 or not made.may_leave(clash[0]):
            continue
        made.rise(clash[0])
        if made.may(pair):
            made.sit(pair)
            instead = made.cheapest(made.seat[clash[0]])
            if instead is not None:
                made.sit(instead)
                return True
            made.rise(pair)
        made.sit(clash[0])
    return False


def _improve(made: Draft, until: float) -> bool:
    """Every seat once: whoever costs less takes it. Returns whether anything changed."""
    changed = False
    for seat, pairs in enumerate(made.seated):
        if time.monotonic() >= until:
            return False
        for pair in sorted(pairs):
            if not made.may_leave(pair):
                continue
            made.rise(pair)
            before, best = made.price(pair), made.cheapest(seat)
            better = best is not None and best != pair and made.price(best) < before - BETTER
            made.sit(best if better and best is not None else pair)
            changed = changed or better
    return changed


def empty_seats(pairs: Pairs, choices: list[Choice]) -> Counter[int]:
    """How many places of each seat stay empty; seats that are full are left out."""
    taken = Counter(int(pairs.seat[pair]) for choice in choices for pair in choice)
    return Counter(
        {at: seat.need.count - taken[at] for at, seat in enumerate(pairs.seats) if seat.need.count > taken[at]}
    )
