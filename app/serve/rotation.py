"""Rotating the data key: add one, then rewrite every sealed value under it, batch by batch.

Each batch is a transaction of its own and skips what is rewritten already, so an interrupted rotation goes on where it
stopped. Old keys stay: backups need them. Running servers see the new key at their next write (`KeyRing.seal`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import fsspec
from cryptography.exceptions import InvalidTag
from sqlalchemy import Column, Engine, LargeBinary, Table, bindparam, func, select, type_coerce, update

from app.shared.crypto import KeyRing, Sealed, SealedBytes, keys, sealed_version
from app.shared.db import engine
from app.shared.settings import settings
from app.tables import metadata

BATCH = 500
Progress = Callable[[str, int, int], None]  # what, how many are done, of how many


def sealed_columns() -> Iterator[tuple[Table, list[Column[Any]]]]:
    """Every table with encrypted columns. Their primary key is `id`."""
    for table in metadata.sorted_tables:
        columns = [column for column in table.columns if isinstance(column.type, Sealed | SealedBytes)]
        if columns:
            yield table, columns


def values_by_version(bind: Engine | None = None) -> Counter[int]:
    """How many sealed values of the database lie under each key version."""
    found: Counter[int] = Counter()
    with (bind or engine()).connect() as connection:
        for _table, columns in sealed_columns():
            for column in columns:
                head = func.substr(type_coerce(column, LargeBinary), 1, 2, type_=LargeBinary).label("head")
                counts = select(head, func.count()).where(column.is_not(None)).group_by(head)
                found.update({sealed_version(bytes(version)): count for version, count in connection.execute(counts)})
    return found


def unfinished(bind: Engine | None = None) -> bool:
    """Whether values lie under an older key than the newest: a rotation was interrupted."""
    return any(version < keys().version for version in values_by_version(bind))


@dataclass
class Rewritten:
    """How many values and photos lie under the newest key now, and what could not be opened and was left as it is."""

    count: int = 0
    unreadable: list[str] = field(default_factory=list)


def rewrite(progress: Progress, bind: Engine | None = None) -> Rewritten:
    """Bring every value and photo under the newest key."""
    result, ring, used = Rewritten(), keys(), bind or engine()
    for table, columns in sealed_columns():
        _rewrite_table(used, ring, table, columns, progress, result)
    _rewrite_photos(ring, progress, result)
    return result


def _rewrite_table(
    bind: Engine, ring: KeyRing, table: Table, columns: list[Column[Any]], progress: Progress, result: Rewritten
) -> None:
    with bind.connect() as connection:
        total = connection.execute(select(func.count()).select_from(table)).scalar_one()
    seen, last = 0, None
    while ids := _batch(bind, ring, table, columns, last, result):
        last, seen = ids[-1], seen + len(ids)
        progress(table.name, min(seen, total), total)


def _batch(
    bind: Engine, ring: KeyRing, table: Table, columns: list[Column[Any]], last: Any, result: Rewritten
) -> list[Any]:
    """Rewrite one batch in one transaction. Returns the ids that were looked at."""
    wanted = select(table.c.id, *(type_coerce(column, LargeBinary).label(column.name) for column in columns))
    if last is not None:
        wanted = wanted.where(table.c.id > last)
    with bind.begin() as connection:
        rows = connection.execute(wanted.order_by(table.c.id).limit(BATCH).with_for_update()).all()
        for row in rows:
            values = zip(columns, row[1:], strict=True)
            fresh = {
                column.name: renewed
                for column, value in values
                if value is not None
                and (renewed := _renew(ring, bytes(value), f"{table.name} {row[0]} {column.name}", result))
            }
            if fresh:
                raw = {name: bindparam(None, value, type_=LargeBinary) for name, value in fresh.items()}
                connection.execute(update(table).where(table.c.id == row[0]).values(raw))
    return [row[0] for row in rows]


def _renew(ring: KeyRing, sealed: bytes, name: str, result: Rewritten) -> bytes | None:
    """The value under the newest key, or None when it is already, or cannot be opened."""
    if sealed_version(sealed) == ring.version:
        return None
    try:
        plain = ring.open(sealed)
    except (InvalidTag, KeyError, ValueError):
        result.unreadable.append(name)  # one damaged value must not keep the others under an old key
        return None
    result.count += 1
    return ring.seal(plain)


def _rewrite_photos(ring: KeyRing, progress: Progress, result: Rewritten) -> None:
    files, root = fsspec.core.url_to_fs(settings().photos_url)
    if not files.exists(root):
        return
    found = [path for path in files.find(root) if path.endswith(".sealed")]
    for number, path in enumerate(found, start=1):
        renewed = _renew(ring, files.cat_file(path), path, result)
        if renewed:
            files.pipe_file(f"{path}.part", renewed)
            files.mv(f"{path}.part", path)
        progress("photos", number, len(found))
