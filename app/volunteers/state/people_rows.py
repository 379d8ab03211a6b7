"""The list of volunteers and one of them, as a coordinator's screen shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.events.when import day_words
from app.passes.rules.codes import grouped
from app.shared.both import Both, both
from app.shared.clock import local_day
from app.volunteers.models import ServiceRecord
from app.volunteers.service.profile import Profile, profile_of, volunteers_of
from app.volunteers.service.records import records_of
from app.volunteers.service.skills import expiring, skills_of
from app.volunteers.service.who import check_coordinator, zone_of


@dataclass
class PersonRow:
    """One line of the list."""

    id: str = ""
    name: str = ""
    skills: str = ""
    hours: str = ""
    wish: str = ""
    unseen: int = 0
    novice: bool = False
    paused: bool = False


@dataclass
class ExpiringRow:
    """A paper that ends soon, or has ended (`over`)."""

    id: str = ""
    name: str = ""
    skill: str = ""
    day: Both = field(default_factory=Both)
    over: bool = False


@dataclass
class SeenPaper:
    """A paper of somebody, as staff see it."""

    code: str = ""
    name: str = ""
    number: str = ""
    until: str = ""
    proof: bool = False
    seen: bool = False


@dataclass
class HandedOut:
    """A record that somebody took along. `code` in groups; days ISO; `why`: it was taken back, and why."""

    id: str = ""
    code: str = ""
    since: str = ""
    until: str = ""
    hours: str = ""
    made_on: str = ""
    taken: bool = False
    why: str = ""


@dataclass
class PersonCard:
    """Somebody, opened; looking is recorded. `since`, `today`: the days that a new record starts from."""

    id: str = ""
    name: str = ""
    phone: str = ""
    hours: str = ""
    wish: str = ""
    novice: bool = False
    experienced: bool = False
    papers: list[SeenPaper] = field(default_factory=list)
    records: list[HandedOut] = field(default_factory=list)
    since: str = ""
    today: str = ""


def people_listed(
    session: Session, who: Actor, community: UUID, moment: datetime
) -> tuple[list[PersonRow], list[ExpiringRow]]:
    """Everybody, and whose paper ends soon. Raises `NotFound`."""
    check_coordinator(who, community)
    names = {one.code: one.name for one in skills_of(session, community)}
    today = local_day(moment, zone_of(session, community))
    people = [
        PersonRow(
            str(one.id), one.name, "、".join(names.get(code, code) for code in one.skills), f"{one.hours_now:g}",
            f"{one.wish_hours:g}", one.unseen, one.novice, one.paused,
        )
        for one in volunteers_of(session, who, community, moment)
    ]  # fmt: skip
    ending = [
        ExpiringRow(str(one.volunteer_id), one.name, one.skill, both(day_words(one.valid_until, today)), one.days < 0)
        for one in expiring(session, who, community, moment)
    ]
    return people, ending


def person_card(session: Session, who: Actor, person: UUID, moment: datetime) -> PersonCard:
    """Looking is recorded. Raises `NotFound`."""
    found: Profile = profile_of(session, who, person, moment)
    known = {one.code: one for one in skills_of(session, found.volunteer.community_id)}
    papers = [
        SeenPaper(
            one.code, known[one.code].name if one.code in known else one.code, one.number or "",
            one.valid_until.isoformat() if one.valid_until else "", one.code in known and known[one.code].needs_proof,
            one.proof_seen_at is not None,
        )
        for one in found.skills
    ]  # fmt: skip
    zone = zone_of(session, found.volunteer.community_id)
    records, today = [_handed(one, zone) for one in records_of(session, who, person)], local_day(moment, zone)
    return PersonCard(
        str(person), found.name, found.phone, f"{found.hours_now:g}", f"{found.volunteer.wish_hours:g}", found.novice,
        found.volunteer.experienced_at is not None, papers, records, f"{today.year}-01-01", today.isoformat(),
    )  # fmt: skip


def _handed(one: ServiceRecord, zone: str) -> HandedOut:
    return HandedOut(
        str(one.id), grouped(one.code), one.since.isoformat(), one.until.isoformat(),
        f"{round((one.verified_minutes + one.manual_minutes) / 60, 2):g}", local_day(one.created_at, zone).isoformat(),
        one.withdrawn_at is not None, one.withdrawn_why,
    )  # fmt: skip
