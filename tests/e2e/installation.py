"""An installation of its own for a browser test: data folder, database, server process."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.models import Account
from app.accounts.service.sessions import start_session
from app.shared.clock import now
from app.shared.db import make_engine

LINJU = Path(sys.executable).parent / "linju"
STARTS_WITHIN = 90.0  # seconds; a start takes two, on a machine that builds and tests at once many more


@dataclass
class Installation:
    """`linju serve` on its own port and data folder. `kill()` is SIGKILL to every process; `start()` comes back
    on the same port with the same data."""

    home: Path
    database_url: str
    port: int = 0
    workers: int = 1
    tls: bool = False
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None
    _engine: Engine | None = None

    @property
    def url(self) -> str:
        """`http://localhost:PORT`, a secure context for browsers; `https` with `tls`."""
        return f"{'https' if self.tls else 'http'}://localhost:{self.port}"

    @property
    def log(self) -> Path:
        """What the server printed."""
        return self.home / "server.log"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of this installation's commands."""
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("LINJU_", "REFLEX_", "__REFLEX"))}
        own = {"LINJU_HOME": str(self.home), "LINJU_DATABASE_URL": self.database_url}
        return plain | own | ({"PORT": str(self.port)} if self.port else {}) | self.settings

    def run(self, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run a `linju` command on this installation and wait for it."""
        return subprocess.run(
            [str(LINJU), *arguments], env=self.environment, input=stdin, capture_output=True, text=True, timeout=300
        )

    def start(self) -> Installation:
        """Serve, unless it does already, and return when `/readyz` says 200."""
        if self.process is not None and self.process.poll() is None:
            return self
        self.port = self.port or free_port()
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [str(LINJU), "serve", "--host", "127.0.0.1", "--workers", str(self.workers)] + ["--tls"] * self.tls,
                env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._wait_until_ready()
        return self

    def stop(self) -> None:
        """End cleanly, as Ctrl-C would."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Pull the plug: SIGKILL to the server and its workers."""
        self._end(signal.SIGKILL)

    def restart(self) -> Installation:
        """Kill and start again on the same port."""
        self.kill()
        return self.start()

    @property
    def engine(self) -> Engine:
        """The test's own view of the server's database."""
        if self._engine is None:
            self._engine = make_engine(self.database_url)
        return self._engine

    def sign_in(self, context, login: str, device: str = "test") -> None:
        """Put a session cookie of `login` into a Playwright context. The screen for it has tests of its own."""
        with Session(self.engine) as session, session.begin():
            account = session.exec(select(Account).where(Account.login == login)).one()
            token = start_session(session, account.id, device, "127.0.0.1", now())
        context.add_cookies([{"name": "linju", "value": token, "url": self.url, "httpOnly": True, "sameSite": "Lax"}])

    def remove(self) -> None:
        """Stop what runs and delete the data."""
        self.stop()
        if self._engine is not None:
            self._engine.dispose()
        shutil.rmtree(self.home, ignore_errors=True)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            os.killpg(self.process.pid, how)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.process = None

    def _context(self) -> ssl.SSLContext | None:
        """Trusts the authority that the server has made for itself."""
        authority = self.home / "tls" / "authority.pem"
        return ssl.create_default_context(cafile=authority) if self.tls and authority.exists() else None

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            assert self.process is not None
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.url + "/readyz", timeout=2, context=self._context()):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)  # polling the real condition
        raise AssertionError(f"the server did not start:\n{self.log.read_text()[-3000:]}")


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
