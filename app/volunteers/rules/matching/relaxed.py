"""First prices for the seats: the month as one small linear program in which everybody may be shared out in fractions.

Its bound is weaker than that over whole choices (`solve`), but its prices are near the right ones, and it takes a
fraction of the time: without them the first choices are those that nobody would make.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import highspy
import numpy as np

from app.volunteers.rules.matching.eligible import Indices, Numbers
from app.volunteers.rules.matching.people import Person
from app.volunteers.rules.matching.rows import Rows
from app.volunteers.rules.matching.solver import new_solver, run

PIECES = 6  # straight lines that stand for the curve of somebody's hours


def first_prices(rows: Rows, people: Sequence[Person], until: float) -> Numbers:
    """The duals of the shared rows; zeros where there was no time to solve the program."""
    count, seats, shared = len(rows.cost), len(rows.empty), len(rows.low)
    lines: list[tuple[Indices, Numbers, float, float]] = []
    lengths: list[float] = []
    slopes: list[float] = []
    fixed: set[int] = set()
    for person in people:
        fixed.update(person.fixed)
        lines += [(clique, np.ones(len(clique)), -np.inf, 1.0) for clique in cliques(person)]
        edges = np.unique(np.linspace(0, len(person.weight) - 1, PIECES + 1).round().astype(int))
        first = count + seats + len(lengths)
        lengths += list(np.diff(edges).astype(float))
        slopes += list(np.diff(person.weight[edges]) / np.diff(edges))
        pieces = np.arange(first, count + seats + len(lengths))
        hours = np.append(person.pairs, pieces), np.append(person.units, -np.ones(len(pieces))).astype(float)
        lines.append((*hours, 0.0, 0.0))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = count + seats + len(lengths), shared + len(lines)
    lower = np.zeros(lp.num_col_)
    lower[list(fixed)] = 1.0
    lp.col_cost_ = np.concatenate([rows.cost, rows.empty, slopes])
    lp.col_lower_, lp.col_upper_ = lower, np.concatenate([np.ones(count), rows.high[:seats], lengths])
    lp.row_lower_ = np.append(rows.low, [low for _, _, low, _ in lines])
    lp.row_upper_ = np.append(rows.high, [high for _, _, _, high in lines])
    _matrix(lp, rows, lines)
    solver = new_solver()
    solver.passModel(lp)
    found = run(solver, until)
    return np.array(found.row_dual[:shared]) if found.dual_valid else np.zeros(shared)


def _matrix(lp: highspy.HighsLp, rows: Rows, lines: list) -> None:
    count, seats, shared = len(rows.cost), len(rows.empty), len(rows.low)
    row = np.concatenate(
        [rows.row, np.arange(seats), *(np.full(len(one[0]), shared + at) for at, one in enumerate(lines))]
    )
    column = np.concatenate([rows.pair, count + np.arange(seats), *(one[0] for one in lines)])
    value = np.concatenate([rows.value, np.ones(seats), *(one[1] for one in lines)])
    order = np.argsort(row, kind="stable")
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.searchsorted(row[order], np.arange(lp.num_row_ + 1)).astype(np.int32)
    lp.a_matrix_.index_ = column[order].astype(np.int32)
    lp.a_matrix_.value_ = value[order]


def cliques(person: Person) -> Iterator[Indices]:
    """The largest groups of pairs of which every two overlap."""
    order = np.argsort(person.start, kind="stable")
    running: list[int] = []
    grown = False
    for one in order:
        still = [other for other in running if person.free[other] > person.start[one]]
        if grown and len(still) < len(running):
            yield person.pairs[running]
        running, grown = [*still, int(one)], True
    if len(running) > 1:
        yield person.pairs[running]
