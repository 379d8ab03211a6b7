"""Credited hours for the city's system, of those who agreed, with the names of fields that the community has set."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.events.rules.settings import OUR_SOURCE
from app.events.service.export import plain
from app.households.models import Community, Person
from app.shared.errors import DomainError, Invalid, NotFound, Refused
from app.shared.sheet import Column, write_workbook
from app.shared.text import one_line
from app.volunteers.models import Assignment, ExportField, Hours, HoursKind, Shift, Volunteer
from app.volunteers.rules.export import FIELDS, LONGEST_SOURCE, LONGEST_TITLE, hours_of
from app.volunteers.rules.ledger import Service, in_span, services_of
from app.volunteers.service.who import Who, check_coordinator, names_of, volunteer_for

KINDS = {HoursKind.VERIFIED: "签到签退", HoursKind.MANUAL: "人工补录"}
WIDTHS = {"name": 12, "what": 24, "place": 20, "number": 38}


@dataclass(frozen=True)
class Field:
    """A column and what it is called; `ours`: what we call it. `by`: who has set it, empty: nobody, it is ours."""

    name: str
    title: str
    source: str
    ours: str
    by: str = ""


def agree_to_city(session: Session, who: Who, volunteer_id: UUID, agreed: bool, now: datetime) -> Volunteer:
    """A volunteer agrees that their hours go to the city's system, or takes it back; asking for it is free of any
    consequence. A coordinator writes down what they said: recorded. Raises `NotFound`."""
    row = volunteer_for(session, who, volunteer_id, lock=True)
    row.city_agreed_at = (row.city_agreed_at or now) if agreed else None
    if isinstance(who, Actor):
        record(session, who, "volunteer:city_agreed", f"{row.id} {agreed}", row.community_id)
    session.flush()
    return row


def export_fields(session: Session, who: Actor, community_id: UUID) -> list[Field]:
    """Every column in its order. Raises `NotFound`."""
    check_coordinator(who, community_id)
    return _fields(session, community_id)


def change_export_fields(
    session: Session, who: Actor, community_id: UUID, given: Mapping[str, tuple[str, str]], now: datetime
) -> list[str]:
    """Column → what it is called, and where that is from. An empty name leaves the column out. Returns what is
    different now. Recorded. Raises `NotFound`, `Invalid` (fields `<name>`, `<name>_source`)."""
    if not who.may_within(Permission.VOLUNTEER_SETTINGS, community_id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
    last = {one.name: (one.title, one.source) for one in _fields(session, community_id)}
    clean = {
        name: (one_line(title, 1000), one_line(source, 1000))
        for name, (title, source) in given.items()
        if name in FIELDS
    }
    fresh = {name: one for name, one in clean.items() if one != last[name]}
    wrong = [error for name, (title, source) in fresh.items() for error in _wrong(name, title, source)]
    titles = [title for title, _ in (last | clean).values() if title]
    if len(titles) != len(set(titles)):
        wrong.append(Refused("title_twice", "两栏不能同名。", field=next(iter(fresh), None)))
    if not titles:
        wrong.append(Refused("no_column", "至少留一栏。", field=next(iter(fresh), None)))
    if wrong:
        raise Invalid(wrong)
    rows = {one.name: one for one in session.exec(select(ExportField).where(ExportField.community_id == community_id))}
    for name, (title, source) in fresh.items():
        row = rows.get(name) or ExportField(community_id=community_id, name=name, title="", source="", created_at=now)
        row.title, row.source, row.set_by = title, source, author(who)
        session.add(row)
        record(session, who, "volunteer:export_field", f"{name} → {title or '—'}", community_id, source)
    session.flush()
    return list(fresh)


def export_xlsx(
    session: Session, who: Actor, community_id: UUID, since: date, until: date, out: IO[bytes], now: datetime
) -> str:
    """Write the workbook and the access record; answers the community's name. Raises `NotFound`, `Refused`."""
    community, fields, rows = _prepared(session, who, community_id, since, until, "xlsx")
    zone = ZoneInfo(community.zone)
    about = [
        ("社区", community.name), ("服务日期", f"{since} – {until}"), ("条数", str(len(rows))),
        ("导出时间", f"{now.astimezone(zone):%Y-%m-%d %H:%M}"), ("导出人", who.name),
        ("范围", "只含公示期满已入账、本人同意上报的时长。"),
        ("提示", "内有居民个人信息，只用于工作，用完请删除；导出已记录在案。"),
    ]  # fmt: skip
    columns = [Column(one.title, WIDTHS.get(one.name, 14)) for one in fields]
    write_workbook(out, "志愿服务时长", columns, [[row[one.name] for one in fields] for row in rows], about)
    return community.name


