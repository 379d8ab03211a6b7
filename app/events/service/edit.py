"""Making an event, changing it, and letting it take its course."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.events.models import Attendee, Event, Series, SignUp, SignUpState
from app.events.payload import EventPlan, check_plan
from app.events.rules.series import MOST, days, hours
from app.events.rules.standing import Standing, standing
from app.events.service.find import event_for
from app.events.service.line import offer_places
from app.events.service.telling import note_change
from app.households.models import Community
from app.passes.rules.codes import SHORT, draw
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.text import one_line


@dataclass(frozen=True)
class Weekly:
    """When a series happens: local days and hours; `weekday` 0 is Monday."""

    weekday: int
    starts: time
    ends: time
    first_on: date
    until: date


def add_event(
    session: Session, who: Actor, community_id: UUID, plan: EventPlan, now: datetime, *, publish_now: bool = False
) -> Event:
    """A draft, or with `publish_now` at once public. Raises `NotFound`, `Invalid`."""
    if not who.may_within(Permission.EVENT_EDIT, community_id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
    check_plan(plan)
    event = Event(
        **plan.model_dump(), community_id=community_id, short=draw(SHORT, secrets.token_bytes(4 * SHORT)),
        made_by=author(who), created_at=now,
    )  # fmt: skip
    session.add(event)
    if publish_now:
        event.published_at, event.published_by = now, author(who)
    session.flush()
    return event


def make_series(
    session: Session, who: Actor, community_id: UUID, plan: EventPlan, weekly: Weekly, now: datetime
) -> list[Event]:
    """Drafts for every week. The day of `plan` does not count. Raises `NotFound`, `Invalid`, `Refused`."""
    found = days(weekly.first_on, weekly.until, weekly.weekday)
    if not found:
        raise Refused("empty_series", "这段时间里没有这个星期几，请看一下日期。", field="until")
    if len(found) > MOST:
        raise Refused("long_series", "一次最多排 {most} 场，请把截止日期提前。", field="until", most=MOST)
    if not who.may_within(Permission.EVENT_EDIT, community_id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
    zone = session.get_one(Community, community_id).zone
    row = Series(community_id=community_id, title=plan.title, made_by=author(who), created_at=now, **vars(weekly))
    session.add(row)
    session.flush()
    made = []
    for day in found:
        starts, ends = hours(day, weekly.starts, weekly.ends, zone)
        one = plan.model_copy(update={"starts_at": starts, "ends_at": ends})
        made.append(add_event(session, who, community_id, one, now))
        made[-1].series_id = row.id
    session.flush()
    return made


def change_event(session: Session, who: Actor, event_id: UUID, plan: EventPlan, now: datetime) -> Event:
    """Let the event say what `plan` says; more places go to the line at once.

    Raises `NotFound`, `Invalid`, `Conflict` (over, cancelled), `Refused` (fewer places than are taken).
    """
    event = event_for(session, who, event_id, Permission.EVENT_EDIT, lock=True)
    check_plan(plan)
    _still_to_come(event, now)
    held = _held(session, event)
    if plan.capacity is not None and plan.capacity < held:
        raise Refused("fewer_than_taken", "已有 {held} 人报上名，名额不能更少。", field="capacity", held=held)
    note_change(event, plan, now)
    for name, value in plan.model_dump().items():
        setattr(event, name, value)
    event.taken = held
    offer_places(session, event, now)
    session.flush()
    return event


def publish(session: Session, who: Actor, event_id: UUID, now: datetime) -> Event:
    """Let everybody see it and sign up. Twice changes nothing. Raises `NotFound`, `Conflict`."""
    event = event_for(session, who, event_id, Permission.EVENT_EDIT, lock=True)
    _still_to_come(event, now)
    if event.published_at is None:
        event.published_at, event.published_by = now, author(who)
    session.flush()
    return event


def cancel(session: Session, who: Actor, event_id: UUID, why: str, now: datetime) -> Event:
    """It does not take place, and why. Twice changes nothing. Raises `NotFound`, `Refused`, `Conflict` (it is over)."""
    event = event_for(session, who, event_id, Permission.EVENT_EDIT, lock=True)
    told = one_line(why, 200)
    if not told:
        raise Refused("cancel_why", "请写明为什么取消，报名的人会看到。", field="why")
    if event.cancelled_at is None:
        _still_to_come(event, now)
        event.cancelled_at, event.cancelled_by, event.cancelled_why = now, author(who), told
    session.flush()
    return event


def finish(session: Session, who: Actor, event_id: UUID, now: datetime) -> Event:
    """It is over, now. Twice changes nothing. Raises `NotFound`, `Conflict` (it has not begun, or was cancelled)."""
    event = event_for(session, who, event_id, Permission.EVENT_EDIT, lock=True)
    stands = standing(event, now)
    if stands in (Standing.DRAFT, Standing.PUBLISHED, Standing.CANCELLED):
        raise Conflict("not_running", "活动还没有开始，或已经取消。")
    if event.finished_at is None:
        event.finished_at, event.finished_by = now, author(who)
    session.flush()
    return event


def _still_to_come(event: Event, now: datetime) -> None:
    stands = standing(event, now)
    if stands is Standing.CANCELLED:
        raise Conflict("event_cancelled", "活动已经取消。")
    if stands is Standing.FINISHED:
        raise Conflict("event_over", "活动已经结束。")


def _held(session: Session, event: Event) -> int:
    """The places held by confirmed sign-ups and walk-ins, counted."""
    signed_up = select(func.coalesce(func.sum(SignUp.size), 0)).where(
        SignUp.event_id == event.id, SignUp.state == SignUpState.CONFIRMED
    )
    walked_in = select(func.count()).where(
        Attendee.event_id == event.id, col(Attendee.sign_up_id).is_(None), col(Attendee.came_at).is_not(None)
    )
    return int(session.exec(signed_up).one()) + session.exec(walked_in).one()
