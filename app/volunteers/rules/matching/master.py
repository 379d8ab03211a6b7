"""The program over the choices that are known: one choice per person, every seat at most taken once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from app.volunteers.rules.matching.eligible import Indices, Numbers, Pairs
from app.volunteers.rules.matching.levels import FAIRNESS
from app.volunteers.rules.matching.people import Choice, Person
from app.volunteers.rules.matching.rows import Rows
from app.volunteers.rules.matching.solver import new_solver, run

EXACT = 1e-6  # scores closer than this are the same


@dataclass(frozen=True)
class Relaxed:
    """The program with fractions of choices: its value, and its duals of the shared rows and of the people."""

    value: float
    rows: Numbers
    people: Numbers


@dataclass(frozen=True)
class Found:
    """A plan, one choice per person, and what no plan of these choices undercuts."""

    choices: list[Choice]
    score: float
    bound: float


class Master:
    """Choices by number, and the programs over them."""

    def __init__(self, pairs: Pairs, rows: Rows, people: Sequence[Person]) -> None:
        self.pairs, self.rows, self.people, self.hours = pairs, rows, people, pairs.hours
        self.past = np.array([one.past_hours for one in pairs.problem.volunteers])
        self.wish = np.array([max(one.wish_hours, 1.0) for one in pairs.problem.volunteers])
        self.owner: list[int] = []
        self.choices: list[Choice] = []
        self.costs: list[float] = []
        self.known: dict[tuple[int, Choice], int] = {}
        self.entries: list[tuple[Indices, Numbers]] = []  # rows of each choice, and its person's
        self.relaxed = self._interior_point()
        self.passed = 0  # choices that `relaxed` has

    def add(self, owner: int, choice: Choice) -> int:
        """The number of this choice, known or new, in whatever order its pairs come."""
        choice = tuple(sorted(choice))
        at = self.known.setdefault((owner, choice), len(self.choices))
        if at == len(self.choices):
            self.owner.append(owner)
            self.choices.append(choice)
            self.costs.append(self.cost(owner, choice, self.rows.cost))
            entry = self.rows.entries(choice)
            index, value = np.append(self.rows.row[entry], len(self.rows.low) + owner), self.rows.value[entry]
            self.entries.append((index, np.append(value, 1.0)))
        return at

    def numbers(self, plan: Sequence[Choice]) -> list[int]:
        """The numbers of a plan, one choice per person."""
        return [self.add(owner, choice) for owner, choice in enumerate(plan)]

    def cost(self, owner: int, choice: Choice, prices: Numbers) -> float:
        """What somebody's choice costs when its pairs cost `prices`."""
        mine, past = list(choice), self.past[owner]
        done = past + float(self.hours[mine].sum())
        return float(prices[mine].sum()) + FAIRNESS * float(done**2 - past**2) / (2 * float(self.wish[owner]))

    def reduced(self, relaxed: Relaxed) -> Numbers:
        """By how much each choice is dearer than what its person pays in the relaxed program."""
        prices = self.rows.prices(relaxed.rows)
        costs = [self.cost(owner, choice, prices) for owner, choice in zip(self.owner, self.choices, strict=True)]
        return np.array(costs) - relaxed.people[self.owner]

    def relax(self, until: float) -> Relaxed | None:
        """Solve it with fractions, by an interior point: its duals lie amid all that are as good, where the simplex
        method gives a corner, and a large month takes a sixth of the time. None: there was no time."""
        self._pass_on(self.relaxed, range(self.passed, len(self.choices)))
        self.passed = len(self.choices)
        found, shared = run(self.relaxed, until), len(self.rows.low)
        if not found.dual_valid:
            return None
        dual = np.array(found.row_dual)
        value = self.relaxed.getInfo().objective_function_value + self.rows.offset
        return Relaxed(value, dual[:shared], dual[shared:])

    def corner(self, which: Sequence[int], until: float) -> list[tuple[int, float]]:
        """A corner of the program with fractions of these choices: which it takes, and how much of each, the largest
        parts first. Empty: there was no time."""
        solver = self._empty()
        self._pass_on(solver, which)
        solver.setOptionValue("solver", "ipm")
        found = run(solver, until)
        if not found.value_valid:
            return []
        part = np.array(found.col_value[len(self.rows.empty) :])
        return [(which[place], float(part[place])) for place in np.argsort(-part, kind="stable") if part[place] > EXACT]

    def search(self, which: Sequence[int], until: float, gap: float = 0.0) -> Found | None:
        """The best plan made of these choices. `gap`: part of the score that may be missing to the best. None: there
        was no time for any plan. It is told of no plan to begin with: HiGHS 1.16 takes the score of one without what
        presolve has set aside, and ends at once with a bound that does not hold.
        """
        solver = self._empty()
        self._pass_on(solver, which)
        seats = len(self.rows.empty)
        whole = np.arange(seats, seats + len(which), dtype=np.int32)
        solver.changeColsIntegrality(len(whole), whole, np.full(len(whole), highspy.HighsVarType.kInteger))
        # No pool of cuts: over whole choices they find little, and cost most.
        for option, value in (("mip_rel_gap", gap), ("mip_abs_gap", EXACT), ("mip_pool_soft_limit", 1)):
            solver.setOptionValue(option, value)
        solved = run(solver, until)
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        plan = [which[place] for place in np.flatnonzero(np.array(solved.col_value[seats:]) > 0.5).tolist()]
        choices: list[Choice] = [one.fixed for one in self.people]
        for at in plan:
            choices[self.owner[at]] = self.choices[at]
        return Found(choices, self.score(plan), solver.getInfo().mip_dual_bound + self.rows.offset)

    def score(self, plan: Sequence[int]) -> float:
        """What a plan costs, one choice per person by number."""
        return sum(self.costs[at] for at in plan) + float(self.rows.empty @ self._places_left(plan)) + self.rows.offset

    def _places_left(self, plan: Sequence[int]) -> Numbers:
        """How many places of each seat stay empty."""
        seats = len(self.rows.empty)
        entries = [self.entries[at] for at in plan]
        index = np.concatenate([rows for rows, _ in entries])
        taken = np.bincount(
            index, np.concatenate([values for _, values in entries]), len(self.rows.low) + len(self.people)
        )
        return self.rows.high[:seats] - taken[:seats]

    def _empty(self) -> highspy.Highs:
        """The rows, and for each seat how many of its places stay empty."""
        solver = new_solver()
        one, none = np.ones(len(self.people)), np.zeros(0, dtype=np.int32)
        low, high = np.append(self.rows.low, one), np.append(self.rows.high, one)
        solver.addRows(len(low), low, high, 0, none, none, np.zeros(0))
        seats = len(self.rows.empty)
        at = np.arange(seats, dtype=np.int32)
        solver.addCols(seats, self.rows.empty, np.zeros(seats), self.rows.high[:seats], seats, at, at, np.ones(seats))
        return solver

    def _pass_on(self, solver: highspy.Highs, which: Sequence[int]) -> None:
        entries = [self.entries[at] for at in which]
        if not entries:
            return
        starts = np.cumsum([0, *(len(index) for index, _ in entries)])[:-1].astype(np.int32)
        index = np.concatenate([rows for rows, _ in entries]).astype(np.int32)
        value = np.concatenate([values for _, values in entries])
        costs, most = np.array([self.costs[at] for at in which]), np.full(len(which), np.inf)
        solver.addCols(len(which), costs, np.zeros(len(which)), most, len(index), starts, index, value)

    def _interior_point(self) -> highspy.Highs:
        solver = self._empty()
        for option, value in (("solver", "ipm"), ("run_crossover", "off"), ("ipm_optimality_tolerance", 1e-6)):
            solver.setOptionValue(option, value)
        return solver
