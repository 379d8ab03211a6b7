"""Write the demo's visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel import Session, col, select

from app.accounts.models import Grant, Role
from app.households.demo import DemoResult
from app.households.models import Community, Door, Household, Person
from app.shared.clock import now as clock_now
from app.visits.defaults import ensure_defaults
from app.visits.demo.past import Past, past_of, today_of
from app.visits.demo.rows import Home, Writer
from app.visits.models import CommitteeCard, Mode, Outcome, PriorityCause, PriorityMark, Visit
from app.visits.service.due import Rules, applying, by_code, recompute
from app.visits.service.facts import Facts, facts_of
from app.visits.service.queries import columns
from app.visits.service.settings import intervals_of

TODAYS = 40  # doors somebody has been at today
KNOWN_DAYS = 400


def add_visits(session: Session, result: DemoResult, progress: Callable[[str, float], None]) -> None:
    """What visits add to `linju demo`."""
    progress("走访", 0.0)
    seed_visits(session, result.community_id, Random(result.seed))
    progress("走访", 1.0)


def seed_visits(session: Session, community_id: UUID, rng: Random, now: datetime | None = None) -> int:
    """Half a year of visits, needs and proposals; then due dates. Flushes. Returns how many visits. About 3 s."""
    moment = now or clock_now()
    zone = ZoneInfo(session.get_one(Community, community_id).zone)
    today = moment.astimezone(zone).date()
    ensure_defaults(session, community_id)
    _known_for_a_year(session, community_id, moment)
    homes = _homes(session, community_id, today)
    writer = Writer(rng, community_id, moment)
    for home in homes:
        for past in past_of(rng, home.days, moment, zone):
            if home.since is None or past.at.date() > home.since:
                writer.visit(home, past)
    _today(writer, homes, zone)
    writer.write(session)
    _back_from_hospital(session, writer, homes, today)
    session.add(_card(community_id))
    session.flush()
    recompute(session, community_id, None, today)
    return len(writer.rows[Visit])


def _known_for_a_year(session: Session, community_id: UUID, now: datetime) -> None:
    """The office knew these households before the demo was written, but those who moved in since."""
    rows = []
    for home, moved_in in session.execute(
        columns(Household.id, Household.moved_in_on).where(col(Household.community_id) == community_id)
    ):
        days = (now.date() - moved_in).days - 3 if moved_in else KNOWN_DAYS
        rows.append({"id": home, "created_at": now - timedelta(days=max(0, min(days, KNOWN_DAYS)))})
    if rows:
        session.execute(update(Household), rows)


def _homes(session: Session, community_id: UUID, today: date) -> list[Home]:
    facts = facts_of(session, community_id, None, today)
    rules = by_code(intervals_of(session, community_id))
    cadres = _cadres(session, community_id)
    places = columns(Household.id, Door.grid_id).join(Door, col(Door.id) == col(Household.door_id))
    grids = {home: grid for home, grid in session.execute(places.where(col(Household.community_id) == community_id))}
    people = _people(session, community_id)
    homes = []
    for id_, one in sorted(facts.items()):
        near = cadres[grids[id_]] or cadres[None]
        groups = {code for code, *_ in one.groups}
        if people[id_] and near:
            homes.append(Home(id_, _days(one, rules, today), near, one.moved_in_on, people[id_], groups))
    return homes


def _days(facts: Facts, rules: Rules, today: date) -> int:
    return min(one.interval.days for one in applying(facts, rules) if one.since is None or one.since <= today)


def _cadres(session: Session, community_id: UUID) -> dict[UUID | None, list[UUID]]:
    found: dict[UUID | None, list[UUID]] = defaultdict(list)
    grants = select(Grant).where(Grant.community_id == community_id, Grant.role == Role.CADRE)
    for grant in session.exec(grants.order_by(col(Grant.id))):
        found[grant.grid_id].append(grant.account_id)
    return found


def _people(session: Session, community_id: UUID) -> dict[UUID, list[UUID]]:
    """Who lives there, the oldest first: the visit is most often for them."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    living = columns(Person.household_id, Person.id).where(
        col(Person.community_id) == community_id,
        col(Person.moved_out_on).is_(None),
        col(Person.merged_into).is_(None),
    )
    for home, person in session.execute(living.order_by(col(Person.born_on), col(Person.id))):
        found[home].append(person)
    return found


def _today(writer: Writer, homes: list[Home], zone: ZoneInfo) -> None:
    """Some doors were done this morning, some stayed closed."""
    for home in writer.rng.sample(homes, min(TODAYS, len(homes))):
        at = today_of(writer.rng, writer.now, zone)
        outcome = Outcome.MET if writer.rng.random() < 0.75 else Outcome.NOT_HOME
        if at is not None:
            writer.visit(home, Past(at, Mode.VISIT, outcome))


def _back_from_hospital(session: Session, writer: Writer, homes: list[Home], today: date) -> None:
    elders = [home for home in homes if home.flavour == "elder"]
    for home in writer.rng.sample(elders, min(5, len(elders))):
        mark = PriorityMark(
            id=writer.new_id(writer.now), community_id=writer.community_id, household_id=home.id,
            cause=PriorityCause.HOSPITAL, since=today - timedelta(days=writer.rng.randint(0, 2)),
            noted_by=home.cadres[0], created_at=writer.now,
        )  # fmt: skip
        session.add(mark)


def _card(community_id: UUID) -> CommitteeCard:
    return CommitteeCard(
        community_id=community_id, phone="154 0000 0110", address="榕湾一里 12 号公共客厅",
        hours="周一至周六 8:30–12:00，14:30–18:00", words="有事请打电话，或到公共客厅坐坐。",
    )  # fmt: skip
