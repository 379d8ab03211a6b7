"""The list of what was erased, beside the keys: whoever restores a backup has it erased again.

`LINJU_HOME/keys/erased.jsonl` (mode 0600), a line of JSON for each: `{"key", "person", "at"}`, and `{"key", "person",
"into", "at"}` where two people were made one and what the first key sealed went on under another. `key`: its
fingerprint (`keys.fingerprint`), which opens nothing. A line is written before the transaction ends: somebody asked
for it, and what is broken off in between is done at the next tidying up.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from app.shared.crypto import keys

FILE = "erased.jsonl"


@dataclass(frozen=True)
class Gone:
    """A key that is to be gone wherever it turns up. `into` set: only once that person's data were erased later."""

    key: str
    person_id: UUID
    at: datetime
    into: UUID | None = None


def write_down(one: Gone) -> None:
    """Add a line; it is on the disk when this returns."""
    said = {"key": one.key, "person": str(one.person_id), "at": one.at.isoformat()}
    line = json.dumps(said | ({"into": str(one.into)} if one.into else {})) + "\n"
    with os.fdopen(os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
        out.write(line.encode())
        out.flush()
        os.fsync(out.fileno())


def gone_keys() -> dict[str, UUID]:
    """By fingerprint, whose key it was: all that have to be gone."""
    lines = [*_read(_file())]
    erased = {one.key: one.person_id for one in lines if one.into is None}
    moved = [one for one in lines if one.into is not None]
    while True:  # a person may have been made one with another, and that one with a third
        last = {one.person_id: one.at for one in lines if one.key in erased}
        more = {
            one.key: one.person_id
            for one in moved
            if one.key not in erased and one.into in last and last[one.into] >= one.at
        }
        if not more:
            return erased
        erased |= more


def _read(file: Path) -> Iterable[Gone]:
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        try:
            said = json.loads(line)
            into = UUID(said["into"]) if said.get("into") else None
            yield Gone(said["key"], UUID(said["person"]), datetime.fromisoformat(said["at"]), into)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # half a line: the machine stopped while it was written


def _file() -> Path:
    return keys().folder / FILE
