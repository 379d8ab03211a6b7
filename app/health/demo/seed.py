"""Write the demo's health checks through the verbs that people use. All of it is invented. About 0.3 s."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlmodel import Session, col, select

from app.accounts import passwords
from app.accounts.models import Grant, Role
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.health.demo.past import DAYS, MEDICINE_BACK, URGENT_BACK, past
from app.health.models import ConsentKind, FollowUp, FollowUpDone, MarkKind, Measure, Origin, Tally, TallyKind
from app.health.payload import MeasureIn, ReadingIn
from app.health.rules.consent import version_of
from app.health.rules.sharing import Terms
from app.health.service import results as _results  # noqa: F401  (follows what is measured)
from app.health.service.consent import give
from app.health.service.follow_ups import close, open_for
from app.health.service.marks import WENT, mark
from app.health.service.measuring import keep, write
from app.health.service.parties import clinicians_for
from app.health.service.seeing import shared_readings
from app.health.service.sharing import offer_to_clinician
from app.health.service.sign_in import account_for
from app.health.service.whose import Owner, owner_by_person
from app.households.demo import SignIn
from app.households.models import Community, Door, Grid, Household, Person
from app.passes.models import ResidentPass
from app.passes.service import issue_pass
from app.shared.clock import local_day
from app.shared.clock import now as clock_now
from app.shared.ids import new_id
from app.shared.tables import table_of

PIN = "802615"  # public, like the demo's password
BEGUN = timedelta(days=DAYS + 1)
DAY = timedelta(days=1)
TITLE = "居民，用居民码和密码登录（健康自检 /health）"
# On a usual day of the lounge, of everybody together.
DAILY = {
    TallyKind.CHECK: (3, 9), TallyKind.JUST_MEASURED: (2, 7), TallyKind.SECOND: (2, 6), TallyKind.REFERRED: (0, 2),
}  # fmt: skip


def add_health(session: Session, result: Any, progress: Callable[[str, float], None]) -> None:
    """What this feature adds to `linju demo`, and the sign-in of the resident to `result.sign_ins`. Flushes."""
    progress("健康自检", 0.0)
    found = seed_health(session, result.community_id, Random(result.seed), clock_now())
    if found is not None:
        result.sign_ins.append(SignIn(found.short_code, PIN, TITLE, owner_by_person(session, found.person_id).name))
    progress("健康自检", 1.0)


def seed_health(session: Session, community_id: UUID, rng: Random, now: datetime) -> ResidentPass | None:
    """Somebody who measures at home, a neighbour who has to be looked after today. None: nobody of that age lives
    here."""
    elders = _elders(session, community_id, now)
    if not elders:
        return None
    _counts(session, community_id, rng, now)
    found = _with_pass(session, elders[0], now)
    owner = _agreed(session, elders[0], now - BEGUN)
    _measured(session, owner, rng, now)
    _shown(session, owner, now)
    for neighbour in elders[1:]:
        _urgent_today(session, _agreed(session, neighbour, now - 3 * DAY), now)
    session.flush()
    return found


def _elders(session: Session, community_id: UUID, now: datetime) -> list[UUID]:
    """Two heads of households of the first grid, between 64 and 80."""
    wanted = (
        select(Person.id)
        .join(Household, col(Household.id) == col(Person.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .join(Grid, col(Grid.id) == col(Door.grid_id))
        .where(
            Person.community_id == community_id, Person.relation == "户主", col(Person.merged_into).is_(None),
            col(Person.moved_out_on).is_(None), col(Person.born_on) < now.date() - 64 * 366 * DAY,
            col(Person.born_on) > now.date() - 80 * 366 * DAY,
        )
        .order_by(col(Grid.code), col(Person.id))
    )  # fmt: skip
    return list(session.exec(wanted.limit(2)))


def _with_pass(session: Session, person_id: UUID, now: datetime) -> ResidentPass:
    found = issue_pass(session, _staff(session, person_id, now), person_id, now - BEGUN)
    found.pin_hash, found.pin_set_at = passwords.hash_password(PIN), now - BEGUN
    session.flush()
    return found


def _agreed(session: Session, person_id: UUID, at: datetime) -> Owner:
    account_for(session, person_id, at)
    owner = owner_by_person(session, person_id)
    for kind in ConsentKind:
        give(session, owner, kind, version_of(kind), at)
    return owner


def _measured(session: Session, owner: Owner, rng: Random, now: datetime) -> None:
    """Readings, and what came of the day on which they were far too high."""
    zone = ZoneInfo(session.get_one(Community, owner.community_id).zone)
    morning = datetime.combine(now.astimezone(zone), time(7), zone)
    write(session, owner, list(past(rng, morning)), now)
    that_day = morning - URGENT_BACK * DAY + timedelta(hours=2)
    task = open_for(session, owner, "bp_grade3", that_day)
    if task is not None:
        _close(session, task, that_day + timedelta(hours=2))
    for kind, back, words in (
        (MarkKind.EVENT, URGENT_BACK, WENT),
        (MarkKind.MEDICATION, MEDICINE_BACK, "开始每天早上吃降压药"),
        (MarkKind.EVENT, 14, "社区卫生中心复查"),
    ):
        at = morning - back * DAY
        mark(session, owner, kind, local_day(at, str(zone)), words, at)


def _close(session: Session, task: FollowUp, at: datetime) -> None:
    who = _staff(session, task.person_id, at)
    close(session, who, task.id, FollowUpDone.HOSPITAL, "上门看了，女儿陪着去了社区卫生中心。", at)


def _shown(session: Session, owner: Owner, now: datetime) -> None:
    """To the clinician of the community, who has looked."""
    assert owner.account_id is not None
    begun = now - MEDICINE_BACK * DAY
    me = actor_of(session, owner.account_id, begun)
    doctors = clinicians_for(session, me, begun)
    if doctors:
        terms = Terms((Measure.BP, Measure.GLUCOSE, Measure.BMI), begun + 180 * DAY, begun - 30 * DAY)
        offer_to_clinician(session, me, doctors[0].id, terms, begun)
        for back in (26, 13):
            shared_readings(session, actor_of(session, doctors[0].id, now), owner.person_id, now - back * DAY)


def _urgent_today(session: Session, owner: Owner, now: datetime) -> None:
    check = [
        ReadingIn(
            id=new_id(), measure=Measure.BP, taken_at=now - timedelta(minutes=back), comparators={},
            values={"systolic": systolic, "diastolic": diastolic},
        )
        for back, systolic, diastolic in ((9, 186.0, 98.0), (7, 182.0, 96.0))
    ]  # fmt: skip
    keep(session, owner, MeasureIn(check_id=new_id(), readings=check), Origin.LOUNGE, now)


def _counts(session: Session, community_id: UUID, rng: Random, now: datetime) -> None:
    """What everybody measured at the lounge, about nobody."""
    today = local_day(now, session.get_one(Community, community_id).zone)
    rows = [
        {"id": new_id(), "community_id": community_id, "day": today - back * DAY, "kind": kind, "count": count}
        for back in range(1, DAYS)
        for kind, (least, most) in DAILY.items()
        if (count := rng.randint(least, most)) and (today - back * DAY).weekday() < 6
    ]
    session.execute(insert(table_of(Tally)), rows)


def _staff(session: Session, person_id: UUID, now: datetime) -> Actor:
    """A cadre of the community, of the person's grid if there is one."""
    wanted = (
        select(Grant, Door.grid_id)
        .join(Person, col(Person.community_id) == col(Grant.community_id))
        .join(Household, col(Household.id) == col(Person.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .where(Person.id == person_id, Grant.role == Role.CADRE)
        .order_by(col(Grant.created_at), col(Grant.id))
    )
    rows = session.exec(wanted).all()
    mine = next((grant for grant, grid_id in rows if grant.grid_id == grid_id), rows[0][0])
    return actor_of(session, mine.account_id, now)
