"""Who may sit where, and why not. Every pair that is left out keeps its reason: that is what people are told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.volunteers.rules.matching.problem import Need, Problem, Shift
from app.volunteers.rules.matching.windows import in_window

Matrix = NDArray[np.uint8]
Numbers = NDArray[np.float64]
Indices = NDArray[np.int64]


class Reason(IntEnum):
    """Why somebody cannot take a shift; the first that holds."""

    NONE = 0
    DECLINED = 1
    SKILL = 2
    WINDOW = 3
    DISTANCE = 4
    CAP = 5  # one shift is longer than all they may do

    @property
    def code(self) -> str:
        """As files and screens name it."""
        return self.name.lower()


@dataclass(frozen=True)
class Seat:
    """All seats of one role in one shift. `at`: the index of the shift."""

    at: int
    shift: Shift
    need: Need


@dataclass(frozen=True)
class Pairs:
    """Who may sit where: one column each of `volunteer` and `seat` (indices), `km`, `prefers`, `locked`."""

    problem: Problem
    seats: tuple[Seat, ...]
    reasons: Matrix  # volunteers × shifts, without skills
    lacking: Matrix  # volunteers × seats: 1 where the skill is missing
    km: Numbers  # volunteers × shifts
    volunteer: Indices
    seat: Indices
    locked: NDArray[np.bool_]

    @cached_property
    def prefers(self) -> Numbers:
        """0 to 2 per pair."""
        people, seats = self.problem.volunteers, self.seats
        wishes = [people[v].prefers.get(seats[q].shift.id, 0) for v, q in zip(self.volunteer, self.seat, strict=True)]
        return np.array(wishes, dtype=float)

    @cached_property
    def distance(self) -> Numbers:
        """Kilometres per pair, one way."""
        return self.km[self.volunteer, self.shift_of_seat[self.seat]]

    @cached_property
    def hours(self) -> Numbers:
        """Hours per pair."""
        return np.array([seat.shift.hours for seat in self.seats])[self.seat] if self.seats else np.zeros(0)

    @cached_property
    def shift_of_seat(self) -> Indices:
        """Index of the shift per seat."""
        return np.array([seat.at for seat in self.seats], dtype=np.int64)

    @cached_property
    def _open(self) -> NDArray[np.bool_]:
        found = np.zeros(self.lacking.shape, dtype=bool)
        found[self.volunteer, self.seat] = True
        return found

    def is_open(self, volunteer: int, seat: int) -> bool:
        """Whether this pair may be chosen."""
        return bool(self._open[volunteer, seat])

    @cached_property
    def starts(self) -> Indices:
        """Per shift: minutes since the first one began."""
        return self._minutes([shift.start for shift in self.problem.shifts])

    @cached_property
    def frees(self) -> Indices:
        """Per shift: when whoever was there can begin the next one."""
        return self._minutes([shift.end for shift in self.problem.shifts]) + self.problem.travel_minutes

    def _minutes(self, moments: list[datetime]) -> Indices:
        first = min((shift.start for shift in self.problem.shifts), default=None)
        return np.array([round((one - first).total_seconds() / 60) for one in moments], dtype=np.int64)  # type: ignore[operator]

    def why_not(self, volunteer: int, seat: int) -> Reason:
        """The reason of a pair that is left out; `NONE` for one that is in."""
        found = Reason(int(self.reasons[volunteer, self.seats[seat].at]))
        return Reason.SKILL if self.lacking[volunteer, seat] and found is not Reason.DECLINED else found


def pairs_of(problem: Problem) -> Pairs:
    """Look at everybody and every seat. A lock counts as said yes to its hours and its way."""
    seats = tuple(Seat(at, shift, need) for at, shift in enumerate(problem.shifts) for need in shift.needs)
    km = _kilometres(problem)
    reasons, lacking = _reasons(problem, km), _lacking(problem, seats)
    fixed = _fixed(problem, seats)
    at = np.array([seat.at for seat in seats], dtype=np.int64)
    open_ = (reasons[:, at] == 0) & (lacking == 0)
    locked = np.zeros(open_.shape, dtype=np.bool_)
    for who, place in fixed:
        locked[who, place] = True
    volunteer, seat = np.nonzero(open_ | locked)
    return Pairs(problem, seats, reasons, lacking, km, volunteer, seat, locked[volunteer, seat])


def _fixed(problem: Problem, seats: tuple[Seat, ...]) -> list[tuple[int, int]]:
    people = {one.id: at for at, one in enumerate(problem.volunteers)}
    places = {(seat.shift.id, seat.need.role): at for at, seat in enumerate(seats)}
    return [(people[one.volunteer], places[one.shift, one.role]) for one in problem.locks]


def _reasons(problem: Problem, km: Numbers) -> Matrix:
    """The weakest reason is written first, the one that is told last."""
    people, shifts = problem.volunteers, problem.shifts
    found = np.zeros((len(people), len(shifts)), dtype=np.uint8)
    hours = np.array([shift.hours for shift in shifts])
    caps = np.array([one.cap_hours for one in people])
    found[caps[:, None] < hours[None, :] - 1e-9] = Reason.CAP
    most = np.array([np.inf if one.max_km is None else one.max_km for one in people])
    found[km > most[:, None] + 1e-9] = Reason.DISTANCE
    found[~in_window(problem)] = Reason.WINDOW
    column = {shift.id: at for at, shift in enumerate(shifts)}
    for row, one in enumerate(people):
        for shift_id in one.declined:
            if shift_id in column:
                found[row, column[shift_id]] = Reason.DECLINED
    return found


def _kilometres(problem: Problem) -> Numbers:
    """Straight lines; 0 where a place is not known."""

    def points(places: list[tuple[float, float] | None]) -> Numbers:
        return np.array([(np.nan, np.nan) if at is None else at for at in places], dtype=float).reshape(-1, 2)

    homes = points([one.home for one in problem.volunteers])
    places = points([one.place for one in problem.shifts])
    apart = homes[:, None, :] - places[None, :, :]
    return np.nan_to_num(np.hypot(apart[..., 0], apart[..., 1]))


def _lacking(problem: Problem, seats: tuple[Seat, ...]) -> Matrix:
    found = np.zeros((len(problem.volunteers), len(seats)), dtype=np.uint8)
    for skill in {seat.need.skill for seat in seats if seat.need.skill is not None}:
        without = np.array([skill not in one.skills for one in problem.volunteers])
        wanted = np.array([seat.need.skill == skill for seat in seats])
        found[np.ix_(without, wanted)] = 1
    return found
