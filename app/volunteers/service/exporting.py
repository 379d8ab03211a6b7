"""A month as a file, so that a plan can be made, checked and compared outside (`linju match`)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.service.records import record
from app.volunteers.rules.matching.problem import Assignment, Need, Problem, Shift, Volunteer
from app.volunteers.service.planning import month_for
from app.volunteers.service.problems import problem_of
from app.volunteers.service.who import check_coordinator


def export_problem(
    session: Session, who: Actor, community_id: UUID, first_on: date, last_on: date, now: datetime
) -> dict[str, Any]:
    """The problem of some local days as `linju match` reads it: ids, nobody's name. Recorded: commit it.

    Raises `NotFound`.
    """
    check_coordinator(who, community_id)
    record(session, who, "volunteer:export", f"{first_on} – {last_on}", community_id)
    return as_json(problem_of(session, month_for(session, community_id, first_on, last_on, now)))


def as_json(problem: Problem) -> dict[str, Any]:
    """The other direction of `payload.read_problem`."""
    return {
        "volunteers": [_volunteer(one) for one in problem.volunteers],
        "shifts": [_shift(one) for one in problem.shifts],
        "locks": [_seat(one) for one in problem.locks],
        "proposed": [_seat(one) for one in problem.proposed],
        "travel_minutes": problem.travel_minutes,
    }


def _volunteer(one: Volunteer) -> dict[str, Any]:
    windows = [{"weekday": part.weekday, "from": _hour(part.since), "to": _hour(part.until)} for part in one.windows]
    return {
        "id": one.id, "skills": sorted(one.skills), "windows": windows, "home": one.home, "max_km": one.max_km,
        "wish_hours": one.wish_hours, "cap_hours": one.cap_hours, "past_hours": one.past_hours,
        "prefers": one.prefers, "declined": sorted(one.declined), "novice": one.novice, "apart": sorted(one.apart),
    }  # fmt: skip


def _shift(one: Shift) -> dict[str, Any]:
    needs = [_need(need) for need in one.needs]
    return {
        "id": one.id, "start": one.start.isoformat(), "end": one.end.isoformat(), "place": one.place, "needs": needs,
    }  # fmt: skip


def _need(one: Need) -> dict[str, Any]:
    return {"role": one.role, "skill": one.skill, "count": one.count, "critical": one.critical}


def _seat(one: Assignment) -> dict[str, str]:
    return {"volunteer": one.volunteer, "shift": one.shift, "role": one.role}


def _hour(at: time) -> str:
    return at.strftime("%H:%M:%S")
