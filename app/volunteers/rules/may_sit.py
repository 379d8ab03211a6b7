"""Whether somebody may sit in a seat, and every reason why not. The one place that decides it, for whoever asks:
signing up, the matching, a coordinator's hand, a swap. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.volunteers.rules.limits import age_on, clash


class Why(StrEnum):
    """Why not."""

    LEFT = "left"
    PAUSED = "paused"
    AWAY = "away"
    DECLINED = "declined"
    SKILL = "skill"  # does not have it
    PROOF = "proof"  # says so, nobody has seen the paper
    EXPIRED = "expired"  # the paper is not valid on that day any more
    AGE = "age"  # the work has an age, and theirs is not known
    YOUNG = "young"
    OLD = "old"
    HEALTH = "health"
    LEADS = "leads"  # a leader is no novice
    OVERLAP = "overlap"
    TRAVEL = "travel"  # no overlap, but no time to get there
    CAP = "cap"
    ALONE = "alone"  # a novice without anybody experienced
    COMPANY = "company"  # somebody is there they are not put together with; nobody is told who
    THERE = "there"  # sits in this shift already
    WINDOW = "window"  # not in the hours they offered
    DISTANCE = "distance"


OWN_CHOICE = frozenset({Why.WINDOW, Why.DISTANCE, Why.DECLINED})
"""What somebody decides anew when they sign up by themselves."""


@dataclass(frozen=True)
class Paper:
    """A skill of somebody. `counts`: proven, or needs no proof; `valid_until`: the last day, None: no end."""

    counts: bool = True
    valid_until: date | None = None


@dataclass(frozen=True)
class Held:
    """A seat somebody has. Moments are aware."""

    shift_id: UUID
    starts_at: datetime
    ends_at: datetime

    @property
    def hours(self) -> float:
        return (self.ends_at - self.starts_at).total_seconds() / 3600


@dataclass(frozen=True)
class Facts:
    """What has to be known of somebody. `held`: every seat they have, near the shift and in its month.

    `apart`: with whom they are not put together, whoever of the two said so.
    """

    id: UUID
    papers: Mapping[str, Paper] = field(default_factory=dict)
    born_on: date | None = None
    limits: frozenset[str] = frozenset()
    away: tuple[tuple[date, date], ...] = ()
    paused: tuple[date, date | None] | None = None
    left: bool = False
    cap_hours: float = 40
    novice: bool = False
    apart: frozenset[UUID] = frozenset()
    held: tuple[Held, ...] = ()
    declined: frozenset[UUID] = frozenset()  # shifts


@dataclass(frozen=True)
class Asked:
    """What a seat asks. `days`: the local days it lies on; `month`: the first and last moment that count for a cap."""

    shift_id: UUID
    starts_at: datetime
    ends_at: datetime
    days: tuple[date, ...]
    month: tuple[datetime, datetime]
    skill: str | None = None
    leader: bool = False
    age_from: int | None = None
    age_until: int | None = None
    demands: tuple[str, ...] = ()

    @property
    def hours(self) -> float:
        return (self.ends_at - self.starts_at).total_seconds() / 3600


@dataclass(frozen=True)
class Company:
    """Who sits in the shift already: how many of them novices, and who."""

    novices: int = 0
    experienced: int = 0
    people: frozenset[UUID] = frozenset()


def why_not(facts: Facts, seat: Asked, company: Company, travel: timedelta) -> list[Why]:
    """Every reason, the weightiest first. Empty: they may."""
    return [*never(facts, seat), *_time(facts, seat, travel), *_company(facts, company)]


def never(facts: Facts, seat: Asked) -> Iterator[Why]:
    """What no other plan would change: the person, the day, the skill, the work."""
    if facts.left:
        yield Why.LEFT
    if facts.paused is not None and any(_in(day, facts.paused) for day in seat.days):
        yield Why.PAUSED
    if any(_in(day, span) for span in facts.away for day in seat.days):
        yield Why.AWAY
    if seat.shift_id in facts.declined:
        yield Why.DECLINED
    yield from _skill(facts, seat)
    yield from _body(facts, seat)


def _in(day: date, span: tuple[date, date | None]) -> bool:
    return span[0] <= day and (span[1] is None or day <= span[1])


def _skill(facts: Facts, seat: Asked) -> Iterator[Why]:
    if seat.leader and facts.novice:
        yield Why.LEADS
    if seat.skill is None:
        return
    paper = facts.papers.get(seat.skill)
    if paper is None:
        yield Why.SKILL
    elif paper.valid_until is not None and paper.valid_until < max(seat.days):
        yield Why.EXPIRED
    elif not paper.counts:
        yield Why.PROOF


def _body(facts: Facts, seat: Asked) -> Iterator[Why]:
    if seat.age_from is not None or seat.age_until is not None:
        if facts.born_on is None:
            yield Why.AGE
        elif seat.age_from is not None and age_on(facts.born_on, min(seat.days)) < seat.age_from:
            yield Why.YOUNG
        elif seat.age_until is not None and age_on(facts.born_on, max(seat.days)) > seat.age_until:
            yield Why.OLD
    if clash(seat.demands, facts.limits):
        yield Why.HEALTH


def _time(facts: Facts, seat: Asked, travel: timedelta) -> Iterator[Why]:
    if any(one.shift_id == seat.shift_id for one in facts.held):
        yield Why.THERE
    others = [one for one in facts.held if one.shift_id != seat.shift_id]
    if any(one.starts_at < seat.ends_at and seat.starts_at < one.ends_at for one in others):
        yield Why.OVERLAP
    elif any(one.starts_at < seat.ends_at + travel and seat.starts_at < one.ends_at + travel for one in others):
        yield Why.TRAVEL
    if hours_in(others, *seat.month) + seat.hours > facts.cap_hours + 1e-9:
        yield Why.CAP


def hours_in(held: list[Held] | tuple[Held, ...], first: datetime, end: datetime) -> float:
    """Hours of the seats that begin in a span; `end` does not count."""
    return sum(one.hours for one in held if first <= one.starts_at < end)


def _company(facts: Facts, company: Company) -> Iterator[Why]:
    if facts.novice and company.novices + 1 > company.experienced:
        yield Why.ALONE
    if facts.apart & company.people:
        yield Why.COMPANY
