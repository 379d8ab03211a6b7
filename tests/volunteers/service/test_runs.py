"""Runs of the matching: one at a time, in a process of their own, and over when that process is."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from app.shared.clock import now
from app.shared.db import reading, transaction
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.settings import Settings
from app.volunteers import runner
from app.volunteers.forms import WindowForm
from app.volunteers.models import MatchRun, RunState
from app.volunteers.service.own import set_windows
from app.volunteers.service.runs import cancel_run, launch, run_for, runs_of, start_run
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.volunteers.people import MONTH, actor, shift, volunteer

ALWAYS = [WindowForm(weekday=day, since="00:00", until="00:00") for day in range(7)]


def test_a_community_has_one_run_at_a_time(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    first = start_run(session, who, cast.hupan.id, *MONTH, NOW)
    assert start_run(session, actor(session, cast.far_cadre), cast.shanjiao.id, *MONTH, NOW)
    with pytest.raises(Conflict) as told:
        start_run(session, who, cast.hupan.id, *MONTH, NOW)
    assert told.value.code == "run_under_way"
    assert cancel_run(session, who, first.id, NOW).state is RunState.CANCELLED
    assert start_run(session, who, cast.hupan.id, *MONTH, NOW)


def test_a_run_whose_process_is_gone_has_failed(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    row = start_run(session, who, cast.hupan.id, *MONTH, NOW)
    row.state = RunState.RUNNING
    session.flush()
    assert run_for(session, who, row.id, NOW + timedelta(seconds=20)).state is RunState.RUNNING
    found = run_for(session, who, row.id, NOW + timedelta(seconds=21))
    assert (found.state, found.fault) == (RunState.FAILED, "gone")
    later = NOW + timedelta(seconds=21)
    assert [one.state for one in runs_of(session, who, cast.hupan.id, later)] == [RunState.FAILED]
    assert start_run(session, who, cast.hupan.id, *MONTH, later).state is RunState.QUEUED
    assert [one.state for one in runs_of(session, who, cast.hupan.id, later)] == [RunState.QUEUED, RunState.FAILED]


def test_only_days_of_one_month_and_not_for_ever(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    for days in ((date(2026, 3, 31), date(2026, 4, 1)), (date(2026, 3, 2), date(2026, 3, 1))):
        with pytest.raises(Refused):
            start_run(session, who, cast.hupan.id, *days, NOW)
    for seconds in (0.5, 121, float("nan")):
        with pytest.raises(Refused):
            start_run(session, who, cast.hupan.id, *MONTH, NOW, seconds=seconds)


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_runs_it(session: Session, cast: Cast, role: str) -> None:
    who, row = (
        actor(session, getattr(cast, role)),
        start_run(session, actor(session, cast.cadre), cast.hupan.id, *MONTH, NOW),
    )
    for call in (
        lambda: start_run(session, who, cast.hupan.id, *MONTH, NOW), lambda: cancel_run(session, who, row.id, NOW),
        lambda: run_for(session, who, row.id, NOW), lambda: runs_of(session, who, cast.hupan.id, NOW),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            call()


# ---- the process itself ----------------------------------------------------------------------------


@pytest.fixture
def queued(own_home: Settings) -> Iterator[MatchRun]:
    """A run of a month of ten shifts and four people, committed in a data folder of its own."""
    moment = now()
    with transaction() as session:
        cast = make_cast(session)
        first = moment.replace(hour=2, minute=0, second=0, microsecond=0) + timedelta(days=1)
        days = [first + timedelta(days=at) for at in range(10)]
        days = [one for one in days if one.month == first.month]
        for starts_at in days:
            shift(session, cast, starts_at, at=moment)
        for number in range(4):
            me = volunteer(session, cast, f"王{number}", number)
            set_windows(session, me, me.volunteer_id, ALWAYS)
        span = days[0].date(), days[-1].date()
        row = start_run(session, actor(session, cast.cadre), cast.hupan.id, *span, moment)
    yield row


def _row(run_id: object) -> MatchRun:
    with reading() as session:
        return session.get_one(MatchRun, run_id)


@pytest.mark.thorough
def test_a_process_of_its_own_finds_the_plan(queued: MatchRun) -> None:
    assert launch(queued.id).wait(60) == 0
    row = _row(queued.id)
    assert (row.state, row.fault) == (RunState.DONE, "")
    assert row.plan and row.preview
    assert (row.plan["optimal"], len(row.plan["assignments"]), row.plan["empty"]) == (True, row.plan["seats"], [])
    assert row.pid not in (None, os.getpid())


@pytest.mark.thorough
def test_a_run_is_done_once(queued: MatchRun) -> None:
    assert runner.run(queued.id) is RunState.DONE
    assert runner.run(queued.id) is RunState.FAILED
    assert _row(queued.id).state is RunState.DONE


@pytest.mark.thorough
def test_what_goes_wrong_is_said_and_the_next_run_may_begin(queued: MatchRun, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("app.volunteers.runner.matching.match", broken)
    assert runner.run(queued.id) is RunState.FAILED
    row = _row(queued.id)
    assert (row.fault, row.preview is not None, row.plan) == ("ZeroDivisionError", True, None)


def test_to_stop_ends_the_process_and_leaves_the_preview(queued: MatchRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "EVERY", 0.02)
    left: list[int] = []
    told = threading.Event()

    def leave(code: int) -> None:
        left.append(code)
        told.set()

    def endless(problem: object, seconds: float, progress: object) -> object:
        with transaction() as session:
            session.get_one(MatchRun, queued.id).cancel_asked_at = now()
        told.wait(30)  # as the solver would: deaf
        raise InterruptedError

    monkeypatch.setattr("app.volunteers.runner.matching.match", endless)
    runner.run(queued.id, leave=leave)
    row = _row(queued.id)
    assert (left, row.state, row.preview is not None) == ([runner.STOPPED], RunState.CANCELLED, True)


@pytest.mark.thorough
def test_a_run_given_up_for_dead_does_not_come_back(queued: MatchRun, monkeypatch: pytest.MonkeyPatch) -> None:
    real = runner.matching.match

    def slow(*arguments: object, **options: object) -> object:
        with transaction() as session:
            session.get_one(MatchRun, queued.id).state = RunState.FAILED
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("app.volunteers.runner.matching.match", slow)
    runner.run(queued.id, leave=lambda code: None)
    assert (_row(queued.id).state, _row(queued.id).plan) == (RunState.FAILED, None)
