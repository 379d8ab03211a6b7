"""Backup: database, keys and photos as one archive (`restore.py` reads it).

The archive is as secret as the data folder, because it holds the keys beside what they open. It is a .tar.gz with
`manifest.json` first: what is inside, with a SHA-256 each, so that a damaged copy is refused untouched.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url

from app.serve.migrations import standing
from app.serve.problem import Problem
from app.shared.settings import Settings

FORMAT = 1
DATABASE = "linju.db"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Backup:
    """What was written. `left_out` says what the operator must save in another way."""

    file: Path
    files: int
    bytes: int
    left_out: tuple[str, ...]


def back_up(found: Settings, target: Path, now: datetime) -> Backup:
    """Write the archive; the server may go on running. Raises `Problem`. Nothing half-written is left."""
    if target.exists():
        raise Problem(f"{target} is there already. Choose another name, or remove it first.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".linju-backup-") as scratch:
        members = dict(_members(found, Path(scratch)))
        draft = Path(scratch, "archive")
        _write_archive(draft, members, _manifest(found, members, now))
        draft.rename(target)
    return Backup(target, len(members), target.stat().st_size, tuple(_left_out(found)))


def _members(found: Settings, scratch: Path) -> Iterator[tuple[str, Path]]:
    if (source := sqlite_file(found)) is not None:
        copy = scratch / DATABASE
        _copy_sqlite(source, copy)
        yield DATABASE, copy
    for folder in filter(None, (found.home / "keys", photos_folder(found))):
        name = "keys" if folder.name == "keys" else "photos"
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.suffix not in (".part", ".draft"):
                yield f"{name}/{file.relative_to(folder).as_posix()}", file


def _copy_sqlite(source: Path, copy: Path) -> None:
    """SQLite's online backup: a consistent copy while others write."""
    if not source.exists():
        raise Problem(f"There is no database at {source} yet. Nothing to back up.")
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as made:
        live.backup(made, pages=1024)
    copy.chmod(0o600)


def sqlite_file(found: Settings) -> Path | None:
    """The database's file, or None when it is not SQLite."""
    url = make_url(found.database_url)
    return Path(url.database).resolve() if url.get_backend_name() == "sqlite" and url.database else None


def photos_folder(found: Settings) -> Path | None:
    """The photos' folder, or None when they lie in an object store."""
    return Path(found.photos_url.removeprefix("file://")) if found.photos_url.startswith("file://") else None


def _left_out(found: Settings) -> Iterator[str]:
    if sqlite_file(found) is None:
        url = make_url(found.database_url)
        where = f"--host={url.host or 'localhost'} --username={url.username or 'USER'} {url.database}"
        yield f"The database is PostgreSQL: pg_dump --format=custom --file=linju.dump {where}"
    if photos_folder(found) is None:
        yield f"The photos lie in {found.photos_url}: use that store's own backup."


def _manifest(found: Settings, members: dict[str, Path], now: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": now.isoformat(),
        "database": "sqlite" if DATABASE in members else "elsewhere",
        "revision": standing().current,
        "files": {name: sha256_of(file) for name, file in members.items()},
    }


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_archive(file: Path, members: dict[str, Path], manifest: dict[str, Any]) -> None:
    out = os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    with out, tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as archive:
        body = json.dumps(manifest, indent=1).encode()
        head = tarfile.TarInfo(MANIFEST)
        head.size, head.mode = len(body), 0o600
        archive.addfile(head, io.BytesIO(body))
        for name, member in members.items():
            archive.add(member, name, recursive=False)
