"""Rows of the hours desk: what waits, what hangs out, and what the city gets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.shared.both import Both, both
from app.shared.clock import local_day, local_time
from app.shared.i18n import translate
from app.volunteers.models import HoursState, Volunteer
from app.volunteers.record.asked import hours
from app.volunteers.record.own import written_notes
from app.volunteers.record.words import KINDS
from app.volunteers.rules.ledger import Service
from app.volunteers.rules.working_days import is_known, notice_end
from app.volunteers.service.corrections import corrections, may_decide
from app.volunteers.service.days_off import days_off
from app.volunteers.service.export_hours import export_fields
from app.volunteers.service.find import settings_of
from app.volunteers.service.hours import ToEnter, to_enter
from app.volunteers.service.ledger import standing_at
from app.volunteers.service.notice import objections, special_days
from app.volunteers.service.who import check_coordinator, names_of, zone_of

MOST = 200  # of each kind on the screen


@dataclass
class HoursRow:
    """Something to look at. `kind`: enter, line, objection or change. `id`: of the seat, the service, the objection or
    the change; `open_id`: of a pair without its end. `before`, `after`: hours a change is about. `mine`: somebody else
    has to decide. `came`: when they scanned in, empty: never."""

    kind: str = ""
    id: str = ""
    open_id: str = ""
    about: str = ""
    name: str = ""
    title: str = ""
    day: str = ""
    hours: str = ""
    sort: Both = field(default_factory=Both)
    note: Both = field(default_factory=Both)
    until: str = ""
    words: str = ""
    contact: str = ""
    before: str = ""
    after: str = ""
    by: str = ""
    mine: bool = False
    came: str = ""
    starts: str = ""
    ends: str = ""


@dataclass
class HoursBoard:
    """The whole list of a community. `last_on`: until when a notice would hang that begins today; `known`: its days off
    were entered."""

    community: str = ""
    enter: list[HoursRow] = field(default_factory=list)
    proposed: list[HoursRow] = field(default_factory=list)
    hanging: list[HoursRow] = field(default_factory=list)
    objections: list[HoursRow] = field(default_factory=list)
    changes: list[HoursRow] = field(default_factory=list)
    days: int = 3
    last_on: str = ""
    known: bool = True


@dataclass
class FieldRow:
    """A column for the city. `by` empty: nobody has set it, it is ours."""

    name: str = ""
    ours: Both = field(default_factory=Both)
    title: str = ""
    source: str = ""
    by: str = ""


@dataclass
class DayRow:
    """A day that is not as its weekday says."""

    id: str = ""
    day: str = ""
    kind: str = ""
    source: str = ""


@dataclass
class CityRows:
    """What the city gets, and the days off. `agreed`: of how many volunteers."""

    fields: list[FieldRow] = field(default_factory=list)
    days: list[DayRow] = field(default_factory=list)
    agreed: int = 0
    people: int = 0
    since: str = ""
    until: str = ""
    may_set: bool = False


def hours_board(session: Session, who: Actor, community_id: UUID, now: datetime) -> HoursBoard:
    """Everything that waits. Raises `NotFound`."""
    check_coordinator(who, community_id)
    zone = zone_of(session, community_id)
    waiting = standing_at(session, community_id, HoursState.PROPOSED)
    hanging = standing_at(session, community_id, HoursState.NOTICE)
    told, asked = objections(session, who, community_id), corrections(session, who, community_id)
    names = _names(session, [*waiting, *hanging, *(one for _, one in told), *(one for _, one in asked)])
    busy = {change.about for change, _ in asked}
    special, today = special_days(session, community_id), local_day(now, zone)
    days = settings_of(session, community_id).notice_days
    last_on = notice_end(today, days, special)
    by = _accounts(session, [change.asked_by for change, _ in asked])
    return HoursBoard(
        str(community_id),
        [_enter(one, zone) for one in to_enter(session, who, community_id, now)[:MOST]],
        [_line(one, names) for one in waiting[:MOST] if one.last.about not in busy],
        [_line(one, names) for one in hanging[:MOST]],
        [
            _line(one, names, kind="objection", id=str(row.id), words=row.words, contact=row.contact or "")
            for row, one in told[:MOST]
        ],
        [
            _line(
                one, names, kind="change", id=str(row.id), words=row.reason, before=hours(one.last.minutes),
                after=hours(row.minutes), by="" if row.own else by.get(row.asked_by, ""),
                mine=not may_decide(session, who, row, one),
            )
            for row, one in asked[:MOST]
        ],
        days, last_on.isoformat(), is_known(today, last_on, special),
    )  # fmt: skip


def city_rows(session: Session, who: Actor, community_id: UUID, now: datetime) -> CityRows:
    """What the city gets. Raises `NotFound`."""
    fields = export_fields(session, who, community_id)
    today = local_day(now, zone_of(session, community_id))
    may_set = who.may_within(Permission.VOLUNTEER_SETTINGS, community_id)
    special = days_off(session, who, community_id, today.replace(month=1, day=1)) if may_set else []
    live: list[Any] = [
        Volunteer.community_id == community_id, col(Volunteer.erased_at).is_(None),
        col(Volunteer.merged_into).is_(None), col(Volunteer.left_at).is_(None),
    ]  # fmt: skip
    both_counts = select(func.count(), func.count(col(Volunteer.city_agreed_at))).select_from(Volunteer)
    people, agreed = session.exec(both_counts.where(*live)).one()
    return CityRows(
        [FieldRow(one.name, _said(one.ours), one.title, one.source, one.by) for one in fields],
        [DayRow(str(one.id), one.day.isoformat(), one.kind.value, one.source) for one in special],
        agreed, people, today.replace(day=1).isoformat(), today.isoformat(), may_set,
    )  # fmt: skip


def _enter(one: ToEnter, zone: str) -> HoursRow:
    return HoursRow(
        kind="enter", id=str(one.assignment_id), open_id=str(one.open_id or ""), name=one.name, title=one.shift.title,
        day=one.shift.on_day.isoformat(), came=local_time(one.came_at, zone)[11:],
        starts=local_time(one.shift.starts_at, zone)[11:], ends=local_time(one.shift.ends_at, zone)[11:],
    )  # fmt: skip


def _line(one: Service, names: dict[UUID, str], **more: object) -> HoursRow:
    line = one.last
    notes = written_notes(one.lines[0])
    values: dict[str, object] = {
        "kind": "line", "id": str(line.about), "about": str(line.about), "name": names[line.volunteer_id],
        "title": line.what, "day": line.on_day.isoformat(), "hours": hours(line.minutes),
        "sort": _said(KINDS[line.kind]),
        "note": both(("；".join(notes), "; ".join(translate(said, "en") for said in notes))),
        "until": line.notice_until.isoformat() if line.state is HoursState.NOTICE and line.notice_until else "",
    }  # fmt: skip
    return HoursRow(**(values | more))  # type: ignore[arg-type]


def _said(message: str) -> Both:
    return Both(translate(message, "zh"), translate(message, "en"))


def _names(session: Session, services: Iterable[Service]) -> dict[UUID, str]:
    ids = {one.last.volunteer_id for one in services}
    return names_of(session, list(session.exec(select(Volunteer).where(col(Volunteer.id).in_(ids))))) if ids else {}


def _accounts(session: Session, ids: list[UUID | None]) -> dict[UUID | None, str]:
    return dict(session.exec(select(Account.id, Account.name).where(col(Account.id).in_(ids))).all()) if ids else {}