def export_csv(session: Session, who: Actor, community_id: UUID, since: date, until: date) -> tuple[str, str]:
    """The community's name, and the same as CSV with a byte order mark. Raises `NotFound`, `Refused`."""
    community, fields, rows = _prepared(session, who, community_id, since, until, "csv")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([plain(one.title) for one in fields])
    writer.writerows([[plain(row[one.name]) for one in fields] for row in rows])
    return community.name, "\ufeff" + out.getvalue()


def _prepared(
    session: Session, who: Actor, community_id: UUID, since: date, until: date, kind: str
) -> tuple[Community, list[Field], list[dict[str, Any]]]:
    check_coordinator(who, community_id)
    if until < since:
        raise Refused("days_wrong", "结束日期要不早于开始日期，最长十年。", field="until")
    community = session.get_one(Community, community_id)
    rows = list(_rows(session, community, since, until))
    record(session, who, "volunteer:export", f"{since} {until} {len(rows)} {kind}", community_id)
    return community, [one for one in _fields(session, community_id) if one.title], rows


def _rows(session: Session, community: Community, since: date, until: date) -> Iterator[dict[str, Any]]:
    agreed = select(Volunteer).where(
        Volunteer.community_id == community.id, col(Volunteer.city_agreed_at).is_not(None),
        col(Volunteer.erased_at).is_(None), col(Volunteer.merged_into).is_(None),
    )  # fmt: skip
    people = {one.id: one for one in session.exec(agreed)}
    names, phones = names_of(session, [*people.values()]), _phones(session, [*people.values()])
    lines = session.exec(select(Hours).where(Hours.community_id == community.id, col(Hours.volunteer_id).in_(people)))
    found = in_span(services_of(lines), since, until)
    places = _places(session, found)
    zone = ZoneInfo(community.zone)
    for one in found:
        line = one.counting
        assert line is not None
        yield {
            "national_no": people[line.volunteer_id].national_no or "", "name": names[line.volunteer_id],
            "phone": phones.get(line.volunteer_id, ""), "what": line.what, "place": places.get(line.assignment_id, ""),
            "day": line.on_day, "since": _local(line.in_at, zone), "until": _local(line.out_at, zone),
            "hours": hours_of(one.minutes), "kind": KINDS[line.kind], "unit": community.name, "number": str(line.about),
        }  # fmt: skip


def _places(session: Session, found: list[Service]) -> dict[UUID | None, str]:
    wanted = (
        select(Assignment.id, Shift.place)
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .where(col(Assignment.id).in_({one.last.assignment_id for one in found}))
    )
    return dict(session.exec(wanted).all())


def _phones(session: Session, people: list[Volunteer]) -> dict[UUID, str]:
    wanted = select(Person.id, Person.phone).where(
        col(Person.id).in_([one.person_id for one in people if one.person_id])
    )
    roster = dict(session.exec(wanted).all())
    return {one.id: (roster.get(one.person_id) if one.person_id else one.phone) or "" for one in people}


def _fields(session: Session, community_id: UUID) -> list[Field]:
    wanted = (
        select(ExportField, Account.name)
        .join(Account, col(Account.id) == col(ExportField.set_by), isouter=True)
        .where(ExportField.community_id == community_id)
    )
    known = {
        one.name: Field(one.name, one.title, one.source, FIELDS.get(one.name, one.name), by or "")
        for one, by in session.exec(wanted)
    }
    return [known.get(name) or Field(name, ours, OUR_SOURCE, ours) for name, ours in FIELDS.items()]


def _wrong(name: str, title: str, source: str) -> Iterator[DomainError]:
    if len(title) > LONGEST_TITLE:
        yield Refused("text_too_long", "太长了，最多 {most} 字。", field=name, most=LONGEST_TITLE)
    if not source:
        yield Refused("source_missing", "请写出处；没有文件就写“本社区自定”。", field=f"{name}_source")
    elif len(source) > LONGEST_SOURCE:
        yield Refused("text_too_long", "太长了，最多 {most} 字。", field=f"{name}_source", most=LONGEST_SOURCE)


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return moment.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0) if moment else None
