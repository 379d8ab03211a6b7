"""What happens to a file that was sent: read and compare, then, when somebody says so, write."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from time import monotonic
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.households.importing.jobs import Job, Status
from app.households.roster.plan import Plan
from app.households.roster.service import apply_import, plan_import, read_for
from app.shared.clock import now
from app.shared.db import reading, transaction
from app.shared.errors import Conflict, DomainError
from app.shared.i18n import translate

log = logging.getLogger("linju.roster")

SHOWN = 200  # problems and people of each kind in a report: a screen, not an archive
_OFTEN = timedelta(seconds=0.25).total_seconds()  # how often progress is written


def _reports(work: Callable[[Job], None]) -> Callable[[Job], None]:
    """What goes wrong becomes the job's error, in the person's language; the file does not stay behind."""

    @wraps(work)
    def told(job: Job) -> None:
        try:
            work(job)
        except DomainError as error:
            _fail(job, error.sentence(job.language))
        except Exception:
            log.exception("roster job %s failed", job.id)
            _fail(job, translate("出了意外，已经记下。请稍后再试。", job.language))

    return told


def _fail(job: Job, sentence: str) -> None:
    job.status, job.error = Status.FAILED, sentence
    job.forget_file()
    job.save()


@_reports
def look(job: Job) -> None:
    """Read the file and work out what importing it would change. Writes nothing but the job."""
    with reading() as session:
        plan = _plan(session, _who(session, job), job)
    job.report = report(plan, job.language)
    job.digest, job.share = plan.digest, 1.0
    job.status = Status.PLANNED if plan.is_good else Status.BAD
    if not plan.is_good:
        job.forget_file()
    job.save()


@_reports
def write(job: Job) -> None:
    """Import what was looked at, all or nothing. Refused when file or register are no longer what was shown."""
    with transaction() as session:
        who = _who(session, job)
        plan = _plan(session, who, job)
        if plan.digest != job.digest:
            raise Conflict("roster_changed", "登记册刚刚有了变化，请重新预览一次再导入。")
        applied = apply_import(session, who, plan, _progress(job), confirmed=True)
    job.status, job.share, job.counts = Status.DONE, 1.0, dict(applied.counts)
    job.forget_file()
    job.save()


def _who(session: Session, job: Job) -> Actor:
    return actor_of(session, UUID(job.account_id), now())


def _plan(session: Session, who: Actor, job: Job) -> Plan:
    tell = _progress(job)
    roster = read_for(
        session, who, job.file, file_name=job.file_name,
        progress=lambda done, total: tell("reading", done / total if total else 0.0),
    )  # fmt: skip
    return plan_import(session, who, roster, whole=job.whole)


def _progress(job: Job) -> Callable[[str, float], None]:
    last = 0.0

    def tell(what: str, share: float) -> None:
        nonlocal last
        if monotonic() - last >= _OFTEN:
            last = monotonic()
            job.doing, job.share = what, round(share, 3)
            job.save()

    return tell


def report(plan: Plan, language: str) -> dict[str, Any]:
    """The report of a dry run, cut to what a screen shows; numbers are those of the whole file."""
    whole = plan.as_json()
    problems = plan.problems or plan.roster.problems
    order = sorted(problems, key=lambda p: (p.severity.value != "error", p.row or 0))
    shown = [p.as_json() | {"message": p.sentence(language)} for p in order[:SHOWN]]
    cut = {name: whole[name][:SHOWN] for name in ("new", "changed", "moved_out")}
    return whole | cut | {
        "problems": shown, "problem_count": len(problems), "confirm": plan.needs_confirmation,
        "nothing": plan.changes_nothing,
    }  # fmt: skip
