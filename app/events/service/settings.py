"""What a community sets: each value with its source, and who set it when. Of events, and of whatever has a `Kind`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.events.models import EventSettingChange, EventSettings
from app.events.rules.settings import LIMITS, Given, Limit, check_settings
from app.events.service.find import settings_of
from app.shared.errors import NotFound
from app.shared.ids import new_id
from app.shared.tables import table_of
from app.shared.text import one_line


@dataclass(frozen=True)
class Setting:
    """A value as it holds. `at` None: nobody has set it, it is ours. `by` empty: the operator of the server."""

    name: str
    value: int
    source: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Kind:
    """What is set about something: the row with the values, the row of a change, the limits, and who may.

    `now`: the values as they hold in a community. `permission` names the access record too.
    """

    row: Any
    change: Any
    limits: Mapping[str, Limit]
    permission: Permission
    now: Callable[[Session, UUID], Any]


EVENTS = Kind(EventSettings, EventSettingChange, LIMITS, Permission.EVENT_SETTINGS, settings_of)


def event_settings(session: Session, who: Actor, community_id: UUID) -> list[Setting]:
    """Every value, in the order of `rules.settings.LIMITS`. Raises `NotFound`."""
    return settings_with_source(session, who, community_id, EVENTS)


def change_settings(
    session: Session, who: Actor, community_id: UUID, given: Mapping[str, Given], now: datetime
) -> list[str]:
    """Set some of them; they hold for all events at once. As `change_with_source`."""
    return change_with_source(session, who, community_id, given, now, EVENTS)


def settings_with_source(session: Session, who: Actor, community_id: UUID, kind: Kind) -> list[Setting]:
    """Every value, in the order of the limits. Raises `NotFound`."""
    _allowed(who, community_id, kind)
    now, last = kind.now(session, community_id), _last_changes(session, community_id, kind)
    return [last.get(name) or Setting(name, getattr(now, name)) for name in kind.limits]


def change_with_source(
    session: Session, who: Actor, community_id: UUID, given: Mapping[str, Given], now: datetime, kind: Kind
) -> list[str]:
    """Set some of them; they hold at once. Returns the names of those that are different now.

    What is as it was needs no source. Recorded. Raises `NotFound`, `Invalid` (fields `<name>`, `<name>_source`).
    """
    _allowed(who, community_id, kind)
    row, known = _locked(session, community_id, now, kind), _last_changes(session, community_id, kind)
    last = {name: known.get(name) or Setting(name, getattr(row, name)) for name in kind.limits}
    clean = {name: Given(one.value, one_line(one.source, 1000)) for name, one in given.items() if name in kind.limits}
    fresh = {name: one for name, one in clean.items() if one != Given(last[name].value, last[name].source)}
    check_settings(fresh, kind.limits)
    for name, one in fresh.items():
        before, after = last[name].value, one.value or 0
        setattr(row, name, after)
        made = {"community_id": community_id, "name": name, "value": after, "source": one.source}
        session.add(kind.change(**made, set_by=author(who), created_at=now))
        said = f"{kind.limits[name].title} {before} → {after}"
        record(session, who, kind.permission.value, said, community_id, one.source)
    session.flush()
    return list(fresh)


def _allowed(who: Actor, community_id: UUID, kind: Kind) -> None:
    if not who.may_within(kind.permission, community_id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")


def _locked(session: Session, community_id: UUID, now: datetime, kind: Kind) -> Any:
    """The row of the community, made if missing: also when two begin at the same moment."""
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert
    fresh = kind.row(id=new_id(), community_id=community_id, created_at=now).model_dump()
    new: Any = insert(table_of(kind.row)).values(fresh)
    session.execute(new.on_conflict_do_nothing(index_elements=["community_id"]))
    wanted = select(kind.row).where(kind.row.community_id == community_id).with_for_update()
    return session.exec(wanted.execution_options(populate_existing=True)).one()


def _last_changes(session: Session, community_id: UUID, kind: Kind) -> dict[str, Setting]:
    change = kind.change
    wanted = (
        select(change, Account.name)
        .join(Account, col(Account.id) == col(change.set_by), isouter=True)
        .where(change.community_id == community_id)
        .order_by(col(change.created_at), col(change.id))
    )
    return {
        one.name: Setting(one.name, one.value, one.source, by or "", one.created_at) for one, by in session.exec(wanted)
    }
