"""A HiGHS that says nothing. It must not share a process with ortools, whose copy of the same library it would load."""

from __future__ import annotations

import os
import sys
from functools import cache

import highspy


def new_solver() -> highspy.Highs:
    """An empty program."""
    _greet()
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    return solver


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
