"""Write the demo's events through the same verbs that people use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Grant, Role
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.events.demo.programme import Planned, programme
from app.events.models import Attendee, Event, EventFeedback, Via
from app.events.payload import EventPlan, Family, OnePerson
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown
from app.events.service.edit import Weekly, add_event, cancel, make_series, publish
from app.events.service.signing import sign_up_for
from app.households.models import Community, Person
from app.passes.service import issue_pass
from app.shared.clock import now as clock_now
from app.shared.errors import Conflict
from app.shared.ids import new_id

PEOPLE = 120  # who take part
PASSES = 40
MADE_BEFORE = timedelta(days=14)
WAYS = (Via.WALL, Via.WALL, Via.WALL, Via.CAMERA, Via.TYPED, Via.TABLET)


def add_events(session: Session, result: Any, progress: Callable[[str, float], None]) -> None:
    """What this feature adds to `linju demo`. Flushes. About a second."""
    progress("活动", 0.0)
    seed_events(session, result.community_id, Random(result.seed), clock_now())
    progress("活动", 1.0)


def seed_events(session: Session, community_id: UUID, rng: Random, now: datetime) -> list[Event]:
    """The programme with who signed up and came, a weekly course, and passes for some. Returns the events."""
    zone = session.get_one(Community, community_id).zone
    who = _staff(session, community_id, now)
    people = _people(session, community_id)
    for person in people[:PASSES]:
        issue_pass(session, who, person.id, now - MADE_BEFORE)
    return [
        *(_hold(session, who, community_id, one, rng, people, now) for one in programme(now, zone)),
        *_course(session, who, community_id, now),
    ]


def _staff(session: Session, community_id: UUID, now: datetime) -> Actor:
    grants = select(Grant).where(Grant.community_id == community_id, Grant.role == Role.CADRE)
    return actor_of(
        session, session.exec(grants.order_by(col(Grant.created_at), col(Grant.id))).all()[0].account_id, now
    )


def _people(session: Session, community_id: UUID) -> list[Person]:
    wanted = select(Person).where(
        Person.community_id == community_id, col(Person.phone_index).is_not(None),
        col(Person.moved_out_on).is_(None), col(Person.merged_into).is_(None),
    )  # fmt: skip
    return list(session.exec(wanted.order_by(col(Person.id)).limit(PEOPLE)))


def _hold(
    session: Session, who: Actor, community_id: UUID, planned: Planned, rng: Random, people: list[Person], now: datetime
) -> Event:
    made_at = min(now, planned.plan.starts_at) - MADE_BEFORE
    event = add_event(session, who, community_id, planned.plan, made_at, publish_now=planned.published)
    some = iter(rng.sample(people, len(people)))
    for size in planned.sizes:
        _sign_up(session, who, event, some, size, made_at + timedelta(minutes=rng.randint(60, 9000)))
    if not planned.later:
        _arrive(session, who, event, planned, rng, some, now)
    for stars, words in planned.said:
        session.add(
            EventFeedback(
                community_id=community_id, event_id=event.id, stars=stars, words=words, once=new_id().hex,
                created_at=event.ends_at + timedelta(minutes=rng.randint(5, 600)),
            )
        )  # fmt: skip
    if planned.cancelled:
        cancel(session, who, event.id, planned.cancelled, now)
    session.flush()
    return event


def _sign_up(session: Session, who: Actor, event: Event, some: Iterator[Person], size: int, at: datetime) -> None:
    person = next(some, None)
    if person is None:
        return
    family = Family(people=[OnePerson(), *(OnePerson() for _ in range(size - 1))])
    try:
        sign_up_for(session, who, event.id, family, at, person_id=person.id)
    except Conflict:
        return  # this one is on the list with somebody else


def _arrive(
    session: Session, who: Actor, event: Event, planned: Planned, rng: Random, some: Iterator[Person], now: datetime
) -> None:
    latest = min(now, event.ends_at)

    def moment() -> datetime:
        return min(latest, event.starts_at + timedelta(minutes=rng.randint(-15, 12)))

    expected = session.exec(select(Attendee.id).where(Attendee.event_id == event.id).order_by(col(Attendee.id)))
    for attendee_id in expected.all():
        if rng.random() < planned.came:
            check_in(session, who, event.id, Shown(attendee_id=attendee_id), How(rng.choice(WAYS)), moment())
    for _ in range(planned.walked):
        person = next(some, None)
        if person is not None:
            check_in(session, who, event.id, Shown(person_id=person.id), How(Via.WALK_IN), moment())


def _course(session: Session, who: Actor, community_id: UUID, now: datetime) -> list[Event]:
    """书法 every Thursday afternoon, for two months."""
    first = now.date() + timedelta(days=1)
    weekly = Weekly(3, time(14, 30), time(16, 30), first, first + timedelta(days=56))
    plan = EventPlan(
        title="书法课", about="从横竖开始，笔墨社区备。", place="榕湾公共客厅二楼", starts_at=now,
        ends_at=now + timedelta(hours=2), capacity=15, walk_in=True, bring="一件不怕墨的旧衣服",
    )  # fmt: skip
    made = make_series(session, who, community_id, plan, weekly, now)
    return [publish(session, who, event.id, now) for event in made]
