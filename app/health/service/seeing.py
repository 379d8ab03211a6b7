"""What somebody else may see: by a grant that is in force, of a person who still agrees that readings are kept.

Not shared, no more shared, taken back, erased and never there are one answer. Every look is written down (`looks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.health.models import ConsentKind, DataKey, HealthClient, Measure, ShareGrant, ShareKind
from app.health.rules.sharing import digest, measures_of
from app.health.service import consent, keys
from app.health.service.looks import note_look
from app.health.service.marks import MarkRow, marks_of
from app.health.service.readings import ReadingRow, readings_of
from app.health.service.whose import owner_by_person
from app.households.models import Community
from app.passes.models import PersonAccount
from app.shared.clock import local_day
from app.shared.errors import NotFound


@dataclass(frozen=True)
class Sharer:
    """Somebody who shares with me."""

    person_id: UUID
    name: str
    born_on: date | None
    measures: tuple[Measure, ...]
    until: datetime


@dataclass(frozen=True)
class Shared:
    """What is shared of one person. `readings` newest last; `until`: when the last grant ends."""

    person_id: UUID
    community_id: UUID
    name: str
    born_on: date | None
    sex: str
    zone: str
    measures: tuple[Measure, ...]
    until: datetime
    readings: list[ReadingRow]
    marks: list[MarkRow]


def shared_with(session: Session, who: Actor, now: datetime) -> list[Sharer]:
    """Who shares with `who` (a clinician, or somebody of the family), by name. Nobody: an empty list."""
    found: dict[UUID, list[ShareGrant]] = {}
    for grant in _granted(session, who, now):
        found.setdefault(grant.person_id, []).append(grant)
    made = []
    for person_id, grants in found.items():
        owner = owner_by_person(session, person_id)
        made.append(Sharer(owner.person_id, owner.name, owner.born_on, _measures(grants), _until(grants)))
    return sorted(made, key=lambda one: (one.name, one.person_id))


def shared_readings(
    session: Session, who: Actor, person_id: UUID, now: datetime, what: str = "page", *, since: datetime | None = None
) -> Shared:
    """What a person shares with `who`, from `since` on. The look is recorded. Raises `NotFound`."""
    grants = _held(session, [one for one in _granted(session, who, now) if one.person_id == person_id], now)
    made = _shared(session, grants, since=since)
    name = session.get_one(Account, who.account_id).name
    note_look(session, grants[0], name, what, now)
    return made


def by_link(
    session: Session, token: str, now: datetime, what: str = "page", *, since: datetime | None = None
) -> Shared:
    """What the code on a paper opens, from `since` on. The look is recorded. Raises `NotFound`: one answer for
    whatever is wrong."""
    wanted = select(ShareGrant).where(ShareGrant.token_hash == digest(token), ShareGrant.kind == ShareKind.LINK)
    grants = _held(session, session.exec(wanted).all(), now)
    made = _shared(session, grants, since=since)
    note_look(session, grants[0], "", what, now)
    return made


def client_patients(session: Session, client_id: UUID, now: datetime) -> list[UUID]:
    """Whose readings the system of a health centre may ask for. `client_id`: `HealthClient.id`."""
    return sorted({one.person_id for one in _of_client(session, client_id, now)})


def client_readings(
    session: Session, client_id: UUID, person_id: UUID, now: datetime, *, measures: Sequence[Measure] | None = None,
    since: datetime | None = None, until: datetime | None = None,
) -> Shared:  # fmt: skip
    """What a person shares with the system of a health centre, narrowed to what it asks. Without marks.

    The look is recorded. Raises `NotFound`.
    """
    grants = _held(session, [one for one in _of_client(session, client_id, now) if one.person_id == person_id], now)
    made = _shared(session, grants, measures, since, until, marks=False)
    note_look(session, grants[0], session.get_one(HealthClient, client_id).name, "fhir", now)
    return made


def not_shared() -> NotFound:
    """One answer, so that nobody learns whether there was ever anything."""
    return NotFound("not_shared", "没有可以看的记录：可能已经到期，或者本人收回了。")


def _held(session: Session, grants: Sequence[ShareGrant], now: datetime) -> list[ShareGrant]:
    """Those that hold, and go on holding until the end of this look: to take back, to withdraw and to erase wait for
    it. So whoever has taken something back finds every look there was on their list. Raises `NotFound`: none."""
    ids, still = [one.id for one in grants], []
    if grants:  # the key's row first, as everywhere
        key = select(DataKey.id).where(DataKey.person_id == grants[0].person_id)
        session.exec(key.with_for_update(read=True)).first()
        wanted = select(ShareGrant).where(col(ShareGrant.id).in_(ids)).order_by(col(ShareGrant.id))
        rows = session.exec(wanted.with_for_update(read=True).execution_options(populate_existing=True))
        still = [one for one in rows if _open(session, one, now)]
    if not still:
        raise not_shared()
    return still


def _granted(session: Session, who: Actor, now: datetime) -> list[ShareGrant]:
    """The grants by which `who` may look now. A clinician who is no more one in that community sees nothing."""
    wanted = select(ShareGrant).where(ShareGrant.account_id == who.account_id, *_in_force(now))
    rows = [one for one in session.exec(wanted.order_by(col(ShareGrant.created_at))) if _may(session, who, one)]
    return [one for one in rows if _open(session, one, now)]


def _may(session: Session, who: Actor, grant: ShareGrant) -> bool:
    if grant.kind is ShareKind.CLINICIAN:
        return who.may_within(Permission.HEALTH_SHARED, grant.community_id)
    pass_account = select(PersonAccount.id).where(PersonAccount.account_id == who.account_id)
    return grant.kind is ShareKind.FAMILY and session.exec(pass_account).first() is not None


def _of_client(session: Session, client_id: UUID, now: datetime) -> list[ShareGrant]:
    client = session.get(HealthClient, client_id, populate_existing=True, with_for_update={"read": True})
    if client is None or client.disabled_at is not None:
        return []
    wanted = select(ShareGrant).where(
        ShareGrant.client_id == client_id, ShareGrant.kind == ShareKind.CLIENT,
        ShareGrant.community_id == client.community_id, *_in_force(now),
    )  # fmt: skip
    return [one for one in session.exec(wanted.order_by(col(ShareGrant.created_at))) if _open(session, one, now)]


def _in_force(now: datetime) -> tuple[Any, ...]:
    return col(ShareGrant.revoked_at).is_(None), col(ShareGrant.until) > now


def _open(session: Session, grant: ShareGrant, now: datetime) -> bool:
    """Whether the grant holds, its owner still agrees, and there is a key to read with."""
    if grant.revoked_at is not None or now >= grant.until:
        return False
    today = local_day(now, session.get_one(Community, grant.community_id).zone)
    if not consent.in_force(session, grant.person_id, ConsentKind.KEEP, today):
        return False
    try:
        keys.opener(session, grant.person_id)
    except NotFound:
        return False
    return True


def _shared(
    session: Session, grants: Sequence[ShareGrant], asked: Sequence[Measure] | None = None,
    since: datetime | None = None, until: datetime | None = None, *, marks: bool = True,
) -> Shared:  # fmt: skip
    """All that these grants of one person open together: each its measures, from its moment on."""
    first = grants[0]
    person, place = owner_by_person(session, first.person_id), session.get_one(Community, first.community_id)
    rows: dict[UUID, ReadingRow] = {}
    for grant in grants:
        wanted = [one for one in measures_of(grant.measures) if asked is None or one in asked]
        start = max((one for one in (grant.since, since) if one is not None), default=None)
        for row in readings_of(session, first.person_id, wanted, start, until) if wanted else ():
            rows[row.id] = row
    begins = None if any(one.since is None for one in grants) else min(one.since for one in grants if one.since)
    shown = marks_of(session, first.person_id, local_day(begins, place.zone) if begins else None) if marks else []
    return Shared(
        first.person_id, first.community_id, person.name, person.born_on, person.sex, place.zone, _measures(grants),
        _until(grants), sorted(rows.values(), key=lambda one: (one.taken_at, one.id)), shown,
    )  # fmt: skip


def _measures(grants: Sequence[ShareGrant]) -> tuple[Measure, ...]:
    return measures_of({text for one in grants for text in one.measures})


def _until(grants: Sequence[ShareGrant]) -> datetime:
    return max(one.until for one in grants)
