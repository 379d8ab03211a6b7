"""The owner lets somebody see their readings: a clinician, somebody of the family, a health centre, a paper's code.

For a child under 14 its guardian decides: `person_id` names the child, None means themselves. Who sees what then:
`seeing`. Whoever asks about a grant that is not theirs gets the answer for one that is not there.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, func, select, update

from app.accounts.models import Account
from app.accounts.rules import Actor
from app.accounts.service.records import record
from app.events.rules.masking import masked
from app.health.models import ConsentKind, HealthClient, Measure, ShareGrant, ShareKind
from app.health.rules.consent import needs_guardian
from app.health.rules.sharing import MOST, Standing, Terms, check_terms, digest, measures_of, standing
from app.health.service import consent, keys
from app.health.service.parties import clients_for, clinicians_of
from app.health.service.seeing import by_link, client_readings, shared_readings, shared_with
from app.health.service.settings import settings_of
from app.health.service.whose import Owner, own_of, today_of
from app.households.models import Person
from app.passes.models import PersonAccount, ResidentPass
from app.passes.rules.codes import read_pass
from app.shared.errors import NotFound, Refused

__all__ = ["by_link", "client_readings", "shared_readings", "shared_with"]

TOKEN_BYTES = 24  # 192 bits: nobody finds one by trying


@dataclass(frozen=True)
class Link:
    """A link that was just made. The token is told once; only its digest is kept."""

    grant_id: UUID
    token: str
    until: datetime


@dataclass(frozen=True)
class Given:
    """A grant as the owner sees it."""

    id: UUID
    kind: ShareKind
    name: str
    measures: tuple[Measure, ...]
    since: datetime | None
    until: datetime
    standing: Standing
    made_at: datetime


def offer_to_clinician(
    session: Session, who: Actor, account_id: UUID, terms: Terms, now: datetime, person_id: UUID | None = None
) -> ShareGrant:
    """A clinician of the community may look. Raises `NotFound`, `Refused`."""
    _, owner = own_of(session, who, now, person_id)
    if account_id not in {one.id for one in clinicians_of(session, owner.community_id, now)}:
        raise NotFound("no_such_clinician", "没有这位签约医生。", field="account")
    return _grant(session, who, owner, terms, now, kind=ShareKind.CLINICIAN, account_id=account_id)


def offer_to_family(
    session: Session, who: Actor, code: str, terms: Terms, now: datetime, person_id: UUID | None = None
) -> ShareGrant:
    """Whoever has the pass with these letters may look. The caller slows down guesses. Raises `NotFound`, `Refused`."""
    by, owner = own_of(session, who, now, person_id)
    read = read_pass(code)
    which = ResidentPass.token == read.token if read.token else ResidentPass.short_code == read.short_code
    wanted = select(PersonAccount).join(ResidentPass, col(ResidentPass.person_id) == col(PersonAccount.person_id))
    here = ResidentPass.community_id == owner.community_id, col(ResidentPass.revoked_at).is_(None)
    found = session.exec(wanted.where(which, *here)).first() if read else None
    if found is None:
        raise NotFound(
            "no_such_family", "没有找到。请对一下家人的居民码；家人也要先在自己手机上登录过一次健康自检。", field="code"
        )
    if found.person_id == by.person_id:
        raise Refused("own_pass", "这是您自己的居民码，请填家人的。", field="code")
    if found.person_id == owner.person_id:
        raise Refused("own_pass", "这是孩子自己的居民码，请填别的家人的。", field="code")
    return _grant(session, who, owner, terms, now, kind=ShareKind.FAMILY, account_id=found.account_id)


def offer_to_client(
    session: Session, who: Actor, client_id: UUID, terms: Terms, now: datetime, person_id: UUID | None = None
) -> ShareGrant:
    """The system of a health centre of the community may ask. Raises `NotFound`, `Refused`."""
    _, owner = own_of(session, who, now, person_id)
    if client_id not in {one.id for one in clients_for(session, who)}:
        raise NotFound("no_such_client", "没有这家卫生中心。", field="client")
    return _grant(session, who, owner, terms, now, kind=ShareKind.CLIENT, client_id=client_id)


def make_link(
    session: Session, who: Actor, measures: tuple[Measure, ...], now: datetime, since: datetime | None = None,
    person_id: UUID | None = None,
) -> Link:  # fmt: skip
    """Whoever holds the code may look, for as long as the community has set (`link_hours`). Raises `NotFound`,
    `Refused`."""
    _, owner = own_of(session, who, now, person_id)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    terms = Terms(measures, now + timedelta(hours=settings_of(session, owner.community_id).link_hours), since)
    made = _grant(session, who, owner, terms, now, kind=ShareKind.LINK, token_hash=digest(token))
    return Link(made.id, token, made.until)


def revoke(session: Session, who: Actor, grant_id: UUID, now: datetime, person_id: UUID | None = None) -> None:
    """The owner takes it back; once more does no harm. Raises `NotFound`."""
    _, owner = own_of(session, who, now, person_id)
    if session.exec(select(ShareGrant.id).where(*_theirs(owner, grant_id))).first() is None:
        raise NotFound("no_such_grant", "没有这一条。")
    if revoke_where(session, now, *_theirs(owner, grant_id)):
        record(session, who, "health:revoke", f"person {owner.person_id}", owner.community_id)


def revoke_where(session: Session, now: datetime, *which: Any) -> int:
    """Take back every grant of these (conditions on `ShareGrant`) that is still in force. Returns how many."""
    gone: Any = session.execute(
        update(ShareGrant).where(*which, col(ShareGrant.revoked_at).is_(None)).values(revoked_at=now)
    )
    return int(gone.rowcount)


def grants_of_owner(session: Session, who: Actor, now: datetime, person_id: UUID | None = None) -> list[Given]:
    """Everything they have let others see, the latest first. Raises `NotFound`."""
    _, owner = own_of(session, who, now, person_id)
    wanted = select(ShareGrant).where(ShareGrant.person_id == owner.person_id)
    rows = session.exec(wanted.order_by(col(ShareGrant.created_at).desc(), col(ShareGrant.id).desc()))
    return [
        Given(
            one.id, one.kind, name_of(session, one, owner), measures_of(one.measures), one.since, one.until,
            standing(one, now), one.created_at,
        )
        for one in rows
    ]  # fmt: skip


def name_of(session: Session, grant: ShareGrant, owner: Owner) -> str:
    """Of whom it is with, for the owner; empty for a link. Whose letters were only typed shows no whole name."""
    if grant.client_id is not None:
        return session.get_one(HealthClient, grant.client_id).name
    if grant.account_id is None:
        return ""
    if grant.kind is not ShareKind.FAMILY:
        return session.get_one(Account, grant.account_id).name
    wanted = select(Person).join(PersonAccount, col(PersonAccount.person_id) == col(Person.id))
    found = session.exec(wanted.where(PersonAccount.account_id == grant.account_id)).first()
    home = session.get(Person, owner.person_id)
    if found is None or home is None:
        return ""
    return found.name if found.household_id == home.household_id else masked(found.name)


def _theirs(owner: Owner, grant_id: UUID) -> tuple[Any, ...]:
    return ShareGrant.id == grant_id, ShareGrant.person_id == owner.person_id


def _grant(
    session: Session, who: Actor, owner: Owner, terms: Terms, now: datetime, *, kind: ShareKind, **whom: Any
) -> ShareGrant:
    """One that is in force with the same party is replaced: what was said last holds."""
    check_terms(terms, now)
    keys.locked(session, owner.person_id)  # who withdraws or erases in this moment finds it, or is seen
    today = today_of(session, owner, now)
    if owner.account_id == who.account_id and needs_guardian(owner.born_on, today):
        raise Refused("guardian_needed", "未满 14 周岁，给谁看要请家长用自己的居民码来定。")
    if not consent.in_force(session, owner.person_id, ConsentKind.KEEP, today):
        raise Refused("no_consent", "还没有同意保存健康记录，没有可以给人看的。")
    if kind is not ShareKind.LINK:
        same = (getattr(ShareGrant, name) == value for name, value in whom.items())
        revoke_where(session, now, ShareGrant.person_id == owner.person_id, ShareGrant.kind == kind, *same)
    live = ShareGrant.person_id == owner.person_id, col(ShareGrant.revoked_at).is_(None), col(ShareGrant.until) > now
    if session.exec(select(func.count()).select_from(ShareGrant).where(*live)).one() >= MOST:
        raise Refused("too_many_grants", "给看的人太多了，请先收回几个不用的。")
    made = ShareGrant(
        community_id=owner.community_id, person_id=owner.person_id, kind=kind, created_at=now, until=terms.until,
        measures=[one.value for one in terms.measures], since=terms.since, **whom,
    )  # fmt: skip
    session.add(made)
    record(session, who, "health:share", f"person {owner.person_id}", owner.community_id, kind.value)
    session.flush()
    return made
