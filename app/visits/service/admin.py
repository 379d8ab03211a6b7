"""What an admin sets: how often whom, what a cause does, how to reach the committee. Each change is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from app.accounts.rules import Actor, Permission
from app.accounts.service.records import record
from app.households.models import CareGroup, Community
from app.shared.clock import local_day
from app.shared.errors import DomainError, Invalid, NotFound, Refused
from app.visits.defaults import ensure_defaults
from app.visits.models import CommitteeCard, Mode, PriorityCause, PriorityRule, VisitInterval
from app.visits.models.due import ORDINARY
from app.visits.service.coverage import community_watched
from app.visits.service.due import recompute

MOST_DAYS = 366
MOST_GRACE = 60
OLDEST = 120  # years


@dataclass(frozen=True)
class IntervalSet:
    """What an admin typed about an interval."""

    words: str
    days: int | None
    grace_days: int | None
    source: str
    modes: tuple[str, ...]


def change_interval(
    session: Session, who: Actor, community_id: UUID, key: str, typed: IntervalSet, now: datetime
) -> VisitInterval:
    """Set an interval of the community; every due date follows. Raises `NotFound`, `Invalid`."""
    community = _settable(session, who, community_id)
    row = _interval(session, community_id, key)
    _put(row, typed, who, now)
    _follow(session, who, community, f"{row.key} {row.days}+{row.grace_days}", now)
    return row


def add_interval(
    session: Session, who: Actor, community_id: UUID, code: str, min_age: int | None, typed: IntervalSet, now: datetime
) -> VisitInterval:
    """A rule for a care group that has none, or for its older members. Raises `NotFound`, `Refused`, `Invalid`."""
    community = _settable(session, who, community_id)
    group = select(CareGroup.id).where(CareGroup.community_id == community_id, CareGroup.code == code)
    if session.exec(group).first() is None:
        raise Refused("care_group_unknown", "本社区没有这个重点人群。", field="code")
    if min_age is None or not 0 <= min_age <= OLDEST:
        raise Refused("age_wrong", "年龄写 0 到 {most}。", field="min_age", most=OLDEST)
    row = VisitInterval(community_id=community_id, code=code, min_age=min_age, words="", days=1, source="")
    if any(row.key == known.key for known in _intervals(session, community_id)):
        raise Refused("interval_there", "这个人群已有这条间隔，请改那一条。", field="code")
    _put(row, typed, who, now)
    session.add(row)
    _follow(session, who, community, f"+ {row.key} {row.days}+{row.grace_days}", now)
    return row


def drop_interval(session: Session, who: Actor, community_id: UUID, key: str, now: datetime) -> None:
    """The community no longer keeps this rule. Raises `NotFound`, `Refused` (ordinary households keep theirs)."""
    community = _settable(session, who, community_id)
    row = _interval(session, community_id, key)
    if row.code == ORDINARY:
        raise Refused("ordinary_stays", "普通住户的间隔不能删，可以改天数。")
    session.delete(row)
    _follow(session, who, community, f"- {key}", now)


def change_priority(
    session: Session, who: Actor, community_id: UUID, cause: str, days: int | None, source: str, now: datetime
) -> PriorityRule:
    """Set within how many days a cause asks for a visit. Raises `NotFound`, `Invalid`."""
    community = _settable(session, who, community_id)
    wanted = select(PriorityRule).where(PriorityRule.community_id == community_id)
    row = next((row for row in session.exec(wanted) if row.cause == cause), None)
    if row is None:
        raise NotFound("no_such_rule", "找不到这条规则。")
    _raise([*_days(days, "within_days", 0, MOST_DAYS), *_source(source)])
    assert days is not None
    row.within_days, row.source, row.changed_at, row.changed_by = days, source.strip(), now, who.account_id
    _follow(session, who, community, f"{PriorityCause(cause).value} {days}", now)
    return row


def change_card(
    session: Session, who: Actor, community_id: UUID, typed: dict[str, str], now: datetime
) -> CommitteeCard:
    """Say how residents reach the committee: `phone`, `address`, `hours`, `words`. Raises `NotFound`, `Invalid`."""
    _settable(session, who, community_id)
    row = session.exec(select(CommitteeCard).where(CommitteeCard.community_id == community_id)).first()
    row = row or CommitteeCard(community_id=community_id)
    clean = {name: " ".join(typed.get(name, "").split()) for name in CARD}
    _raise([_too_long(name, most) for name, most in CARD.items() if len(clean[name]) > most])
    for name, text in clean.items():
        setattr(row, name, text)
    row.changed_at, row.changed_by = now, who.account_id
    session.add(row)
    record(session, who, "visit:settings", "committee card", community_id)
    session.flush()
    return row


CARD = {"phone": 64, "address": 200, "hours": 200, "words": 300}  # characters


def _settable(session: Session, who: Actor, community_id: UUID) -> Community:
    community = community_watched(session, who, community_id, Permission.VISIT_SETTINGS)
    ensure_defaults(session, community_id)
    return community


def _intervals(session: Session, community_id: UUID) -> list[VisitInterval]:
    return list(session.exec(select(VisitInterval).where(VisitInterval.community_id == community_id)))


def _interval(session: Session, community_id: UUID, key: str) -> VisitInterval:
    row = next((row for row in _intervals(session, community_id) if row.key == key), None)
    if row is None:
        raise NotFound("no_such_rule", "找不到这条规则。")
    return row


def _put(row: VisitInterval, typed: IntervalSet, who: Actor, now: datetime) -> None:
    errors = [*_days(typed.days, "days", 1, MOST_DAYS), *_days(typed.grace_days, "grace_days", 0, MOST_GRACE)]
    if not 2 <= len(typed.words.strip()) <= 64:
        errors.append(Refused("words_missing", "说法写 2 到 64 个字，例如“应每月探访”。", field="words"))
    modes: list[str] = [mode.value for mode in Mode if mode.value in typed.modes]
    if not modes:
        errors.append(Refused("modes_missing", "至少要有一种方式算数。", field="modes"))
    _raise([*errors, *_source(typed.source)])
    assert typed.days is not None and typed.grace_days is not None
    row.days, row.grace_days, row.words = typed.days, typed.grace_days, typed.words.strip()
    row.modes, row.source = modes, typed.source.strip()
    row.changed_at, row.changed_by = now, who.account_id


def _days(days: int | None, field: str, least: int, most: int) -> list[DomainError]:
    if days is not None and least <= days <= most:
        return []
    return [Refused("days_wrong", "天数写 {least} 到 {most}。", field=field, least=least, most=most)]


def _source(source: str) -> list[DomainError]:
    if 4 <= len(source.strip()) <= 300:
        return []
    return [Refused("source_missing", "请写明出处：哪份文件、哪一年，或“本社区自定”。", field="source")]


def _too_long(field: str, most: int) -> DomainError:
    return Refused("value_long", "最多 {most} 个字。", field=field, most=most)


def _raise(errors: list[DomainError]) -> None:
    if errors:
        raise Invalid(errors)


def _follow(session: Session, who: Actor, community: Community, what: str, now: datetime) -> None:
    session.flush()
    recompute(session, community.id, None, local_day(now, community.zone))
    record(session, who, "visit:settings", what, community.id)
