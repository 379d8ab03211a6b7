"""A problem and a plan as files: what `linju match` reads and writes, the same names as in the rules."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from app.volunteers.rules.matching.check import faults
from app.volunteers.rules.matching.plan import Excluded, Plan
from app.volunteers.rules.matching.problem import Assignment, Need, Problem, Shift, Volunteer, Window

Id = Annotated[str, Field(min_length=1, max_length=100)]
Hours = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]
Kilometres = Annotated[float, Field(ge=0, le=50_000, allow_inf_nan=False)]
At = Annotated[float, Field(ge=-50_000, le=50_000, allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Window(_Part):
    weekday: Annotated[int, Field(ge=0, le=6)]
    since: Annotated[time, Field(alias="from")]
    until: Annotated[time, Field(alias="to")]

    @field_validator("until", mode="before")
    @classmethod
    def _midnight(cls, said: Any) -> Any:
        return "00:00" if said in ("24:00", "24:00:00") else said

    def plain(self) -> Window:
        if self.until != time(0) and self.until <= self.since:
            raise ValueError("a window ends after it begins; one that goes past midnight is two")
        return Window(self.weekday, self.since, self.until)


class _Volunteer(_Part):
    id: Id
    skills: list[str] = []
    windows: list[_Window] = []
    home: tuple[At, At] | None = None
    max_km: Kilometres | None = None
    wish_hours: Hours = 8
    cap_hours: Hours = 40
    past_hours: Hours = 0
    prefers: dict[str, Annotated[int, Field(ge=0, le=2)]] = {}
    declined: list[str] = []
    novice: bool = False
    apart: list[str] = []

    def plain(self) -> Volunteer:
        return Volunteer(
            self.id, frozenset(self.skills), tuple(one.plain() for one in self.windows), self.home, self.max_km,
            self.wish_hours, self.cap_hours, self.past_hours, dict(self.prefers), frozenset(self.declined), self.novice,
            frozenset(self.apart),
        )  # fmt: skip


class _Need(_Part):
    role: Id
    skill: str | None = None
    count: Annotated[int, Field(ge=0, le=1000)] = 1
    critical: Annotated[int, Field(ge=1, le=3)] = 1


class _Shift(_Part):
    id: Id
    start: datetime
    end: datetime
    place: tuple[At, At] | None = None
    needs: list[_Need] = []

    def plain(self) -> Shift:
        if (self.start.utcoffset() is None) != (self.end.utcoffset() is None):
            raise ValueError("start and end both have an offset from UTC, or neither")
        start, end = (one.replace(tzinfo=None) for one in (self.start, self.end))
        needs = tuple(Need(one.role, one.skill, one.count, one.critical) for one in self.needs)
        return Shift(self.id, start, end, self.place, needs)


class _Seat(_Part):
    volunteer: Id
    shift: Id
    role: Id

    def plain(self) -> Assignment:
        return Assignment(self.shift, self.role, self.volunteer)


class _Problem(_Part):
    volunteers: list[_Volunteer]
    shifts: list[_Shift]
    locks: list[_Seat] = []
    proposed: list[_Seat] = []
    travel_minutes: Annotated[int, Field(ge=0, le=1440)] = 30


class Unreadable(Exception):
    """`faults`: one sentence per mistake of a problem file."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_problem(text: str | bytes) -> Problem:
    """A problem from JSON. Raises `Unreadable` with everything that is wrong."""
    try:
        found = _Problem.model_validate_json(text)
    except ValidationError as error:
        raise Unreadable([f"{_where(one['loc'])}: {one['msg']}" for one in error.errors()]) from None
    problem = _plain(found)
    wrong = faults(problem)
    if wrong:
        raise Unreadable(wrong)
    return problem


def _plain(found: _Problem) -> Problem:
    wrong: list[str] = []

    def each(name: str, parts: list[Any]) -> tuple[Any, ...]:
        made = []
        for part in parts:
            try:
                made.append(part.plain())
            except ValueError as error:
                wrong.append(f"{name}[{part.id}]: {error}")
        return tuple(made)

    volunteers, shifts = each("volunteers", found.volunteers), each("shifts", found.shifts)
    if wrong:
        raise Unreadable(wrong)
    locks, proposed = (tuple(one.plain() for one in seats) for seats in (found.locks, found.proposed))
    return Problem(volunteers, shifts, locks, proposed, found.travel_minutes)


def _where(place: tuple[int | str, ...]) -> str:
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".") or "the file"


def write_plan(plan: Plan) -> dict[str, Any]:
    """A plan for JSON."""
    levels = plan.levels
    return {
        "assignments": [_seat(one) for one in plan.assignments],
        "empty": [
            {
                "shift": one.shift, "role": one.role, "count": one.count,
                "reasons": [{"reason": reason, "volunteers": people} for reason, people in one.reasons],
            }
            for one in plan.empty
        ],
        "excluded": [_excluded(one) for one in plan.excluded()],
        "levels": {
            "empty": levels.empty, "changes": levels.changes, "fairness": levels.fairness,
            "preference": levels.preference, "distance": levels.distance,
        },
        "score": levels.score, "bound": plan.bound, "optimal": plan.optimal, "seconds": round(plan.seconds, 3),
    }  # fmt: skip


def _seat(one: Assignment) -> dict[str, str]:
    return {"volunteer": one.volunteer, "shift": one.shift, "role": one.role}


def _excluded(one: Excluded) -> dict[str, str]:
    role = {"role": one.role} if one.role else {}
    return {"volunteer": one.volunteer, "shift": one.shift, "reason": one.reason} | role
