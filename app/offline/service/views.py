"""What changed for a phone since it last asked."""

from __future__ import annotations

import hashlib
import json
import zlib
from datetime import datetime
from uuid import UUID

from pydantic_core import to_json
from sqlalchemy import Engine, delete
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.offline.models import ViewSnapshot
from app.offline.registry import VIEWS, views_for
from app.offline.rules import difference
from app.offline.schema import ViewAnswer
from app.shared.db import reading, transaction
from app.shared.errors import NotFound

KEPT_SNAPSHOTS = 12  # per account and view: several phones, and an answer that was lost


def answer_view(who: Actor, name: str, since: str | None, now: datetime, bind: Engine | None = None) -> ViewAnswer:
    """What changed in a view since the cursor. An unknown or missing cursor gets everything (`reset`)."""
    known = VIEWS.get(name)
    if known is None or name not in views_for(who):
        raise NotFound("no_such_view", "没有这样的列表。")
    with reading(bind) as session:
        rows = {row.id: to_json(row) for row in known.query(session, who)}
        had = _snapshot(session, who, name, since)
    has = {row_id: digest_of(raw) for row_id, raw in rows.items()}
    if had is None:
        return ViewAnswer(list(rows.values()), [], _remember(who, name, has, now, bind), reset=True)
    told = difference(had, has)
    if not told.changed and not told.gone:
        return ViewAnswer([], [], str(since), reset=False)
    changed = [rows[row_id] for row_id in told.changed]
    return ViewAnswer(changed, told.gone, _remember(who, name, has, now, bind), reset=False)


def digest_of(raw: bytes) -> str:
    """A short digest of one row: 64 bits are plenty to notice a change."""
    return hashlib.blake2b(raw, digest_size=8).hexdigest()


def _snapshot(session: Session, who: Actor, name: str, since: str | None) -> dict[str, str] | None:
    try:
        key = UUID(since) if since else None
    except ValueError:
        return None
    row = session.get(ViewSnapshot, key) if key else None
    if row is None or row.account_id != who.account_id or row.view != name:
        return None
    return json.loads(zlib.decompress(row.digests))


def _remember(who: Actor, name: str, has: dict[str, str], now: datetime, bind: Engine | None) -> str:
    with transaction(bind) as session:
        row = ViewSnapshot(
            account_id=who.account_id, view=name, digests=zlib.compress(json.dumps(has).encode(), 1), created_at=now
        )
        session.add(row)
        mine = select(ViewSnapshot).where(ViewSnapshot.account_id == who.account_id, ViewSnapshot.view == name)
        newest_first = mine.order_by(ViewSnapshot.created_at.desc())  # type: ignore[attr-defined]
        old = [snapshot.id for snapshot in session.exec(newest_first.offset(KEPT_SNAPSHOTS))]
        session.execute(delete(ViewSnapshot).where(col(ViewSnapshot.id).in_(old)))
        return str(row.id)
