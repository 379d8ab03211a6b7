"""A month as the matching wants it: who could come, which seats there are, what stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from app.events.models import Event
from app.volunteers.models import (
    Assignment,
    AssignmentState,
    Availability,
    Position,
    PostLiking,
    Shift,
    ShiftNeed,
    Volunteer,
    Wish,
    WishKind,
)
from app.volunteers.rules.matching import problem as matching
from app.volunteers.rules.may_sit import Asked, Facts, Held, never
from app.volunteers.rules.past import MONTHS_BACK, past_hours
from app.volunteers.rules.rota import month_of
from app.volunteers.rules.settings import Settings
from app.volunteers.rules.standing import can_change
from app.volunteers.service.facts import Span, facts_of, holders_of
from app.volunteers.service.find import asked_of, moments, needs_of, settings_of, shifts_between, skill_names
from app.volunteers.service.who import zone_of

FIXED = (AssignmentState.SIGNED_UP, AssignmentState.ACCEPTED)


@dataclass
class Month:
    """What is known of a span of days. `outside`: seats that are not planned: begun, or held although something about
    them is not right; they cost time and hours, and their place is not given to anybody else."""

    settings: Settings
    zone: str
    since: datetime
    until: datetime
    people: dict[UUID, Volunteer]
    facts: dict[UUID, Facts]
    shifts: list[Shift]
    needs: dict[UUID, list[ShiftNeed]]
    asked: dict[UUID, Asked]  # by need
    holders: dict[UUID, list[Assignment]]
    skills: dict[str, str]  # their names
    past: dict[UUID, float]  # hours of the months before as they count (`rules.past`)
    locks: list[Assignment] = field(default_factory=list)
    outside: list[Assignment] = field(default_factory=list)

    @property
    def travel(self) -> timedelta:
        return timedelta(minutes=self.settings.travel_minutes)


def month_for(
    session: Session, community_id: UUID, first_on: date, last_on: date, now: datetime, *, only: Shift | None = None
) -> Month:
    """Read it all. Shifts that have begun, were called off or hang on an event that was, are not planned.

    `only`: one shift and nothing else, however it stands.
    """
    settings, zone = settings_of(session, community_id), zone_of(session, community_id)
    since, until = moments(first_on, last_on, zone)
    span = Span(*_looked_at(first_on, last_on, zone))
    off = select(Event.id).where(Event.community_id == community_id, col(Event.cancelled_at).is_not(None))
    gone = {*session.exec(off)}
    found = [] if only else shifts_between(session, community_id, since, until)
    shifts = [only] if only else [one for one in found if can_change(one, now) and one.event_id not in gone]
    ids = [one.id for one in shifts]
    needs, holders = needs_of(session, ids), holders_of(session, ids)
    live = select(Volunteer).where(
        Volunteer.community_id == community_id, col(Volunteer.erased_at).is_(None), col(Volunteer.merged_into).is_(None)
    )
    people = {one.id: one for one in session.exec(live.order_by(col(Volunteer.id)))}
    facts = facts_of(session, list(people.values()), settings, span, now)
    asked = {need.id: asked_of(one, need, zone) for one in shifts for need in needs[one.id]}
    first = moments(*month_of(first_on), zone)[0]
    back = _months(first, zone)
    past = {who: past_hours(one.held, first, back) for who, one in facts.items()}
    names = skill_names(session, community_id)
    month = Month(settings, zone, since, until, people, facts, shifts, needs, asked, holders, names, past)
    _sort_seats(month)
    return month


def people_of(session: Session, month: Month) -> dict[UUID, matching.Volunteer]:
    """What people said about hours, distance and what they like; nothing of what is planned for them."""
    homes, windows, likings = _homes(session, month), _windows(session, month), _likings(session, month)
    return {
        one.id: matching.Volunteer(
            str(one.id), windows=tuple(windows[one.id]), home=homes.get(one.id), max_km=one.max_km,
            wish_hours=one.wish_hours, prefers={str(at): gladly for at, gladly in likings[one.id].items()},
        )
        for one in month.people.values()
    }  # fmt: skip


def _sort_seats(month: Month) -> None:
    """What is fixed is a lock, unless it could not be given today: then it is left alone, and coverage says so."""
    mine: defaultdict[UUID, list[Asked]] = defaultdict(list)
    for shift in month.shifts:
        for one in month.holders[shift.id]:
            if one.state not in FIXED and not one.locked:
                continue
            seat = month.asked[one.need_id]
            facts = month.facts.get(one.volunteer_id)
            beside = any(clash(seat, other, month.travel) for other in mine[one.volunteer_id])
            if facts is None or any(never(facts, seat)) or beside or _full(month, one):
                month.outside.append(one)
            else:
                month.locks.append(one)
                mine[one.volunteer_id].append(seat)


def _full(month: Month, one: Assignment) -> bool:
    need = next(need for need in month.needs[one.shift_id] if need.id == one.need_id)
    return sum(lock.need_id == need.id for lock in month.locks) >= need.count


def clash(one: Asked | Held, other: Asked | Held, travel: timedelta) -> bool:
    """Whether one person cannot do both, travel included."""
    return one.starts_at < other.ends_at + travel and other.starts_at < one.ends_at + travel


def _homes(session: Session, month: Month) -> dict[UUID, matching.Point]:
    ids = {one.home_building_id for one in month.people.values() if one.home_building_id is not None}
    rows = session.exec(select(Position).where(col(Position.building_id).in_(ids))).all() if ids else []
    places = {one.building_id: (one.x_km, one.y_km) for one in rows}
    return {
        one.id: places[one.home_building_id] for one in month.people.values() if one.home_building_id in places
    }  # fmt: skip


def _windows(session: Session, month: Month) -> defaultdict[UUID, list[matching.Window]]:
    """Who has offered no hours is not asked by the matching: they sign up by themselves."""
    found: defaultdict[UUID, list[matching.Window]] = defaultdict(list)
    columns = (col(getattr(Availability, name)) for name in ("volunteer_id", "weekday", "since", "until"))
    wanted = sql_select(*columns).where(col(Availability.volunteer_id).in_(list(month.people)))
    if len(month.shifts) == 1:  # one seat is looked at: the rest of the week does not matter
        days = {day.weekday() for seat in month.asked.values() for day in seat.days}
        wanted = wanted.where(col(Availability.weekday).in_(days))
    for who, weekday, since, until in session.execute(wanted):
        found[who].append(matching.Window(weekday, since, until))
    return found


def _likings(session: Session, month: Month) -> defaultdict[UUID, dict[UUID, int]]:
    """By shift: how gladly they do its post, and a little more where somebody sits with whom they like to be."""
    found: defaultdict[UUID, dict[UUID, int]] = defaultdict(dict)
    by_post: defaultdict[UUID | None, list[UUID]] = defaultdict(list)
    for shift in month.shifts:
        by_post[shift.post_id].append(shift.id)
    for one in session.exec(select(PostLiking).where(col(PostLiking.volunteer_id).in_(list(month.people)))):
        found[one.volunteer_id] |= dict.fromkeys(by_post[one.post_id], one.gladly)
    sits: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for lock in month.locks:
        sits[lock.volunteer_id].append(lock.shift_id)
    wanted = select(Wish).where(Wish.kind == WishKind.GLADLY, col(Wish.volunteer_id).in_(list(month.people)))
    for wish in session.exec(wanted):
        for shift_id in sits[wish.other_id]:
            own = found[wish.volunteer_id]
            own[shift_id] = min(2, own.get(shift_id, 0) + 1)
    return found


def _looked_at(first_on: date, last_on: date, zone: str) -> tuple[datetime, datetime]:
    """The months that count against a wish, and the whole of the last one."""
    first, last = month_of(first_on)[0], month_of(last_on)[1]
    for _ in range(MONTHS_BACK):
        first = month_of(first - timedelta(days=1))[0]
    return moments(first, last, zone)


def _months(first: datetime, zone: str) -> Sequence[datetime]:
    """First moments of the months before the one that begins at `first`, the last one first."""
    day, found = first.astimezone(ZoneInfo(zone)).date(), []
    for _ in range(MONTHS_BACK):
        day = month_of(day - timedelta(days=1))[0]
        found.append(moments(day, day, zone)[0])
    return found


def local(moment: datetime, zone: str) -> datetime:
    """The time of day there, as the matching has it."""
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
