"""The visits of a period as a workbook: for those who may, and recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import IO, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col

from app.accounts.models import Account, Role
from app.accounts.rules import Actor, Permission, Scope
from app.accounts.rules.operator import operator
from app.accounts.service.records import record
from app.households.models import Community, Door, Grid, Household, Person
from app.households.service import reach
from app.shared.errors import NotFound, Refused
from app.shared.i18n import N_
from app.shared.sheet import Column, write_workbook
from app.visits.models import Need, TermKind, Visit
from app.visits.service.places import communities_of
from app.visits.service.queries import columns
from app.visits.service.settings import terms_of
from app.visits.wording import MODES, OUTCOMES, URGENCIES

PORTION = 1_000  # visits read at a time
SHEET_ROWS = 1_048_575  # what an Excel sheet holds below its header

COLUMNS = (
    Column("回执号", 18), Column("走访时间", 17), Column("方式", 7), Column("结果", 8), Column("网格", 12),
    Column("门牌", 22), Column("户主", 10), Column("见到的人", 18), Column("走访内容", 24), Column("记录", 44),
    Column("诉求", 40), Column("诉求办理", 30), Column("走访人", 10), Column("改过几次", 9), Column("收到时间", 17),
)  # fmt: skip


@dataclass(frozen=True)
class Period:
    """Local days, both included. None: open."""

    start: date | None = None
    end: date | None = None

    def words(self) -> str:
        """For the sheet and the access record."""
        return f"{self.start or '最早'} 至 {self.end or '最近'}"


@dataclass(frozen=True)
class Exported:
    """What was written."""

    community: Community
    rows: int


def export_visits(
    session: Session, who: Actor, out: IO[bytes], now: datetime, *,
    code: str | None = None, period: Period = Period(), reason: str = "",
) -> Exported:  # fmt: skip
    """Write the workbook and the access record.

    Raises `NotFound` (no community where they may), `Refused` (several and no code; days in the wrong order; too many).
    """
    community = _community(session, who, code)
    if period.start and period.end and period.end < period.start:
        raise Refused("period_backwards", "结束日期早于开始日期。", field="to")
    zone = ZoneInfo(community.zone)
    ids = _visits(session, who, community, period, zone)
    if len(ids) > SHEET_ROWS:
        words = N_("这段时间有 {count} 条，一张表放不下，请缩短日期。")
        raise Refused("too_many_rows", words, field="from", count=len(ids))
    about = _about(who, community, period, len(ids), now.astimezone(zone))
    rows = write_workbook(out, "走访记录", COLUMNS, _rows(session, community, ids, zone), about)
    record(session, who, "visit:export", f"{community.name} {period.words()} {rows} 条", community.id, reason)
    return Exported(community, rows)


def exporting_operator() -> Actor:
    """The operator of the server, who may also do what a supervisor may. An admin who signs in may not export."""
    plain = operator()
    return Actor(plain.account_id, plain.name, (*plain.scopes, Scope(Role.SUPERVISOR, None)))


def _community(session: Session, who: Actor, code: str | None) -> Community:
    """The one they may export from; `code` chooses among several."""
    found = [one for one in communities_of(session, who, Permission.VISIT_EXPORT) if code in (None, one.code)]
    if not found:
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
    if len(found) > 1:
        raise Refused("which_community", "有几个社区，请说明是哪一个。", field="community")
    return found[0]


def _visits(session: Session, who: Actor, community: Community, period: Period, zone: ZoneInfo) -> list[UUID]:
    wanted = (
        columns(Visit.id)
        .join(Household, col(Household.id) == col(Visit.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .where(col(Visit.community_id) == community.id, reach(who, Permission.VISIT_EXPORT))
    )
    if period.start:
        wanted = wanted.where(col(Visit.started_at) >= datetime.combine(period.start, time(), zone))
    if period.end:
        wanted = wanted.where(col(Visit.started_at) < datetime.combine(period.end + timedelta(1), time(), zone))
    return list(session.execute(wanted.order_by(col(Visit.started_at), col(Visit.id))).scalars())


def _about(who: Actor, community: Community, period: Period, rows: int, now: datetime) -> list[tuple[str, str]]:
    return [
        ("社区", community.name),
        ("走访日期", period.words()),
        ("条数", str(rows)),
        ("导出时间", f"{now:%Y-%m-%d %H:%M}"),
        ("导出人", who.name),
        ("提示", "内有居民个人信息，只用于工作，用完请删除；导出已记录在案。"),
    ]


def _rows(session: Session, community: Community, ids: list[UUID], zone: ZoneInfo) -> Iterator[list[Any]]:
    topics = {term.code: term.name for term in terms_of(session, community.id) if term.kind is TermKind.TOPIC}
    categories = {term.code: term.name for term in terms_of(session, community.id) if term.kind is TermKind.NEED}
    for start in range(0, len(ids), PORTION):
        yield from _portion(session, ids[start : start + PORTION], topics, categories, zone)


def _portion(
    session: Session, ids: list[UUID], topics: dict[str, str], categories: dict[str, str], zone: ZoneInfo
) -> Iterator[list[Any]]:
    wanted = (
        columns(Visit, Door.label, Grid.name, Account.name)
        .join(Household, col(Household.id) == col(Visit.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .join(Grid, col(Grid.id) == col(Door.grid_id), isouter=True)
        .join(Account, col(Account.id) == col(Visit.visitor_id))
        .where(col(Visit.id).in_(ids))
        .order_by(col(Visit.started_at), col(Visit.id))
    )
    found = session.execute(wanted).all()
    names = _names(session, {UUID(person) for visit, *_ in found for person in visit.people})
    heads = _heads(session, {visit.household_id for visit, *_ in found})
    needs = _needs(session, ids)
    for visit, door, grid, by in found:
        said = needs[visit.id]
        yield [
            visit.number, _local(visit.started_at, zone), MODES[visit.mode], OUTCOMES[visit.outcome], grid or "", door,
            heads.get(visit.household_id, ""), "、".join(names.get(UUID(person), "") for person in visit.people),
            "、".join(topics.get(code, code) for code in visit.topics), visit.note,
            "\n".join(f"{categories.get(n.category, n.category)}（{URGENCIES[n.urgency]}）：{n.text}" for n in said),
            "\n".join(f"已办：{need.answer}" if need.closed_at else "未办结" for need in said),
            by, visit.revision - 1, _local(visit.received_at, zone),
        ]  # fmt: skip
        session.expunge(visit)


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """Excel knows no zones: the local wall clock, to the minute."""
    return moment.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)


def _names(session: Session, people: Iterable[UUID]) -> dict[UUID, str]:
    wanted = columns(Person.id, Person.name).where(col(Person.id).in_(list(people)))
    return {person: name for person, name in session.execute(wanted)}


def _heads(session: Session, homes: Iterable[UUID]) -> dict[UUID, str]:
    order = (col(Person.relation) != "户主", col(Person.born_on).is_(None), col(Person.born_on), col(Person.id))
    living = columns(Person.household_id, Person.name).where(
        col(Person.household_id).in_(list(homes)), col(Person.merged_into).is_(None)
    )
    heads: dict[UUID, str] = {}
    for home, name in session.execute(living.order_by(*order)):
        heads.setdefault(home, name)
    return heads


def _needs(session: Session, visits: Iterable[UUID]) -> dict[UUID, list[Need]]:
    found: dict[UUID, list[Need]] = defaultdict(list)
    wanted = columns(Need).where(col(Need.visit_id).in_(list(visits)), col(Need.withdrawn).is_(False))
    for need in session.execute(wanted.order_by(col(Need.id))).scalars():
        found[need.visit_id].append(need)
    return found
