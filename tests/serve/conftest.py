"""An installation on disk, empty but migrated."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.serve import migrations
from app.shared import crypto, db
from app.shared import settings as settings_module
from app.shared.settings import Settings, read_settings


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Settings, engine and keys of a data folder of this test's own."""
    home = tmp_path / "home"
    monkeypatch.setenv("LINJU_HOME", str(home))
    monkeypatch.delenv("LINJU_DATABASE_URL", raising=False)
    caches = (settings_module.settings, db.engine, crypto.keys)
    for cached in caches:
        cached.cache_clear()
    found = read_settings({"LINJU_HOME": str(home), "PORT": "8000"})
    home.mkdir(mode=0o700)
    migrations.upgrade()
    yield found
    db.engine().dispose()
    for cached in caches:
        cached.cache_clear()
