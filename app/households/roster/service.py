"""Importing and exporting a roster.

    roster = read_for(session, who, Path("花名册.xlsx"))     read and check, with the community's own group names
    plan = plan_import(session, who, roster)                  what would change; nothing is written
    apply_import(session, who, plan, progress)                write it, all or nothing

Only somebody who may import for the whole community gets a plan. A re-import is a difference, never a duplicate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, select

from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.households.models import CareGroup, Community, RosterImport
from app.households.roster.comparing import make_plan
from app.households.roster.ledger import Ledger
from app.households.roster.matching import Index
from app.households.roster.plan import Plan
from app.households.roster.reader import Progress as ReadProgress
from app.households.roster.reader import read_roster
from app.households.roster.rows import Roster
from app.households.roster.snapshot import Snapshot, load
from app.households.roster.writing import Progress, write
from app.households.service.changed import tell
from app.households.service.reach import community_of
from app.shared.clock import local_day
from app.shared.clock import now as clock_now
from app.shared.crypto import blind_index
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.i18n import N_


@dataclass(frozen=True, slots=True)
class Applied:
    """What an import wrote: its record, how many of what, and the households whose people changed."""

    import_id: UUID
    counts: Mapping[str, int]
    households: frozenset[UUID]


def read_for(
    session: Session,
    who: Actor,
    source: Path | bytes,
    *,
    file_name: str = "",
    community: str | None = None,
    now: datetime | None = None,
    progress: ReadProgress | None = None,
) -> Roster:
    """Read and check a file for a community of theirs (``community`` is its code, needed among several).

    Raises ``NotFound`` or ``Refused`` (``which_community``); what is wrong with the file stands in the roster.
    """
    place = community_of(session, who, Permission.ROSTER_IMPORT, community)
    groups = session.exec(select(CareGroup.name, CareGroup.code).where(CareGroup.community_id == place.id))
    return read_roster(
        source, local_day(now or clock_now(), place.zone), file_name=file_name, care_groups=dict(groups.all()),
        progress=progress,
    )  # fmt: skip


def plan_import(
    session: Session, who: Actor, roster: Roster, *, community: str | None = None, whole: bool = True
) -> Plan:
    """What importing a roster would change: new, changed, missing and unchanged people. Writes nothing.

    ``whole``: the file lists everybody of its buildings, so whoever is missing is proposed as moved out; otherwise
    people who are not in it stay. Raises ``NotFound`` or ``Refused`` (``which_community``).
    """
    place = community_of(session, who, Permission.ROSTER_IMPORT, community)
    return make_plan(roster, load(session, place), _index, whole=whole)


def apply_import(
    session: Session,
    who: Actor,
    plan: Plan,
    progress: Progress | None = None,
    *,
    confirmed: bool = False,
    now: datetime | None = None,
) -> Applied:
    """Write a plan. Flushes, does not commit.

    Raises ``NotFound`` when the community is not theirs; ``Refused``: ``roster_has_errors``, ``many_moved_out`` (more
    people missing than ever move out at once, and not ``confirmed``); ``Conflict`` ``roster_changed`` when the
    register is no longer as it was when the plan was made.
    """
    place = _locked(session, who, plan.community_id)
    if not plan.is_good:
        raise Refused("roster_has_errors", "花名册里有 {count} 处要先改好。", count=len(plan.roster.errors))
    if plan.needs_confirmation and not confirmed:
        raise Refused("many_moved_out", _MANY_MOVED_OUT, count=len(plan.missing))
    snapshot = load(session, place)
    fresh = make_plan(plan.roster, snapshot, _index, whole=plan.whole)
    if fresh.digest != plan.digest:
        raise Conflict("roster_changed", "登记册刚刚有了变化，请重新预览一次再导入。")
    return _write(session, who, place, fresh, snapshot, progress or (lambda what, share: None), now or clock_now())


def _write(
    session: Session, who: Actor, place: Community, plan: Plan, snapshot: Snapshot, progress: Progress, now: datetime
) -> Applied:
    counts = plan.counts
    record = RosterImport(
        community_id=place.id, file_name=plan.roster.file_name[:200], file_sha256=plan.roster.sha256,
        imported_by=author(who), counts=counts, created_at=now,
    )  # fmt: skip
    session.add(record)
    session.flush()
    import_id = record.id
    ledger = Ledger(session, place, author(who), f"roster:{import_id}", now)
    write(ledger, plan, snapshot, progress)
    tell(session, place.id, ledger.touched)
    return Applied(import_id, counts, frozenset(ledger.touched))


def _locked(session: Session, who: Actor, community_id: UUID) -> Community:
    """The community, if they may import there; two imports wait for each other."""
    place = session.exec(select(Community).where(Community.id == community_id).with_for_update()).first()
    if place is None or not who.may(Permission.ROSTER_IMPORT, place.id):
        raise NotFound("community_unknown", "找不到这个社区。")
    return place


_index: Index = blind_index
_MANY_MOVED_OUT = N_(
    "花名册里少了 {count} 人，多于一半。确实搬走请确认；这份花名册不是全部住户的，请选“不是全员名册”。"
)
