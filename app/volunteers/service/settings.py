"""What a community sets about its volunteers: each value with its source, and who set it when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.events.rules.settings import Given, check_settings
from app.events.service.settings import Setting
from app.shared.errors import NotFound
from app.shared.ids import new_id
from app.shared.tables import table_of
from app.shared.text import one_line
from app.volunteers.models import VolunteerSettingChange, VolunteerSettings
from app.volunteers.rules.settings import LIMITS
from app.volunteers.service.find import settings_of


def volunteer_settings(session: Session, who: Actor, community_id: UUID) -> list[Setting]:
    """Every value, in the order of `rules.settings.LIMITS`; without `at` it is ours. Raises `NotFound`."""
    _allowed(who, community_id)
    now, last = settings_of(session, community_id), _last_changes(session, community_id)
    return [last.get(name) or Setting(name, getattr(now, name)) for name in LIMITS]


def change_volunteer_settings(
    session: Session, who: Actor, community_id: UUID, given: Mapping[str, Given], now: datetime
) -> list[str]:
    """Set some of them; they hold at once. Returns the names of those that are different now.

    What is as it was needs no source. Recorded. Raises `NotFound`, `Invalid` (fields `<name>`, `<name>_source`).
    """
    _allowed(who, community_id)
    row, known = _locked(session, community_id, now), _last_changes(session, community_id)
    last = {name: known.get(name) or Setting(name, getattr(row, name)) for name in LIMITS}
    clean = {name: Given(one.value, one_line(one.source, 1000)) for name, one in given.items() if name in LIMITS}
    fresh = {name: one for name, one in clean.items() if one != Given(last[name].value, last[name].source)}
    check_settings(fresh, LIMITS)
    for name, one in fresh.items():
        before, after = last[name].value, one.value or 0
        setattr(row, name, after)
        session.add(
            VolunteerSettingChange(
                community_id=community_id, name=name, value=after, source=one.source, set_by=author(who),
                created_at=now,
            )
        )  # fmt: skip
        record(session, who, "volunteer:settings", f"{LIMITS[name].title} {before} → {after}", community_id, one.source)
    session.flush()
    return list(fresh)


def _allowed(who: Actor, community_id: UUID) -> None:
    if not who.may_within(Permission.VOLUNTEER_SETTINGS, community_id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")


def _locked(session: Session, community_id: UUID, now: datetime) -> VolunteerSettings:
    """The row of the community, made if missing: also when two begin at the same moment."""
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert
    fresh = VolunteerSettings(id=new_id(), community_id=community_id, created_at=now).model_dump()
    new: Any = insert(table_of(VolunteerSettings)).values(fresh)
    session.execute(new.on_conflict_do_nothing(index_elements=["community_id"]))
    wanted = select(VolunteerSettings).where(VolunteerSettings.community_id == community_id).with_for_update()
    return session.exec(wanted.execution_options(populate_existing=True)).one()


def _last_changes(session: Session, community_id: UUID) -> dict[str, Setting]:
    wanted = (
        select(VolunteerSettingChange, Account.name)
        .join(Account, col(Account.id) == col(VolunteerSettingChange.set_by), isouter=True)
        .where(VolunteerSettingChange.community_id == community_id)
        .order_by(col(VolunteerSettingChange.created_at), col(VolunteerSettingChange.id))
    )
    return {
        one.name: Setting(one.name, one.value, one.source, by or "", one.created_at) for one, by in session.exec(wanted)
    }
