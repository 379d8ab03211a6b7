"""Restore: a backup is unpacked and checked whole beside the present data, and only then moved into its place."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from app.health.service.ledger import FILE as ERASED
from app.serve.backup import DATABASE, FORMAT, MANIFEST, photos_folder, sha256_of, sqlite_file
from app.serve.problem import Problem
from app.shared.settings import Settings


def restore(found: Settings, source: Path, *, replace: bool, now: datetime) -> Path | None:
    """Unpack an archive into the data folder; the server must be stopped.

    Everything is unpacked and checked beside the present data first. With `replace`, what was there is moved
    into the folder that is returned; without, present data is a `Problem`.
    """
    found.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=found.home, prefix=".restore-") as scratch:
        unpacked = Path(scratch)
        manifest = _unpack(source, unpacked)
        targets = _targets(found, unpacked, manifest)
        present = [target for target in targets.values() if target.exists()]
        if present and not replace:
            raise Problem(f"{present[0]} is there already. Add --replace to move the present data aside first.")
        aside = _move_aside(found.home, present, now) if present else None
        for part, target in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(part, target)
        if aside is not None:
            carry_erased(aside / "keys", found.home / "keys")
    return aside


def carry_erased(old: Path, new: Path) -> None:
    """What people have had erased since the backup was made must not come back with it: the list goes on."""
    if not (old / ERASED).exists():
        return
    known = (new / ERASED).read_text(encoding="utf-8").splitlines() if (new / ERASED).exists() else []
    lines = (old / ERASED).read_text(encoding="utf-8").splitlines()
    with os.fdopen(os.open(new / ERASED, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in lines if line not in known)


def _targets(found: Settings, unpacked: Path, manifest: dict[str, Any]) -> dict[Path, Path]:
    """Which unpacked part goes where."""
    database = sqlite_file(found)
    if (manifest["database"] == "sqlite") != (database is not None):
        raise Problem(
            "The archive's database and LINJU_DATABASE_URL are not of one kind. Restore a SQLite archive with SQLite, "
            "and a PostgreSQL one with pg_restore first."
        )
    wanted = {unpacked / DATABASE: database, unpacked / "keys": found.home / "keys"}
    wanted[unpacked / "photos"] = photos_folder(found)
    return {part: target for part, target in wanted.items() if part.exists() and target is not None}


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    """The manifest, after every file it names was unpacked and found whole. Raises `Problem`."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            manifest = json.load(_member(archive, MANIFEST))
            if manifest.get("format") != FORMAT:
                raise Problem(f"{source} was made by a newer Linju (format {manifest.get('format')}).")
            for name, expected in manifest["files"].items():
                _unpack_one(archive, name, expected, folder)
    except FileNotFoundError:
        raise Problem(f"There is no file {source}.") from None
    except (tarfile.TarError, OSError, EOFError, KeyError, ValueError) as error:
        raise Problem(f"{source} is not a whole Linju backup ({error}). Nothing was changed.") from None
    return manifest


def _unpack_one(archive: tarfile.TarFile, name: str, expected: str, folder: Path) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(f"{name} points outside")
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        shutil.copyfileobj(_member(archive, name), out)
    if sha256_of(target) != expected:
        raise ValueError(f"{name} is damaged")


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    stream = archive.extractfile(name)
    if stream is None:
        raise ValueError(f"{name} is not a file")
    return stream


def _move_aside(home: Path, present: list[Path], now: datetime) -> Path:
    aside = home / f"replaced-{now:%Y%m%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for path in present:
        for part in (path, *(path.with_name(path.name + tail) for tail in ("-wal", "-shm") if path.is_file())):
            if part.exists():
                part.rename(aside / part.name)
    return aside
