"""A HiGHS that says nothing. It must not share a process with ortools, whose copy of the same library it would load."""

from __future__ import annotations

import os
import sys
import time
from functools import cache

import highspy


def new_solver() -> highspy.Highs:
    """An empty program. One thread: it wins little with more, and a process is held to the number it began with."""
    _greet()
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver


def run(solver: highspy.Highs, until: float) -> highspy.HighsSolution:
    """Solve it before `until`, a `time.monotonic()`. Whether there was time says the solution: `value_valid`,
    `dual_valid`."""
    solver.setOptionValue("time_limit", solver.getRunTime() + max(until - time.monotonic(), 0.01))
    solver.run()
    return solver.getSolution()


@cache
def _greet() -> None:
    """The first one in a process prints its name to standard output, where a plan may have to go."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
