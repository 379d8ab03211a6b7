"""`python -m app.volunteers.runner RUN_ID`: the process of one run of the matching.

It says how it goes in the row of the run once a second, and ends at once when the row says so: the solver cannot be
asked to stop in the middle, so the process goes with it. What it had found until then, the preview, stands.
"""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from app.shared.clock import now
from app.shared.db import reading, transaction
from app.volunteers.models import MatchRun, RunState
from app.volunteers.payload import write_plan
from app.volunteers.rules.matching import plan as matching
from app.volunteers.rules.matching.check import faults
from app.volunteers.rules.matching.problem import Problem
from app.volunteers.service.planning import month_for
from app.volunteers.service.problems import problem_of

log = logging.getLogger("linju.matching")
EVERY = 1.0  # seconds between signs of life
STOPPED = 3  # exit code
Leave = Callable[[int], Any]


def run(run_id: UUID, leave: Leave = os._exit) -> RunState:
    """Do it. `leave`: ends this process when the run is to stop. Returns how the run ended."""
    claimed = _claim(run_id)
    if claimed is None:
        return RunState.FAILED  # somebody else's, cancelled, or gone
    said, over = ["reading"], threading.Event()
    watch = threading.Thread(target=_watch, args=(run_id, said, over, leave), daemon=True)
    watch.start()
    try:
        return _work(run_id, claimed, said)
    except Exception as error:
        log.exception("run %s failed", run_id)
        _end(run_id, RunState.FAILED, fault=type(error).__name__)
        return RunState.FAILED
    finally:
        over.set()
        watch.join()


def _work(run_id: UUID, row: MatchRun, said: list[str]) -> RunState:
    with reading() as session:
        problem = problem_of(session, month_for(session, row.community_id, row.first_on, row.last_on, now()))
    wrong = faults(problem)
    if wrong:
        log.error("run %s: %s", run_id, "; ".join(wrong))
        _end(run_id, RunState.FAILED, fault="problem")
        return RunState.FAILED
    said[0] = "preview"
    _write(run_id, preview=_short(problem, matching.preview(problem)))

    def tell(words: str) -> None:
        said[0] = words

    found = matching.match(problem, row.limit_seconds, progress=tell)
    done = _end(run_id, RunState.DONE, plan=_short(problem, found), seconds=found.seconds)
    return RunState.DONE if done else RunState.CANCELLED


def _short(problem: Problem, found: matching.Plan) -> dict[str, Any]:
    """Without everybody who was left out: that is told from the tables, person by person."""
    written = write_plan(found)
    del written["excluded"]
    seats = sum(need.count for shift in problem.shifts for need in shift.needs)
    return written | {"seats": seats, "people": len(problem.volunteers), "locked": len(problem.locks)}


def _claim(run_id: UUID) -> MatchRun | None:
    """One statement decides: a run is done once."""
    mine = (
        update(MatchRun)
        .where(col(MatchRun.id) == run_id, col(MatchRun.state) == RunState.QUEUED)
        .values(
            state=RunState.RUNNING, pid=os.getpid(), host=socket.gethostname()[:64], started_at=now(), seen_at=now()
        )
    )
    with transaction() as session:
        if session.execute(mine.returning(col(MatchRun.id))).first() is None:
            return None
        return session.get_one(MatchRun, run_id)


def _watch(run_id: UUID, said: list[str], over: threading.Event, leave: Leave) -> None:
    """Signs of life. A database that does not answer for a moment is no reason to stop."""
    while not over.wait(EVERY):
        try:
            with transaction() as session:
                row = session.get_one(MatchRun, run_id)
                row.seen_at, row.progress = now(), said[0][:200]
                stop = row.state is not RunState.RUNNING or row.cancel_asked_at is not None
                if stop and row.state is RunState.RUNNING:
                    row.state, row.ended_at = RunState.CANCELLED, now()
        except Exception:
            log.exception("run %s: no sign of life could be written", run_id)
            continue
        if stop:
            leave(STOPPED)
            return


def _write(run_id: UUID, **columns: Any) -> None:
    with transaction() as session:
        session.execute(update(MatchRun).where(col(MatchRun.id) == run_id).values(seen_at=now(), **columns))


def _end(run_id: UUID, state: RunState, **columns: Any) -> bool:
    """Returns whether it counted: a run that was stopped or given up meanwhile stays so."""
    ended = update(MatchRun).where(col(MatchRun.id) == run_id, col(MatchRun.state) == RunState.RUNNING)
    ended = ended.values(state=state, ended_at=now(), seen_at=now(), progress="", **columns)
    with transaction() as session:
        return session.execute(ended.returning(col(MatchRun.id))).first() is not None


def main() -> None:
    """The command."""
    logging.basicConfig(level=logging.INFO, format="%(name)s %(levelname)s %(message)s")
    import app.tables  # noqa: F401  every table a query may join

    sys.exit(0 if run(UUID(sys.argv[1])) is RunState.DONE else 1)


if __name__ == "__main__":
    main()
