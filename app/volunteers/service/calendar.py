"""A volunteer's own shifts as a calendar that a phone subscribes to: it reminds them a day and an hour before."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from sqlmodel import Session, select

from app.events.rules.ics import Entry, calendar
from app.shared.errors import NotFound
from app.shared.i18n import translate
from app.shared.settings import settings
from app.volunteers.models import AssignmentState, Volunteer
from app.volunteers.service.listed import MySeat, my_seats
from app.volunteers.service.who import Me, own

LEFT_OUT = (AssignmentState.DECLINED,)


def own_calendar(session: Session, me: Me, now: datetime, language: str = "zh") -> str:
    """Their shifts; what was called off or given up stays, crossed out. Raises `NotFound`."""
    own(session, me)
    seats = [one for one in my_seats(session, me, now) if one.assignment.state not in LEFT_OUT]
    name = translate("我的志愿服务", language)
    return calendar(name, [_entry(one, language) for one in seats])


def calendar_by_code(session: Session, code: str, now: datetime, language: str = "zh") -> str:
    """The same for the address that a calendar fetches: their own code is in it. Raises `NotFound`."""
    found = session.exec(select(Volunteer).where(Volunteer.code == code.upper())).first()
    if found is None or found.erased_at is not None or found.merged_into is not None:
        raise NotFound("no_such_calendar", "没有这个日历。")
    return own_calendar(session, Me(found.id, found.community_id), now, language)


def _entry(one: MySeat, language: str) -> Entry:
    shift, row = one.shift, one.assignment
    asked = translate("（等您答复）", language) if row.state is AssignmentState.PROPOSED else ""
    stamps = (shift.changed_at, shift.cancelled_at, row.accepted_at, row.cancelled_at)
    first = row.told_at or row.created_at
    changed = max(moment for moment in (first, *stamps) if moment is not None)
    return Entry(
        f"{row.id}@linju", f"{shift.title} · {one.need.role}{asked}", shift.place, shift.cancelled_why,
        f"{settings().public_url}/volunteer", shift.starts_at, shift.ends_at, changed,
        shift.cancelled_at is not None or not row.state.holds, ceil((changed - first).total_seconds()),
    )  # fmt: skip
