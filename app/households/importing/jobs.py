"""The files that wait for a decision, and what is known of each.

One folder a job below `LINJU_HOME/rosters` (0700): the file as it was sent, and `job.json`. On disk and not in memory,
because another process may answer the next question. The file is deleted as soon as it is imported or given up, and an
hour after it came in any case: it holds everybody's identity numbers in the clear.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from app.shared.errors import NotFound
from app.shared.ids import new_id
from app.shared.settings import settings

KEPT = timedelta(hours=1)


class Status(StrEnum):
    """How far a job is."""

    READING = "reading"
    PLANNED = "planned"  # may be imported
    BAD = "bad"  # has problems to mend first
    WRITING = "writing"
    DONE = "done"
    FAILED = "failed"


@dataclass
class Job:
    """What the screen polls. `share` is 0 to 1; `report` what the file says and would change; `counts` what it did."""

    id: str
    account_id: str
    file_name: str
    whole: bool
    language: str
    made_at: str
    status: Status = Status.READING
    share: float = 0.0
    doing: str = ""
    error: str = ""
    digest: str = ""
    report: dict[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return _root() / self.id

    @property
    def file(self) -> Path:
        """The roster as it was sent. Keeps its ending: the reader looks at the content, people at the name."""
        return self.folder / "roster"

    def save(self) -> None:
        """Write `job.json` whole or not at all."""
        draft = self.folder / f"job.{os.getpid()}.draft"
        draft.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")
        draft.replace(self.folder / "job.json")

    def forget_file(self) -> None:
        """Nobody needs the file any more."""
        self.file.unlink(missing_ok=True)


def _root() -> Path:
    return settings().home / "rosters"


def new_job(account_id: UUID, file_name: str, whole: bool, language: str, now: datetime) -> Job:
    """A folder for a file that is about to come in. Old jobs are cleared away first."""
    sweep(now)
    _root().mkdir(mode=0o700, parents=True, exist_ok=True)
    job = Job(str(new_id()), str(account_id), file_name[:200] or "roster", whole, language, now.isoformat())
    job.folder.mkdir(mode=0o700)
    job.save()
    return job


def job_of(account_id: UUID, job_id: str) -> Job:
    """A job of this person. Raises `NotFound`, also for somebody else's."""
    try:
        known = json.loads((_root() / str(UUID(job_id)) / "job.json").read_text(encoding="utf-8"))
    except (ValueError, OSError):
        raise _unknown() from None
    if known["account_id"] != str(account_id):
        raise _unknown()
    return Job(**(known | {"status": Status(known["status"])}))


def remove(job: Job) -> None:
    """Forget a job with its file."""
    shutil.rmtree(job.folder, ignore_errors=True)


def sweep(now: datetime) -> None:
    """Remove what is older than an hour, whatever became of it."""
    for folder, made_at in _all():
        if now - made_at > KEPT:
            shutil.rmtree(folder, ignore_errors=True)


def _all() -> Iterator[tuple[Path, datetime]]:
    for file in _root().glob("*/job.json"):
        try:
            yield file.parent, datetime.fromisoformat(json.loads(file.read_text(encoding="utf-8"))["made_at"])
        except (ValueError, KeyError, OSError):
            shutil.rmtree(file.parent, ignore_errors=True)


def _unknown() -> NotFound:
    return NotFound("job_unknown", "这次导入已经不在了，请重新选文件。")
