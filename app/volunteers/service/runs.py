"""Runs of the matching: asked for here, done in a process of their own (`app.volunteers.runner`).

The row is all that connects the two: the process writes how it goes and looks whether it is to stop; whoever looks at a
run whose process gives no sign of life any more, finds it failed. So a run outlives the server that began it, and a
server that dies leaves none behind that is never over.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.models import MatchRun, RunState
from app.volunteers.rules.rota import month_of
from app.volunteers.service.who import check_coordinator, coordinates

LIVE = (RunState.QUEUED, RunState.RUNNING)
SILENT = timedelta(seconds=20)  # without a sign of life: the process writes one every second
SHORTEST, LONGEST = 1.0, 120.0  # seconds
SHOWN = 20


@dataclass(frozen=True)
class Run:
    """A run as it stands. `progress`: words of the solver, English, for the curious; `fault`: a code, for `failed`:
    `gone`, `problem`, or the name of an exception. `preview`, `plan`: as `payload.write_plan` has them, without who was
    left out (that is `why.why_seat`), with `seats`, `people` and `locked`; None: not yet, or never."""

    id: UUID
    community_id: UUID
    first_on: date
    last_on: date
    state: RunState
    progress: str
    fault: str
    stopping: bool
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    limit_seconds: float
    seconds: float | None
    preview: dict[str, Any] | None
    plan: dict[str, Any] | None
    put_at: datetime | None


def start_run(
    session: Session, who: Actor, community_id: UUID, first_on: date, last_on: date, now: datetime,
    *, seconds: float = 30.0,
) -> MatchRun:  # fmt: skip
    """Ask for the best plan of some local days of one month. Commit, then `launch` it.

    Raises `NotFound`, `Refused`, `Conflict` (`run_under_way`: the community has one at a time).
    """
    check_coordinator(who, community_id)
    if last_on < first_on or month_of(first_on) != month_of(last_on):
        raise Refused("one_month", "一次排一个月里的日子，请看一下日期。", field="last_on")
    if not SHORTEST <= seconds <= LONGEST:
        raise Refused(
            "number_out_of_range",
            "请填 {least} 到 {most}。",
            field="seconds",
            least=f"{SHORTEST:g}",
            most=f"{LONGEST:g}",
        )
    end_silent(session, community_id, now)
    row = MatchRun(
        community_id=community_id, first_on=first_on, last_on=last_on, asked_by=author(who), limit_seconds=seconds,
        created_at=now, seen_at=now,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        raise Conflict("run_under_way", "正在排班，请等它排完，或先停下。") from None
    return row


def launch(run_id: UUID) -> subprocess.Popen[bytes]:
    """Start the process of a run that is committed. It does not end with this one."""
    command = [sys.executable, "-m", "app.volunteers.runner", str(run_id)]
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=None, start_new_session=True)


def cancel_run(session: Session, who: Actor, run_id: UUID, now: datetime) -> Run:
    """Stop a run: its process ends within a second or two. Over already: nothing changes. Raises `NotFound`."""
    row = run_row(session, who, run_id)
    end_silent(session, row.community_id, now)
    session.refresh(row)
    if row.state is RunState.QUEUED:
        row.state, row.ended_at = RunState.CANCELLED, now
    if row.state in LIVE and row.cancel_asked_at is None:
        row.cancel_asked_at, row.cancel_asked_by = now, author(who)
    session.flush()
    return _view(row, now)


def run_for(session: Session, who: Actor, run_id: UUID, now: datetime) -> Run:
    """A run of their community as it stands; one without a sign of life has failed. Raises `NotFound`."""
    return _view(run_row(session, who, run_id), now)


def runs_of(session: Session, who: Actor, community_id: UUID, now: datetime) -> list[Run]:
    """The last runs, newest first. Raises `NotFound`."""
    check_coordinator(who, community_id)
    wanted = select(MatchRun).where(MatchRun.community_id == community_id)
    newest = wanted.order_by(col(MatchRun.created_at).desc(), col(MatchRun.id).desc()).limit(SHOWN)
    return [_view(row, now) for row in session.exec(newest.execution_options(populate_existing=True))]


def run_row(session: Session, who: Actor, run_id: UUID) -> MatchRun:
    """The row itself. Raises `NotFound`."""
    row = session.get(MatchRun, run_id, populate_existing=True)
    if row is None or not coordinates(who, row.community_id):
        raise NotFound("no_such_run", "没有这次排班。", field="run")
    return row


def _view(row: MatchRun, now: datetime) -> Run:
    gone = row.state in LIVE and (row.seen_at or row.created_at) < now - SILENT
    return Run(
        row.id, row.community_id, row.first_on, row.last_on, RunState.FAILED if gone else row.state, row.progress,
        "gone" if gone else row.fault, row.cancel_asked_at is not None, row.created_at, row.started_at, row.ended_at,
        row.limit_seconds, row.seconds, row.preview, row.plan, row.put_at,
    )  # fmt: skip


def end_silent(session: Session, community_id: UUID, now: datetime) -> None:
    """A run whose process is gone has failed; its preview stands, if there is one. Also one that was to be stopped."""
    silent = update(MatchRun).where(
        col(MatchRun.community_id) == community_id, col(MatchRun.state).in_(LIVE), col(MatchRun.seen_at) < now - SILENT
    )
    session.execute(silent.values(state=RunState.FAILED, fault="gone", ended_at=now))
