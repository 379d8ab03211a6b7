"""Fetching posts, shifts and what a community has set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.shared.clock import local_day
from app.shared.errors import NotFound
from app.volunteers.models import Post, Shift, ShiftNeed, Skill, VolunteerSettings
from app.volunteers.rules.may_sit import Asked
from app.volunteers.rules.rota import month_of
from app.volunteers.rules.settings import Settings
from app.volunteers.service.who import Me, Who, coordinates

MOST = 2_000  # shifts of a span: five hundred are a large month


def settings_of(session: Session, community_id: UUID) -> Settings:
    """What the community has set about its volunteers, or what holds without."""
    row = session.exec(select(VolunteerSettings).where(VolunteerSettings.community_id == community_id)).first()
    return Settings(**{one.name: getattr(row, one.name) for one in fields(Settings)}) if row else Settings()


def post_for(session: Session, who: Actor, post_id: UUID) -> Post:
    """A post of a coordinator's community. Raises `NotFound`."""
    post = session.get(Post, post_id)
    if post is None or not coordinates(who, post.community_id):
        raise NotFound("no_such_post", "没有这个岗位。", field="post")
    return post


def shift_for(session: Session, who: Who, shift_id: UUID, now: datetime) -> Shift:
    """A shift: any of a coordinator's community, a published one of a volunteer's. Raises `NotFound`."""
    shift = session.get(Shift, shift_id)
    if shift is None or not _may_see(who, shift, now):
        raise no_shift()
    return shift


def _may_see(who: Who, shift: Shift, now: datetime) -> bool:
    if isinstance(who, Me):
        return shift.community_id == who.community_id and shift.published_at is not None and shift.published_at <= now
    return coordinates(who, shift.community_id)


def need_of(session: Session, need_id: UUID) -> ShiftNeed:
    """Raises `NotFound`."""
    found = session.get(ShiftNeed, need_id)
    if found is None:
        raise NotFound("no_such_seat", "没有这个位子。", field="need")
    return found


def no_shift() -> NotFound:
    """Not there, or not theirs."""
    return NotFound("no_such_shift", "没有这个班。", field="shift")


def shifts_between(session: Session, community_id: UUID, since: datetime, until: datetime) -> list[Shift]:
    """Every shift that begins in a span, `until` excluded, in order."""
    wanted = select(Shift).where(Shift.community_id == community_id, Shift.starts_at >= since, Shift.starts_at < until)
    return list(session.exec(wanted.order_by(col(Shift.starts_at), col(Shift.id)).limit(MOST)))


def needs_of(session: Session, shift_ids: Iterable[UUID]) -> dict[UUID, list[ShiftNeed]]:
    """The seats of shifts, the most needed first."""
    found: defaultdict[UUID, list[ShiftNeed]] = defaultdict(list)
    wanted = select(ShiftNeed).where(col(ShiftNeed.shift_id).in_(list(shift_ids)))
    for one in session.exec(wanted.order_by(col(ShiftNeed.critical).desc(), col(ShiftNeed.role))):
        found[one.shift_id].append(one)
    return found


def skill_names(session: Session, community_id: UUID) -> dict[str, str]:
    """Code → name, also of those that are asked for no more."""
    return dict(session.exec(select(Skill.code, Skill.name).where(Skill.community_id == community_id)).all())


def asked_of(shift: Shift, need: ShiftNeed, zone: str) -> Asked:
    """A seat as the rules look at it."""
    first = local_day(shift.starts_at, zone)
    last = local_day(shift.ends_at - timedelta(microseconds=1), zone)
    days = tuple(first + timedelta(days=at) for at in range((last - first).days + 1))
    return Asked(
        shift.id, shift.starts_at, shift.ends_at, days, month_span(first, zone), need.skill, need.leader,
        need.age_from, need.age_until, tuple(need.demands),
    )  # fmt: skip


def month_span(day: date, zone: str) -> tuple[datetime, datetime]:
    """The month of a local day as moments; its end is the first moment of the next."""
    first, last = month_of(day)
    return moments(first, last, zone)


def moments(first_on: date, last_on: date, zone: str) -> tuple[datetime, datetime]:
    """Local days, both included, as moments; the end is the first moment that does not belong to them."""
    there = ZoneInfo(zone)
    return (
        datetime.combine(first_on, time(), there),
        datetime.combine(last_on + timedelta(days=1), time(), there),
    )
